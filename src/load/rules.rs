//! The rules of this layer, one line a rule.

use crate::finding::{Finding, Level, Place, RuleInfo};
use crate::fingerprint::Fingerprint;
use crate::span::Span;
use std::sync::LazyLock;

impl RuleInfo {
    /// A finding of this rule. Its fingerprint waits until the file has been read and its source is known; hashing each
    /// of a million findings of which a hundred are listed would cost seconds.
    pub(crate) fn at(&self, span: Span, message: impl Into<String>) -> Finding {
        static NONE: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of([]));
        Finding {
            rule: self.rule,
            level: self.level,
            message: message.into(),
            help: None,
            accepted: None,
            in_source: false,
            known: false,
            places: vec![Place::at(span)],
            fact: None,
            fingerprint: *NONE,
        }
    }
}

macro_rules! rules {
    ($($name:ident $id:literal $level:ident $about:literal;)+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $about)]
            pub const $name: RuleInfo = RuleInfo::new($id, Level::$level, $about);
        )+
        /// Every rule of this layer, sorted by id.
        pub const RULES: &[RuleInfo] = &[$($name),+];
    };
}

rules! {
    UNDATED          "article.undated"         Note    "an article that does not say when it was published";
    ALIAS            "format.alias"            Error   "a YAML anchor or alias: every claim says in full what it claims";
    DATE             "format.date"             Error   "a date that does not exist, or is not EDTF";
    DOCUMENTS        "format.documents"        Error   "more than one YAML document in a file";
    DUPLICATE_ID     "format.duplicate-id"     Error   "two claims of one source with the same id";
    DUPLICATE_KEY    "format.duplicate-key"    Error   "a key that stands twice in one mapping";
    DUPLICATE_SOURCE "format.duplicate-source" Error   "two sources with the same id, or two heads of one source";
    EMPTY            "format.empty"            Error   "a file, a claim or a field that must say something and is empty";
    ENCODING         "format.encoding"         Error   "a file that is not UTF-8";
    LANGUAGE         "format.language"         Warning "a language that is not supported";
    LIMIT            "format.limit"            Error   "a file that is too big, too deep or has too many faults to list";
    MISSING_FIELD    "format.missing-field"    Error   "a field that must be there";
    NO_CLAIMS        "format.no-claims"        Warning "a source whose list of claims is empty";
    SCHEMA           "format.schema"           Error   "a format version that this program does not know";
    SYNTAX           "format.syntax"           Error   "text that is not valid YAML or JSON";
    TAG              "format.tag"              Error   "a YAML tag";
    TEXT_PATH        "format.text-path"        Error   "a `text` that is missing, outside the root or behind a link";
    TYPE             "format.type"             Error   "a list, a mapping or a scalar where another kind is expected";
    UNKNOWN_FIELD    "format.unknown-field"    Error   "a field that the format does not know";
    VALUE            "format.value"            Error   "a field whose content cannot be what it says";
    UNREADABLE       "load.unreadable"         Error   "a file or folder that the system does not let us read";
    UNSUPPORTED      "load.unsupported"        Error   "a kind of file that is not read";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|pair| pair[0].rule < pair[1].rule));
    }
}
