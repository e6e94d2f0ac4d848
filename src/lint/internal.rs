//! A source against itself: totals against its own lists, two claims that cannot both be true.

use crate::align::{self, Alignment};
use crate::claim::reading::{Mention, Reading};
use crate::claim::{Claim, ClaimRef, ClaimSet, KeyKind};
use crate::diff::relation::{Outcome, RelationKind};
use crate::diff::{self, Side, keys, scope};
use crate::finding::{ClaimWords, Finding, Level, Rule};
use crate::judgement::Judgements;
use crate::text::token::Shape;
use crate::text::words::{Entry, PartOfSpeech};
use crate::threads;
use crate::value::list::List;
use crate::value::{Aspect, Comparison, Kind, Value};
use std::collections::{BTreeSet, HashMap};

/// States a total and names fewer; the list is not declared complete.
pub const ENUMERATION: Rule = Rule("internal.enumeration");
/// A total that its own list refutes.
pub const CARDINALITY: Rule = Rule("internal.cardinality");
/// Two numbers for one thing.
pub const NUMBER: Rule = Rule("internal.number");
/// Two dates for one thing.
pub const DATE: Rule = Rule("internal.date");
/// Two names in one role.
pub const VALUE: Rule = Rule("internal.value");
/// Affirms and denies the same.
pub const POLARITY: Rule = Rule("internal.polarity");

/// Two claims of one source are held against each other only where they are this likely to be about one fact. Higher
/// than between sources: a writer seldom tells a fact twice.
const SAME_FACT: f32 = 0.97;

/// The same where the two numbers have the same digits in another order, as a slip of the pen has them (27 and 72).
const SAME_FACT_TRANSPOSED: f32 = 0.5;

/// Everything in which the sources contradict themselves. The scores of pairs within a source are the alignment's.
pub fn check(sets: &[ClaimSet], alignment: &Alignment) -> Vec<Finding> {
    let words = ClaimWords::of(sets);
    let claims = sets.iter().map(|set| set.claims.len()).sum();
    let numbers: Vec<usize> = (0..sets.len()).collect();
    threads::map(&numbers, claims, |&set| check_source(sets, &words, set, alignment)).concat()
}

/// The same of one source by itself. Most pairs are told apart before a score is asked for, so that none is made in vain.
pub(super) fn check_alone(set: &ClaimSet, words: &ClaimWords) -> Vec<Finding> {
    let alone = std::slice::from_ref(set);
    if set.claims.len() > ALL_PAIRS {
        return check(alone, &align::align(alone, &Judgements::default(), &align::Options::default()));
    }
    let pairs = all_pairs(&set.claims);
    align::scored_within(set, |score| findings(alone, words, 0, pairs, score))
}

fn check_source(sets: &[ClaimSet], words: &ClaimWords, set: usize, alignment: &Alignment) -> Vec<Finding> {
    let score = |left: usize, right: usize| {
        let key = (ClaimRef { set, claim: left }, ClaimRef { set, claim: right });
        let at = alignment.pairs.binary_search_by_key(&key, |pair| (pair.left, pair.right)).ok()?;
        Some(alignment.pairs[at].score.value)
    };
    findings(sets, words, set, candidates(&sets[set].claims, set, alignment), &score)
}

