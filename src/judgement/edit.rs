//! Puts a judgement at the end of its list in the text of a `judgements.yaml`. Comments and layout stay as they are.
//!
//! The new text is read again before it is given out: where the judgement would not be read as it was meant, or another
//! one would be lost, there is an error and no text.

use super::{Acceptance, Judgements, PairJudgement, read};
use crate::error::{Error, Result};
use crate::load::document::{self, Field, Kind, Reader};
use crate::span::Files;
use std::fmt::Write as _;

/// The text with one more judgement on a pair of claims. `path` is for messages.
pub fn with_pair(path: &str, text: &str, pair: &PairJudgement) -> Result<String> {
    let side = |judged: &super::JudgedClaim| {
        let fingerprint =
            judged.fingerprint.as_ref().map(|print| format!(", fingerprint: {print}")).unwrap_or_default();
        format!(
            "{{source: {}, claim: {}{fingerprint}}}",
            scalar(judged.source.as_str()),
            scalar(judged.claim.as_str())
        )
    };
    let mut fields =
        vec![("a", side(&pair.a)), ("b", side(&pair.b)), ("verdict", pair.verdict.as_str().to_owned())];
    fields.push(("reason", scalar(&pair.reason)));
    fields.extend(pair.by.as_deref().map(|by| ("by", scalar(by))));
    with_item(path, text, "pairs", &fields)
}

/// The text with one more accepted finding. `path` is for messages.
pub fn with_acceptance(path: &str, text: &str, accepted: &Acceptance) -> Result<String> {
    let mut fields = vec![("fingerprint", accepted.fingerprint.clone())];
    fields.extend(accepted.rule.as_deref().map(|rule| ("rule", scalar(rule))));
    fields.push(("reason", scalar(&accepted.reason)));
    fields.extend(accepted.by.as_deref().map(|by| ("by", scalar(by))));
    with_item(path, text, "findings", &fields)
}

/// Where the items of a list are to go.
#[derive(Debug, Clone, Copy, Default)]
enum List {
    /// The file has no such list.
    #[default]
    Absent,
    /// Its name stands there and nothing else; the byte behind the name.
    Empty(usize),
    /// In brackets; the byte behind the last item, or behind the opening bracket, and whether there are items.
    Brackets(usize, bool),
    /// Item by item; the byte of the first dash and the end of the last item.
    Items(usize, usize),
}

fn with_item(path: &str, text: &str, list: &str, fields: &[(&str, String)]) -> Result<String> {
    let (before, layout) = (parsed(path, text), layout(path, text, list));
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let block = |indent: &str| -> String {
        let mut item = String::new();
        for (nth, (name, value)) in fields.iter().enumerate() {
            let dash = if nth == 0 { "- " } else { "  " };
            let _ = write!(item, "{indent}{dash}{name}: {value}{newline}");
        }
        item
    };
    let new = match layout {
        List::Absent => insert(text, text.len(), newline, &format!("{list}:{newline}{}", block("  "))),
        List::Empty(at) => insert(text, line_end(text, at), newline, &block("  ")),
        List::Items(dash, end) => {
            let line = text[..dash].rfind('\n').map_or(0, |at| at + 1);
            let rest = text[line..].trim_start_matches('\u{feff}');
            let indent = &rest[..rest.len() - rest.trim_start_matches(' ').len()];
            insert(text, line_end(text, end), newline, &block(indent))
        }
        List::Brackets(at, any) => {
            let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            let comma = if any { ", " } else { "" };
            let (before, after) = text.split_at(at);
            let closing = after.trim_start_matches(' ');
            let after = if closing.starts_with(']') { closing } else { after };
            format!("{before}{comma}{{{}}}{after}", fields.join(", "))
        }
    };
    let after = parsed(path, &new);
    let one_more = after.pairs.len() + after.findings.len() == before.pairs.len() + before.findings.len() + 1;
    let kept = before.pairs.iter().zip(&after.pairs).all(|(old, new)| {
        (&old.a, &old.b, old.verdict, &old.reason) == (&new.a, &new.b, new.verdict, &new.reason)
    }) && before.findings.iter().zip(&after.findings).all(|(old, new)| {
        (&old.fingerprint, &old.rule, &old.reason) == (&new.fingerprint, &new.rule, &new.reason)
    });
    if one_more && kept {
        Ok(new)
    } else {
        Err(Error::new(format!(
            "cannot add a judgement to `{path}` without breaking what is there; mend the file or name another with --judgements"
        )))
    }
}

