//! `judgements.yaml` to judgements.
//!
//! A fault in what a judgement cannot do without costs that judgement; a fault elsewhere costs the field that has it.
//! What would widen a judgement if it were lost is of the first sort too: without its `fingerprint` a judgement would
//! fit a claim that has changed, and without its `until` it would hold for ever.

use super::{Acceptance, JudgedClaim, Judgements, PairJudgement, Verdict};
use crate::claim::ClaimId;
use crate::error::Result;
use crate::finding::Finding;
use crate::load::document::{self, At, Field, Kind, Reader, shown};
use crate::load::rules;
use crate::load::shape::{Known, Shape, names};
use crate::span::{Files, Span};
use crate::value::date::Date;
use std::ops::RangeInclusive;

/// What a file of judgements is called, and its fields.
pub(super) const OWNER: (&str, &[&str; 3]) = ("a file of judgements", &names(&FILE));

pub(crate) const FILE: [Known; 3] = [
    Known::new("schema", Shape::Version, "the version of the format"),
    Known::new("pairs", Shape::List(&Shape::Mapping(&PAIR)), "whether two claims are about one fact"),
    Known::new(
        "findings",
        Shape::List(&Shape::Mapping(&ACCEPTANCE)),
        "findings that are accepted as they are",
    ),
];
const PAIR: [Known; 7] = [
    Known::required("a", Shape::Mapping(&CLAIM), "one claim"),
    Known::required("b", Shape::Mapping(&CLAIM), "the other"),
    Known::required(
        "verdict",
        Shape::Choice(|| Verdict::ALL.map(Verdict::as_str).to_vec()),
        "whether they are about one fact; `unsure` changes nothing",
    ),
    Known::required("reason", Shape::Words, "why"),
    Known::new("by", Shape::Words, "who says so"),
    Known::new("on", Shape::Words, "when: 2026-03-06"),
    UNTIL,
];
const UNTIL: Known = Known::new("until", Shape::Words, "the last day on which it holds: 2026-06-01");
const CLAIM: [Known; 3] = [
    Known::required("source", Shape::Words, "the id of its source"),
    Known::required("claim", Shape::Words, "its id"),
    Known::new(
        "fingerprint",
        FINGERPRINT,
        "its fingerprint when it was judged; where it changes the judgement is stale",
    ),
];
const ACCEPTANCE: [Known; 6] = [
    Known::required("fingerprint", FINGERPRINT, "the fingerprint of the finding, or its first digits"),
    Known::new("rule", Shape::Words, "its rule; only with it is told that the finding is gone"),
    Known::required("reason", Shape::Words, "why"),
    Known::new("by", Shape::Words, "who says so"),
    Known::new("on", Shape::Words, "when: 2026-03-06"),
    UNTIL,
];
pub(super) const FINGERPRINT: Shape = Shape::Form("^[0-9A-Fa-f]{4,16}$");

/// Digits of a fingerprint, and the fewest of them that name anything.
const DIGITS: RangeInclusive<usize> = 4..=16;

/// Reads the judgements of the file at `path` and what is wrong with them. The file must be there: whoever names one
/// wants it honoured.
pub fn read(path: &str, files: &mut Files) -> Result<(Judgements, Vec<Finding>)> {
    document::read(path, files, OWNER, judgements)
}

/// The same of a text that goes by the name of a path.
pub(super) fn parse(path: &str, text: &str, files: &mut Files) -> (Judgements, Vec<Finding>) {
    document::parse((path, text.to_owned()), files, OWNER, judgements)
}