/// The findings of one source; of two claims `score` is asked with the lesser one first.
fn findings(
    sets: &[ClaimSet],
    words: &ClaimWords,
    set: usize,
    pairs: Vec<(usize, usize)>,
    score: &dyn Fn(usize, usize) -> Option<f32>,
) -> Vec<Finding> {
    let claims = &sets[set].claims;
    let mut findings = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let at = ClaimRef { set, claim: i };
        for mention in &claim.reading.values {
            let Some(list) = own_list(mention) else { continue };
            if let Some((rule, level, found)) = total_against(list.total, list) {
                let message = format!("{}: {found} in `{}`", rule.0, claim.text);
                findings.push(words.finding(sets, rule, level, message, &[at]));
            }
        }
    }
    let told: Vec<Told> = claims.iter().map(|claim| Told::of(&claim.reading)).collect();
    let mut contradictions = vec![0; claims.len()];
    for (i, j) in pairs {
        if contradictions[i] >= ENOUGH && contradictions[j] >= ENOUGH {
            continue;
        }
        // in the order of their ids, so that the order of the file does not matter
        let mut pair = [ClaimRef { set, claim: i }, ClaimRef { set, claim: j }];
        pair.sort_by_key(|at| &at.of(sets).id);
        let [claim, other] = pair.map(|at| at.of(sets));
        let found = across(&claim.reading, &other.reading)
            .map(|(rule, level, found)| {
                (rule, level, format!("{}: {found}: `{}` and `{}`", rule.0, claim.text, other.text))
            })
            .or_else(|| {
                let (rule, Outcome { reason, shown: [x, y], .. }) =
                    restated(sets, pair, &told, || score(i.min(j), i.max(j)))?;
                Some((rule, Level::Error, format!("{}: {reason}: `{x}` and `{y}`", rule.0)))
            });
        let Some((rule, level, message)) = found else { continue };
        let mut finding = words.finding(sets, rule, level, message, &pair);
        for at in [i, j] {
            contradictions[at] += 1;
            if contradictions[at] == ENOUGH {
                let help = format!("`{}` may contradict more claims: {ENOUGH} are told", claims[at].id);
                finding.help = Some(help);
            }
        }
        findings.push(finding);
    }
    findings
}

/// Two claims that each contradict so many others are not held against each other: where all the claims of a source
/// contradict all, every one of them is told of, and the work and the report do not grow with the square of their number.
const ENOUGH: usize = 10;

/// Of a source of so many claims every claim is held against every other.
const ALL_PAIRS: usize = 1000;

/// In a bigger source a noun or a name of more claims than this proposes no pair.
const COMMON: usize = 100;

/// The pairs of claims of one source that may contradict each other, each once, in the order of their words.
fn candidates(claims: &[Claim], set: usize, alignment: &Alignment) -> Vec<(usize, usize)> {
    if claims.len() <= ALL_PAIRS {
        return all_pairs(claims);
    }
    let scored = alignment.pairs.iter().filter(|pair| pair.left.set == set && pair.right.set == set);
    let mut pairs: BTreeSet<(usize, usize)> =
        scored.map(|pair| (pair.left.claim, pair.right.claim)).collect();
    let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let nouns = claim.reading.values.iter().filter_map(|mention| mention.noun.head());
        let names = claim.reading.names.iter().flat_map(|mention| &mention.name.words);
        for word in nouns.map(|head| head.base.as_ref()).chain(names.map(String::as_str)) {
            let claims = of.entry(word).or_default();
            if claims.last() != Some(&at) {
                claims.push(at);
            }
        }
    }
    for claims in of.into_values().filter(|claims| claims.len() <= COMMON) {
        for (nth, &i) in claims.iter().enumerate() {
            pairs.extend(claims[nth + 1..].iter().map(|&j| (i, j)));
        }
    }
    let mut rank = vec![0; claims.len()];
    for (at, claim) in by_words(claims).into_iter().enumerate() {
        rank[claim] = at;
    }
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs.sort_unstable_by_key(|&(i, j)| (rank[i].min(rank[j]), rank[i].max(rank[j])));
    pairs
}

fn all_pairs(claims: &[Claim]) -> Vec<(usize, usize)> {
    let order = by_words(claims);
    let pairs = order.iter().enumerate().flat_map(|(at, &i)| order[at + 1..].iter().map(move |&j| (i, j)));
    pairs.collect()
}

/// The claims in the order of their words, which that of the file does not change.
fn by_words(claims: &[Claim]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&at| (&claims[at].text, &claims[at].id));
    order
}

fn own_list(mention: &Mention) -> Option<&List> {
    match &mention.value {
        Value::List(list) if !list.items.is_empty() => Some(list),
        _ => None,
    }
}

/// A stated total against the items that are named.
fn total_against(total: Option<f64>, list: &List) -> Option<(Rule, Level, String)> {
    let total = total?;
    let named = list.items.len() as f64;
    if named == total {
        return None;
    }
    let words = format!("{total} stated, {named} named");
    Some(if named > total || list.complete == Some(true) {
        (CARDINALITY, Level::Error, words)
    } else {
        (ENUMERATION, Level::Warning, words)
    })
}

