//! Which judgements are in force: those whose time is not over, and of those that contradict each other the first that fits
//! the claims.

use super::{CONTRADICTION, EXPIRED, Found, JudgedClaim, Judgements, PairJudgement, Standing};
use crate::finding::{Finding, Level};
use crate::value::date::Date;
use jiff::civil;
use std::collections::HashMap;

impl Judgements {
    /// Lets go of judgements whose time is over on the day `today`, with a finding for each. The day is asked for only where
    /// a judgement depends on it. What is over cannot contradict what came after it.
    pub fn in_time(&mut self, today: impl FnOnce() -> civil::Date) -> Vec<Finding> {
        let untils = self.pairs.iter().map(|judged| &judged.until);
        let may_expire =
            untils.chain(self.findings.iter().map(|accepted| &accepted.until)).any(Option::is_some);
        if may_expire { self.expire(today()) } else { Vec::new() }
    }

    /// Lets go of judgements whose last day lies before `today`.
    fn expire(&mut self, today: civil::Date) -> Vec<Finding> {
        let is_over = |until: &Option<Date>| last_day(until.as_ref()).is_some_and(|last| last < today);
        let day = |until: &Option<Date>| until.as_ref().map(ToString::to_string).unwrap_or_default();
        let pairs = self.pairs.extract_if(.., |judged| is_over(&judged.until)).map(|judged| {
            let [a, b] = names([&judged.a, &judged.b]);
            let (verdict, until, reason) = (judged.verdict.as_str(), day(&judged.until), &judged.reason);
            let message =
                format!("{a} and {b} were judged `{verdict}` until `{until}`, and are no longer: {reason}");
            Finding::new(EXPIRED, Level::Warning, message, judged.span)
        });
        let mut told: Vec<Finding> = pairs.collect();
        let findings = self.findings.extract_if(.., |accepted| is_over(&accepted.until)).map(|accepted| {
            let (print, until, reason) = (&accepted.fingerprint, day(&accepted.until), &accepted.reason);
            let message =
                format!("finding `{print}` was accepted until `{until}`, and is no longer: {reason}");
            Finding::new(EXPIRED, Level::Warning, message, accepted.span)
        });
        told.extend(findings);
        told
    }

    /// Of two judgements that contradict each other the first counts, as of two keys; lets go of the other, with a finding.
    /// Where the fingerprints differ the one is about a claim as it was, and the other about the claim as it is. One that is
    /// stale, as it stands to the claims, does not count: it contradicts nothing and is kept, to be told as stale.
    pub fn drop_contradictions(&mut self, standing: &mut Standing) -> Vec<Finding> {
        let mut told = Vec::new();
        let mut kept: Vec<PairJudgement> = Vec::with_capacity(self.pairs.len());
        let mut earlier: HashMap<_, Vec<usize>> = HashMap::new();
        standing.0.resize(2 * self.pairs.len(), Found::NotLoaded);
        let found = std::mem::take(&mut standing.0);
        for (pair, found) in self.pairs.drain(..).zip(found.chunks(2)) {
            let is_stale = found.iter().any(|side| matches!(side, Found::Changed(_) | Found::Gone));
            let key = sides(&pair).map(|side| (side.source.clone(), side.claim.clone()));
            let same_pair = earlier.entry(key).or_default();
            let first = same_pair.iter().map(|&at| &kept[at]).find(|first| contradict(first, &pair));
            if let Some(first) = first
                && !is_stale
            {
                let [a, b] = names(sides(&pair));
                let (one, other) = (first.verdict.as_str(), pair.verdict.as_str());
                let message = format!("{a} and {b} are judged `{one}` and `{other}`; the first counts");
                let finding = Finding::new(CONTRADICTION, Level::Error, message, pair.span);
                told.push(finding.with_place(first.span, "the first"));
            } else {
                if !is_stale {
                    same_pair.push(kept.len());
                }
                kept.push(pair);
                standing.0.extend(found);
            }
        }
        self.pairs = kept;
        told
    }
}

fn last_day(until: Option<&Date>) -> Option<civil::Date> {
    Some(until?.days()?.1)
}

/// The claims of a pair in the order of their names.
fn sides(pair: &PairJudgement) -> [&JudgedClaim; 2] {
    let mut sides = [&pair.a, &pair.b];
    sides.sort_by(|a, b| (&a.source, &a.claim).cmp(&(&b.source, &b.claim)));
    sides
}

/// Two claims as messages name them.
fn names(claims: [&JudgedClaim; 2]) -> [String; 2] {
    claims.map(|side| format!("`{}#{}`", side.source, side.claim))
}