/// The judgements that can be read of a text.
fn parsed(path: &str, text: &str) -> Judgements {
    read::parse(path, text, &mut Files::default()).0
}

fn layout(path: &str, text: &str, list: &str) -> List {
    let find = |_: &mut Reader, [_, pairs, findings]: [Option<Field<'_>>; 3]| {
        let field = if list == "pairs" { pairs } else { findings };
        let Some(field) = field else { return List::Absent };
        let span = field.value.span();
        match (field.value.kind(), field.value.children().last()) {
            (Kind::Sequence, last) if text[span.start..].starts_with('[') => {
                List::Brackets(last.map_or(span.start + 1, |last| last.span().end), last.is_some())
            }
            (Kind::Sequence, Some(last)) => List::Items(span.start, last.span().end),
            _ => List::Empty(field.key.span().end),
        }
    };
    document::parse((path, text.to_owned()), &mut Files::default(), read::OWNER, find).0
}

/// The byte behind the line that ends at or after `at`: the item may have ended with it already.
fn line_end(text: &str, at: usize) -> usize {
    if text[..at].ends_with('\n') {
        return at;
    }
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// The text with whole `lines` at the byte `at`, which begins a line or ends the text.
fn insert(text: &str, at: usize, newline: &str, lines: &str) -> String {
    let before = &text[..at];
    let between = if before.is_empty() || before.ends_with('\n') { "" } else { newline };
    format!("{before}{between}{lines}{}", &text[at..])
}

/// Words as YAML: bare where every reader takes them for words, in quotes elsewhere.
fn scalar(words: &str) -> String {
    let bare = words.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.ends_with(|c: char| c.is_ascii_alphanumeric())
        && words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '/'))
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
            .contains(&words.to_ascii_lowercase().as_str());
    if bare {
        return words.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(quoted, "\\x{:02x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::super::{JudgedClaim, Verdict};
    use super::*;
    use crate::claim::{ClaimId, SourceId};
    use crate::span::Span;

    fn nowhere() -> Span {
        Span { file: Files::default().add("j.yaml", ""), start: 0, end: 0 }
    }

    fn pair(reason: &str) -> PairJudgement {
        let side = |source: &str, claim: &str, print: &str| JudgedClaim {
            source: SourceId::new(source),
            claim: ClaimId::new(claim),
            fingerprint: Some(print.to_owned()),
        };
        PairJudgement {
            a: side("post", "toll", "5c1e5c1e5c1e5c1e"),
            b: side("wire", "3", "1234567890123456"),
            verdict: Verdict::Same,
            reason: reason.to_owned(),
            by: None,
            on: None,
            until: None,
            span: nowhere(),
        }
    }

    fn acceptance() -> Acceptance {
        Acceptance {
            fingerprint: "77ab77ab77ab77ab".to_owned(),
            rule: Some("conflict.number".to_owned()),
            reason: "the wire was corrected".to_owned(),
            by: Some("rk".to_owned()),
            on: None,
            until: None,
            span: nowhere(),
        }
    }

    const PAIR: &str = "- a: {source: post, claim: toll, fingerprint: 5c1e5c1e5c1e5c1e}\n    \
        b: {source: wire, claim: \"3\", fingerprint: 1234567890123456}\n    verdict: same\n    reason: the crane\n";

    #[test]
    fn a_judgement_goes_behind_the_last_one_and_the_rest_stays() {
        let old = "{a: {source: x, claim: c}, b: {source: y, claim: c}, verdict: same, reason: r}";
        let cases = [
            (String::new(), format!("pairs:\n  {PAIR}")),
            ("# ours\nschema: 1".to_owned(), format!("# ours\nschema: 1\npairs:\n  {PAIR}")),
            (
                "pairs:  # none yet\nfindings: []\n".to_owned(),
                format!("pairs:  # none yet\n  {PAIR}findings: []\n"),
            ),
            (
                format!("pairs:\n  - {old} # sure\n\n# the rest\nfindings: []\n"),
                format!("pairs:\n  - {old} # sure\n  {PAIR}\n# the rest\nfindings: []\n"),
            ),
            (
                "pairs:\n- a: {source: x, claim: c}\n  b: {source: y, claim: c}\n  verdict: same\n  reason: |\n    two\n    lines\n\nfindings:\n"
                    .to_owned(),
                format!(
                    "pairs:\n- a: {{source: x, claim: c}}\n  b: {{source: y, claim: c}}\n  verdict: same\n  reason: |\n    two\n    lines\n{}\nfindings:\n",
                    PAIR.replace("\n  ", "\n")
                ),
            ),
        ];
        for (before, after) in cases {
            assert_eq!(with_pair("j.yaml", &before, &pair("the crane")).unwrap(), after, "{before}");
        }
    }

    #[test]
    fn lists_in_brackets_stay_in_brackets() {
        let text = "findings: [ ] # none\n";
        let one = with_acceptance("j.yaml", text, &acceptance()).unwrap();
        let item =
            "{fingerprint: 77ab77ab77ab77ab, rule: conflict.number, reason: the wire was corrected, by: rk}";
        assert_eq!(one, format!("findings: [{item}] # none\n"));
        let two = with_acceptance("j.yaml", &one, &acceptance()).unwrap();
        assert_eq!(two, format!("findings: [{item}, {item}] # none\n"));
    }

    #[test]
    fn brackets_over_several_lines_keep_their_comments_and_commas() {
        let item = |print: &str| format!("{{fingerprint: {print}, reason: old}}");
        let (a, b) = (item("1111111111111111"), item("2222222222222222"));
        let new =
            "{fingerprint: 77ab77ab77ab77ab, rule: conflict.number, reason: the wire was corrected, by: rk}";
        for (before, after) in [
            ("findings: [ # none\n]\n".to_owned(), format!("findings: [{new} # none\n]\n")),
            ("findings: [\n]\npairs: []\n".to_owned(), format!("findings: [{new}\n]\npairs: []\n")),
            (
                format!("findings: [\n  {a}, # one\n  {b},  # two\n]\n"),
                format!("findings: [\n  {a}, # one\n  {b}, {new},  # two\n]\n"),
            ),
            (format!("findings: [{a}\n  , {b} ]"), format!("findings: [{a}\n  , {b}, {new}]")),
        ] {
            assert_eq!(with_acceptance("j.yaml", &before, &acceptance()).unwrap(), after);
        }
    }

    #[test]
    fn line_ends_of_windows_stay() {
        let new = with_acceptance("j.yaml", "schema: 1\r\n", &acceptance()).unwrap();
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
    }

    #[test]
    fn any_reason_is_read_as_it_was_written() {
        let reasons = [
            "a: b # c",
            "“quoted” \"so\"",
            "- x",
            "no",
            "tab\there",
            "\u{1b}[2J",
            "{a}",
            "é\u{2028}ü",
            "back\\slash",
            "&a *b",
            "12",
            "a, b]",
            "line\nline",
            "\u{202e}turned",
        ];
        for reason in reasons {
            let text = with_pair("j.yaml", "", &pair(reason)).unwrap();
            assert_eq!(parsed("j.yaml", &text).pairs[0].reason, reason, "{text}");
            let flow = with_pair("j.yaml", "pairs: []", &pair(reason)).unwrap();
            assert_eq!(parsed("j.yaml", &flow).pairs[0].reason, reason, "{flow}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_alone() {
        for text in ["pairs: [", "- a\n", "pairs: {}\n", "{schema: 1}\n", "pairs: same\n"] {
            assert!(with_pair("j.yaml", text, &pair("r")).is_err(), "{text}");
        }
    }
}