/// Two claims whose values belong to one noun: a total and a list, or two numbers of one thing that the words call
/// the same ("a £27m clean-room line", "the £72m line").
fn across(a: &Reading, b: &Reading) -> Option<(Rule, Level, String)> {
    for m in &a.values {
        for n in &b.values {
            // "among the dead were A and B" does not set out to name all
            let found = count_and_list(m, n)
                .filter(|_| !is_open(b) && !is_restricted(b))
                .or_else(|| count_and_list(n, m).filter(|_| !is_open(a) && !is_restricted(a)));
            if let Some(found) = found.or_else(|| one_thing(m, n)).or_else(|| one_age(a, m, b, n)) {
                return Some(found);
            }
        }
    }
    None
}

/// Whether the words say that more could be named.
fn is_open(reading: &Reading) -> bool {
    reading.tokens.iter().any(|t| t.is_any(&["among", "including", "include", "includes", "included"]))
        || reading.tokens.windows(2).any(|pair| pair[0].is("such") && pair[1].is("as"))
}

/// "The libraries to close are A and B": of some of them only.
fn is_restricted(reading: &Reading) -> bool {
    let before = reading.verb.unwrap_or(0);
    reading.tokens[..before].iter().any(|token| token.is_any(&["to", "who", "which", "that"]))
}

/// Two ages of one person.
fn one_age(a: &Reading, m: &Mention, b: &Reading, n: &Mention) -> Option<(Rule, Level, String)> {
    if !(m.value.is_age() && n.value.is_age()) || m.value.compare(&n.value) != Comparison::Disjoint {
        return None;
    }
    let person = a.names.iter().find(|x| b.names.iter().any(|y| x.name.is_alias(&y.name)))?;
    Some((
        NUMBER,
        Level::Error,
        format!("`{}` and `{}` as the age of {}", m.value.shown(), n.value.shown(), person.name.shown),
    ))
}

/// Of more things than this nobody sets out to name all: "186,400 bottles" and "bottles went to Malta and Jordan".
const LISTED: f64 = 30.0;

fn count_and_list(count: &Mention, listed: &Mention) -> Option<(Rule, Level, String)> {
    let list = own_list(listed).filter(|list| list.total.is_none())?;
    if !count.value.is_count() {
        return None;
    }
    let few = |total: &f64| *total <= LISTED;
    let total = count.value.as_list()?.total.filter(few)?;
    let head = count.noun.head()?;
    let named =
        listed.noun.phrase.words.iter().any(|word| word.base == head.base || head.similarity(word) > 0.8);
    named.then(|| total_against(Some(total), list)).flatten()
}

/// Attributive values of one head noun, at least one of them definite.
fn one_thing(m: &Mention, n: &Mention) -> Option<(Rule, Level, String)> {
    let attributive = |mention: &Mention| {
        !mention.tokens.is_empty() && mention.noun.head().is_some_and(|head| head.token >= mention.tokens.end)
    };
    if m.value.is_count()
        || n.value.is_count()
        || !attributive(m)
        || !attributive(n)
        || m.noun.definite == n.noun.definite
    {
        return None;
    }
    let (head, other) = (m.noun.head()?, n.noun.head()?);
    if head.base != other.base || m.value.compare(&n.value) != Comparison::Disjoint {
        return None;
    }
    let rule = if m.value.aspect() == Aspect::Date { DATE } else { NUMBER };
    Some((
        rule,
        Level::Error,
        format!("`{}` and `{}` of one {}", m.value.shown(), n.value.shown(), head.base),
    ))
}