/// Whether two judgements on one pair can hold for the same words and do not say the same of them.
fn contradict(one: &PairJudgement, other: &PairJudgement) -> bool {
    let meet = |(a, b): (&JudgedClaim, &JudgedClaim)| match (&a.fingerprint, &b.fingerprint) {
        (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        _ => true,
    };
    one.verdict != other.verdict && sides(one).into_iter().zip(sides(other)).all(meet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::{Verdict, read};
    use crate::load::{Options, load_text};
    use crate::span::Files;

    /// The verdicts that are in force on 2 June 2026, and the rules of what is told.
    fn in_force(pairs: &[String]) -> (Vec<Verdict>, Vec<&'static str>) {
        let text = format!("pairs:\n{}", pairs.concat());
        let (mut judgements, faults) = read::parse("judgements.yaml", &text, &mut Files::default());
        assert!(faults.is_empty(), "{faults:?}");
        let mut told = judgements.in_time(|| civil::date(2026, 6, 2));
        told.extend(judgements.drop_contradictions(&mut Standing::default()));
        let verdicts = judgements.pairs.iter().map(|pair| pair.verdict).collect();
        (verdicts, told.iter().map(|finding| finding.rule.0).collect())
    }

    fn pair(verdict: &str, a: &str, b: &str, until: &str) -> String {
        format!("- {{a: {a}, b: {b}, verdict: {verdict}, reason: r{until}}}\n")
    }

    const X: &str = "{source: x, claim: c, fingerprint: 77ab}";
    const Y: &str = "{source: y, claim: c}";

    #[test]
    fn judgements_contradict_each_other_only_on_the_same_words() {
        let cases = [
            (pair("same", Y, X, ""), 2),
            (pair("different", Y, X, ""), 1),
            (pair("different", "{source: x, claim: c, fingerprint: 88ab}", Y, ""), 2),
            (pair("different", "{source: x, claim: c}", Y, ""), 1),
            (pair("different", "{source: x, claim: d}", Y, ""), 2),
        ];
        for (second, kept) in cases {
            let (verdicts, told) = in_force(&[pair("same", X, Y, ""), second.clone()]);
            assert_eq!((verdicts[0], verdicts.len()), (Verdict::Same, kept), "{second}");
            assert_eq!(told.len(), 2 - kept, "{second}");
        }
    }

    #[test]
    fn a_stale_judgement_does_not_stand_in_the_way_of_a_later_one() {
        let sets = ["x", "y"].map(|id| {
            let text = format!("source: {{id: {id}}}\nclaims: [{{id: c, text: One died.}}]\n");
            load_text("set.yaml", &text, &Options::default()).sets.remove(0)
        });
        let print = sets[0].claims[0].fingerprint(&sets[0].source.id);
        let fits = format!("{{source: x, claim: c, fingerprint: {print}}}");
        let any = "{source: x, claim: c}";
        let gone = "{source: y, claim: d}";
        let cases = [
            ([(X, Y), (any, Y)], vec![Verdict::Different], 2),
            ([(any, Y), (X, Y)], vec![Verdict::Same], 2),
            ([(&fits, Y), (any, Y)], vec![Verdict::Same], 1),
            ([(any, gone), (any, gone)], vec![], 2),
        ];
        for ([first, second], follow, kept) in cases {
            let text = format!(
                "pairs:\n{}{}",
                pair("same", first.0, first.1, ""),
                pair("different", second.0, second.1, "")
            );
            let (mut judgements, _) = read::parse("judgements.yaml", &text, &mut Files::default());
            let mut standing = judgements.standing(&sets);
            let told = judgements.drop_contradictions(&mut standing);
            let verdicts: Vec<Verdict> = judgements.pairs(&sets).iter().map(|pair| pair.verdict).collect();
            assert_eq!((verdicts, judgements.pairs.len()), (follow, kept), "{text}");
            assert_eq!(told.len(), 2 - kept, "{text}");
            // what was found still belongs to what is left
            let anew = judgements.standing(&sets);
            assert_eq!(judgements.stale(&standing).len(), judgements.stale(&anew).len(), "{text}");
        }
    }

    #[test]
    fn a_judgement_whose_time_is_over_does_not_stand_in_the_way_of_a_later_one() {
        let first = |until: &str| pair("same", X, Y, &format!(", until: {until}"));
        let second = pair("different", X, Y, "");
        let over = in_force(&[first("2026-06-01"), second.clone()]);
        assert_eq!(over, (vec![Verdict::Different], vec!["judgement.expired"]));
        let holds = in_force(&[first("2026-06-02"), second]);
        assert_eq!(holds, (vec![Verdict::Same], vec!["judgement.contradiction"]));
    }
}