fn judgements(reader: &mut Reader, [schema, pairs, findings]: [Option<Field<'_>>; 3]) -> Judgements {
    if let Some(schema) = schema {
        reader.schema(schema);
    }
    let pairs = reader.list_items(pairs).into_iter().filter_map(|item| reader.pair(item)).collect();
    let findings =
        reader.list_items(findings).into_iter().filter_map(|item| reader.acceptance(item)).collect();
    Judgements { pairs, findings }
}

impl Reader {
    fn pair(&mut self, item: At<'_>) -> Option<PairJudgement> {
        let owner = ("a judgement", item.span());
        let [a, b, verdict, reason, by, on, until] = self.mapping(item, owner.0, &names(&PAIR))?;
        let a = self.required(a, "a", owner).and_then(|field| self.judged_claim(field));
        let b = self.required(b, "b", owner).and_then(|field| self.judged_claim(field));
        let verdicts = Verdict::ALL.map(|verdict| (verdict.as_str(), verdict));
        let verdict =
            self.required(verdict, "verdict", owner).and_then(|field| self.choice(field, &verdicts));
        let reason = self.required(reason, "reason", owner).and_then(|field| self.words(field));
        let by = by.and_then(|field| self.words(field)).map(|words| words.text);
        let on = on.and_then(|field| self.date(field));
        let until = self.until(until);
        // Everything has been looked at by now, so a judgement that is lost has told all its faults.
        let (a, b) = (a?, b?);
        if (&a.source, &a.claim) == (&b.source, &b.claim) {
            let message = format!("`a` and `b` are one claim, `{}#{}`", a.source, a.claim);
            self.report(rules::VALUE.at(item.span(), message));
            return None;
        }
        let (verdict, reason, until) = (verdict?, reason?.text, until?);
        Some(PairJudgement { a, b, verdict, reason, by, on, until, span: item.span() })
    }

    fn judged_claim(&mut self, field: Field<'_>) -> Option<JudgedClaim> {
        if !matches!(field.value.kind(), Kind::Mapping) {
            self.wrong_type(field, "a mapping with `source` and `claim`");
            return None;
        }
        let owner = ("a judged claim", field.value.span());
        let fields = self.fields(field.value, owner.0, &names(&CLAIM));
        self.named_claim(fields, owner)
    }

    /// The claim that the fields `source`, `claim` and `fingerprint` of `owner` name.
    pub(super) fn named_claim(
        &mut self,
        [source, claim, fingerprint]: [Option<Field<'_>>; 3],
        owner: (&str, Span),
    ) -> Option<JudgedClaim> {
        let source = self.required(source, "source", owner).and_then(|field| self.plain_words(field));
        let source = source.map(|words| self.source_id(&words));
        let claim = self.required(claim, "claim", owner).and_then(|field| self.plain_words(field));
        let fingerprint = match fingerprint {
            Some(field) if !matches!(field.value.kind(), Kind::Null) => Some(self.fingerprint(field)?),
            _ => None,
        };
        Some(JudgedClaim { source: source?, claim: ClaimId::new(&claim?.text), fingerprint })
    }

    fn acceptance(&mut self, item: At<'_>) -> Option<Acceptance> {
        let owner = ("an accepted finding", item.span());
        let [fingerprint, rule, reason, by, on, until] = self.mapping(item, owner.0, &names(&ACCEPTANCE))?;
        let fingerprint =
            self.required(fingerprint, "fingerprint", owner).and_then(|field| self.fingerprint(field));
        let rule = rule.and_then(|field| self.words(field)).map(|words| words.text);
        let reason = self.required(reason, "reason", owner).and_then(|field| self.words(field));
        let by = by.and_then(|field| self.words(field)).map(|words| words.text);
        let on = on.and_then(|field| self.date(field));
        let until = self.until(until);
        let (fingerprint, reason, until) = (fingerprint?, reason?.text, until?);
        Some(Acceptance { fingerprint, rule, reason, by, on, until, span: item.span() })
    }

    /// The last day of a judgement, if it has one; the outer `None` where what is given is no day.
    fn until(&mut self, field: Option<Field<'_>>) -> Option<Option<Date>> {
        match field {
            Some(field) if !matches!(field.value.kind(), Kind::Null) => self.date(field).map(Some),
            _ => Some(None),
        }
    }

    /// A fingerprint, or the beginning of one.
    pub(super) fn fingerprint(&mut self, field: Field<'_>) -> Option<String> {
        let words = self.plain_words(field)?;
        if DIGITS.contains(&words.text.len()) && words.text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(words.text.to_ascii_lowercase());
        }
        let message = format!(
            "{} is no fingerprint, which is {} hexadecimal digits or at least the first {} of them",
            shown(&words.text),
            DIGITS.end(),
            DIGITS.start()
        );
        self.report(rules::VALUE.at(words.span, message));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read_text(text: &str) -> (Judgements, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("judgements.yaml");
        fs::write(&path, text).unwrap();
        let mut files = Files::default();
        let (judgements, findings) = read(path.to_str().unwrap(), &mut files).unwrap();
        let told = findings.iter().map(|finding| {
            let span = finding.places[0].span;
            let at = files.location(span.file, span.start);
            format!("{}:{} {}", at.line, at.column, finding.rule)
        });
        (judgements, told.collect())
    }

    #[test]
    fn every_field_is_read() {
        let (judgements, told) = read_text(
            "schema: 1\n\
             pairs:\n\
             - a: {source: post, claim: toll, fingerprint: 5C1E}\n  \
               b: {source: wire, claim: 3}\n  \
               verdict: unsure\n  reason: one may be a ship\n  by: rk\n  on: 2026-03-06\n\
             findings:\n\
             - {fingerprint: 77abcdef, rule: conflict.number, reason: fixed, by: rk, on: 2026-03-06, until: 2026-06}\n",
        );
        assert_eq!(told, [""; 0]);
        let [pair] = judgements.pairs.as_slice() else { panic!("one pair") };
        assert_eq!(pair.a.fingerprint.as_deref(), Some("5c1e"));
        assert_eq!(
            (pair.b.source.as_str(), pair.b.claim.as_str(), &pair.b.fingerprint),
            ("wire", "3", &None)
        );
        assert_eq!((pair.verdict, pair.reason.as_str()), (Verdict::Unsure, "one may be a ship"));
        assert_eq!(pair.on.as_ref().map(ToString::to_string).as_deref(), Some("2026-03-06"));
        let [accepted] = judgements.findings.as_slice() else { panic!("one acceptance") };
        assert_eq!(accepted.rule.as_deref(), Some("conflict.number"));
        assert_eq!(accepted.by.as_deref(), Some("rk"));
        assert_eq!(accepted.until.as_ref().map(ToString::to_string).as_deref(), Some("2026-06"));
    }

    #[test]
    fn what_would_widen_a_judgement_costs_it() {
        let pair = |fingerprint: &str, on: &str| {
            format!(
                "pairs: [{{a: {{source: x, claim: c, fingerprint: {fingerprint}}}, b: {{source: y, claim: c}}, verdict: same, reason: r, on: {on}}}]\n"
            )
        };
        let accepted =
            |until: &str| format!("findings: [{{fingerprint: 77ab, reason: r, until: {until}}}]\n");
        let cases = [
            (pair("77ab", "2026-02-28"), 1, 0),
            (pair("77ab", "2026-02-30"), 1, 1),
            (pair("77zz", "2026-02-28"), 0, 1),
            (pair("77ab", "2026-02-28, until: 2026-02-30"), 0, 1),
            (pair("77ab", "2026-02-28, until: 2026-03"), 1, 0),
            (pair("77a", "2026-02-28"), 0, 1),
            (accepted("2026-02-28"), 1, 0),
            (accepted("2026-02-30"), 0, 1),
        ];
        for (text, kept, faults) in cases {
            let (judgements, told) = read_text(&text);
            assert_eq!(
                (judgements.pairs.len() + judgements.findings.len(), told.len()),
                (kept, faults),
                "{text}"
            );
        }
    }

    #[test]
    fn a_file_that_is_no_mapping_is_a_finding() {
        let cases = [
            ("", "1:1 format.empty"),
            ("# none yet\n", "1:1 format.empty"),
            ("- a\n", "1:1 format.type"),
            ("pairs: {}\n", "1:8 format.type"),
            ("pairs: [same]\n", "1:9 format.type"),
            ("pairs:\n\t- a\n", "2:1 format.syntax"),
            ("\u{feff}pair: []\n", "1:2 format.unknown-field"),
        ];
        for (text, expected) in cases {
            assert_eq!(read_text(text).1, [expected], "{text:?}");
        }
        assert_eq!(
            read_text("schema: 1\npairs:\nfindings: []\n").1,
            [""; 0],
            "nobody has judged anything yet"
        );
    }

    #[test]
    fn a_file_that_is_not_there_ends_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("judgements.yml");
        let error = |path: &std::path::Path| {
            read(path.to_str().unwrap(), &mut Files::default()).unwrap_err().to_string()
        };
        assert!(error(&path).ends_with("judgements.yml` does not exist"));
        assert!(error(folder.path()).ends_with("is a folder, and must be a file of judgements"));
    }
}