/// Two claims about the same fact that cannot both be true. What is cheap is looked at first, and the score last.
fn restated(
    sets: &[ClaimSet],
    [left, right]: [ClaimRef; 2],
    told: &[Told],
    score: impl FnOnce() -> Option<f32>,
) -> Option<(Rule, Outcome)> {
    let sides = [left, right].map(|at| Side { claim: at.of(sets), source: &sets[at.set].source });
    // that they answer one question is the user's word
    if keys::shared(sides[0], sides[1]) == KeyKind::SingleValued {
        return contradiction(sides);
    }
    let [a, b] = sides.map(|side| &side.claim.reading);
    let (x, y) = (&told[left.claim], &told[right.claim]);
    if !(x.is_of_one_subject(y) && x.is_of_one_act(y) && differing(a, b) < 2) {
        return None;
    }
    let score = score().filter(|score| *score >= SAME_FACT_TRANSPOSED)?;
    if score < SAME_FACT && !x.may_be_transposed(y) || scope::other_names(a, b).is_some() {
        return None;
    }
    let (rule, outcome) = contradiction(sides)?;
    if score < SAME_FACT && !is_transposed([&outcome.shown[0], &outcome.shown[1]]) {
        return None;
    }
    if rule == POLARITY && !is_one_verb([x.act, y.act]) {
        return None;
    }
    Some((rule, outcome))
}

/// What two claims on one fact are to each other, where they cannot both be true.
fn contradiction([left, right]: [Side<'_>; 2]) -> Option<(Rule, Outcome)> {
    let outcome = diff::relate(left, right).into_iter().next()?;
    let rule = match outcome.kind {
        RelationKind::ConflictNumber => NUMBER,
        RelationKind::ConflictCardinality => CARDINALITY,
        RelationKind::ConflictDate => DATE,
        RelationKind::ConflictValue => VALUE,
        RelationKind::ConflictPolarity => POLARITY,
        RelationKind::AgreeExact
        | RelationKind::AgreeEquivalent
        | RelationKind::NotComparable
        | RelationKind::RefineValue
        | RelationKind::RefineList
        | RelationKind::RefineDate
        | RelationKind::RefineNumber
        | RelationKind::CompatOverlap
        | RelationKind::ShiftAttribution
        | RelationKind::UpdateSuperseded
        | RelationKind::QuoteVariance
        | RelationKind::ShiftModality
        | RelationKind::ConflictBetweenSpeakers
        | RelationKind::ConflictSpelling
        | RelationKind::DiffList
        | RelationKind::GapEnumeration
        | RelationKind::ConflictExistence => return None,
    };
    Some((rule, outcome))
}

/// How many values of one claim nothing in the other agrees with, though it could. A fact that is told twice with a slip
/// differs in one; "worker 3 carried 9 crates on Monday" and "worker 5 carried 15 on Friday" are two facts.
fn differing(a: &Reading, b: &Reading) -> usize {
    let refuted = |mention: &&Mention| {
        let comparisons = b.values.iter().map(|other| mention.value.compare(&other.value));
        let mut comparable = comparisons.filter(|it| !matches!(it, Comparison::Incomparable(_))).peekable();
        comparable.peek().is_some() && comparable.all(|it| it == Comparison::Disjoint)
    };
    a.values.iter().filter(refuted).count()
}

/// What of a claim is held against all others of its source, made once.
struct Told {
    /// The words before the verb.
    subject: BTreeSet<String>,
    act: Option<Entry>,
    /// The values but for quotes.
    values: Vec<String>,
}

/// Two verbs this near tell of one act.
const ONE_ACT: f32 = 0.5;

impl Told {
    fn of(reading: &Reading) -> Told {
        let verb = reading.telling_verb().unwrap_or(reading.tokens.len());
        let subject = reading.all_words.words.iter().filter(|word| word.token < verb);
        let values = reading.values.iter().filter(|mention| mention.value.kind() != Kind::Quote);
        Told {
            subject: subject.map(|word| word.base.to_string()).collect(),
            act: act(reading),
            values: values.map(|mention| mention.value.resolved()).collect(),
        }
    }

    /// Whether what stands before the verbs has a word in common: "she never found the cat" and "the cat found her" have
    /// none.
    fn is_of_one_subject(&self, other: &Told) -> bool {
        self.subject.is_empty() || other.subject.is_empty() || !self.subject.is_disjoint(&other.subject)
    }

    /// Whether the verbs tell of one act: "left its berth at 0740" and "struck the barge at 0752" do not.
    fn is_of_one_act(&self, other: &Told) -> bool {
        let near = matches!((self.act, other.act), (Some(x), Some(y)) if x.similarity(y) > ONE_ACT);
        near || is_one_verb([self.act, other.act])
    }

    /// Whether any two values have the same digits in another order.
    fn may_be_transposed(&self, other: &Told) -> bool {
        self.values.iter().any(|x| other.values.iter().any(|y| is_transposed([x, y])))
    }
}

/// Whether two acts are one, or opposites. That verbs are near is not enough where one is denied: "looked for", "never found".
fn is_one_verb(acts: [Option<Entry>; 2]) -> bool {
    match acts {
        [Some(x), Some(y)] => x.word() == y.word() || x.is_opposite(y),
        [None, None] => true,
        [Some(_), None] | [None, Some(_)] => false,
    }
}

/// The verb that tells what was done: of "never did find" the last. None of "is" and "had", which tell what was so.
fn act(reading: &Reading) -> Option<Entry> {
    let verb = reading.telling_verb()?;
    let first = &reading.tokens[verb];
    if !first.stop {
        return first.entry;
    }
    let behind = reading.tokens[verb + 1..].iter().take(3).take_while(|t| t.shape == Shape::Word);
    let verbs = behind
        .filter(|t| !t.stop && t.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Verb)));
    verbs.last()?.entry
}

/// Whether two numbers have the same digits in another order.
fn is_transposed([a, b]: [&str; 2]) -> bool {
    let digits = |text: &str| {
        let mut digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    let (x, y) = (digits(a), digits(b));
    a != b && x.len() >= 2 && x == y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::reading::read_text;
    use crate::load::{Options, load_text};

    #[test]
    fn what_differs_in_two_values_is_two_facts() {
        let read = |text| read_text(text, None, None);
        let one = read("Worker 3 carried 9 crates on 4 February 2026.");
        assert!(differing(&one, &read("Worker 5 carried 15 crates on 6 February 2026.")) > 1);
        assert_eq!(differing(&one, &read("Worker 3 carried 9 crates on 6 February 2026.")), 1);
        assert_eq!(differing(&one, &read("The crane fell.")), 0);
    }

    #[test]
    fn where_all_contradict_all_every_claim_is_told_and_the_findings_grow_with_the_claims() {
        let source = |count: usize| {
            let claims = (0..count).map(|n| format!("  - Police arrested {} people in the raid.\n", n + 3));
            let text = format!("source: {{id: a}}\nclaims:\n{}", claims.collect::<String>());
            load_text("a.yaml", &text, &Options::default()).sets.remove(0)
        };
        let checked = |set: ClaimSet| check_alone(&set, &ClaimWords::of(std::slice::from_ref(&set)));
        assert_eq!(checked(source(8)).len(), 8 * 7 / 2, "all of a source with a few");
        let findings = checked(source(60));
        assert!(findings.len() <= 60 * ENOUGH, "{}", findings.len());
        let told: BTreeSet<_> = findings.iter().flat_map(|it| it.places.iter().map(|at| &at.claim)).collect();
        assert_eq!(told.len(), 60);
        assert!(findings.iter().any(|finding| finding.help.is_some()), "that there may be more is told");
    }

    #[test]
    fn two_claims_are_of_one_act_where_verbs_and_subjects_are() {
        let cases = [
            ("The ferry left its berth at 0740.", "The ferry struck the barge at 0752.", false),
            ("Tisdale never did find the cat.", "The cat found her.", false),
            ("The price is 391 pence.", "Shares in Corviton closed at 477 pence.", false),
            ("Some 46 million pounds left the plan.", "Ten million pounds has been traced.", false),
            ("Police arrested 12 people.", "Police arrested 21 people.", true),
            ("The crane was inspected in January.", "The crane was not inspected in January.", true),
        ];
        for (one, other, expected) in cases {
            let [a, b] = [one, other].map(|text| Told::of(&read_text(text, None, None)));
            assert_eq!(a.is_of_one_subject(&b) && a.is_of_one_act(&b), expected, "{one} {other}");
        }
    }
}
