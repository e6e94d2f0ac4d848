//! Values of two claims: which belong together, and how they compare.

use super::Side;
use super::lists;
use super::relation::{Outcome, RelationKind};
use super::scope;
use crate::claim::reading::{Mention, Reading};
use crate::claim::{fate, people};
use crate::text::modality::Modality;
use crate::text::phrase::Word;
use crate::text::token::Token;
use crate::text::words::PartOfSpeech;
use crate::value::date::Date;
use crate::value::money::Currency;
use crate::value::unit::Dimension;
use crate::value::{self, Aspect, Comparison, Kind, Value};
use jiff::civil;
use std::cmp::Ordering;

/// Below this two nouns name other things: "people" and "metres".
const SAME_NOUN: f32 = 0.3;

/// Two claims that share less of their words do not answer the same question with "none" and "some".
const SAME_QUESTION: f32 = 0.16;

/// What comparing the values of two claims found.
#[derive(Default)]
pub(super) struct Compared {
    /// At most one.
    pub(super) discrepancies: Vec<Outcome>,
    /// The agreement of the most telling pair of values if any pair agrees, with the kind of those.
    pub(super) agreed: Option<(Kind, Outcome)>,
}

impl Compared {
    /// One relation a comparison: the gravest of the values.
    pub(super) fn keep_gravest(&mut self) {
        self.discrepancies.sort_by_cached_key(Outcome::gravity);
        self.discrepancies.truncate(1);
    }
}

/// Compares the values of two claims.
pub(super) fn compare(left: Side<'_>, right: Side<'_>) -> Compared {
    let pairs = pair_up(left, right);
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut agreed: Option<(Kind, Outcome)> = None;
    let mut dates_apart = None;
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let planned = |reading: &Reading| reading.modality == Modality::Planned;
    let one_fate = || pairs.iter().any(|(m, n)| m.is_of_one_fate(n));
    for (m, n) in &pairs {
        let Some(mut outcome) = relate(m, n) else { continue };
        // "nobody can be laid off" denies nothing of "two drivers worked"
        if outcome.kind == RelationKind::ConflictPolarity
            && m.value.is_count()
            && !is_one_question((a, m), (b, n))
        {
            outcome = not_comparable(&outcome, "it is not plain that they count the same thing");
        }
        if outcome.kind == RelationKind::ConflictNumber
            && (is_part(a, m) && m.value.order(&n.value) == Some(Ordering::Less)
                || is_part(b, n) && n.value.order(&m.value) == Some(Ordering::Less))
            && is_part(a, m) != is_part(b, n)
        {
            outcome = not_comparable(&outcome, "one counts some of several");
        }
        if outcome.kind == RelationKind::ConflictNumber
            && !m.is_of_one_fate(n)
            && comes_on_top(a, m) != comes_on_top(b, n)
        {
            outcome = not_comparable(&outcome, "one counts those that come on top");
        }
        if outcome.kind == RelationKind::ConflictNumber && !is_one_name(m, n) && may_be_among(m, n) {
            outcome = not_comparable(&outcome, "the ones may be among the others");
        }
        if outcome.kind == RelationKind::ConflictNumber
            && scope::counts_others(a, m) != scope::counts_others(b, n)
        {
            outcome = not_comparable(&outcome, "one counts others besides those it names");
        }
        if outcome.kind == RelationKind::ConflictNumber && is_feared(a) != is_feared(b) {
            outcome = not_comparable(&outcome, "one tells what is feared");
        }
        if outcome.kind == RelationKind::ConflictNumber
            && (is_change(a, m) && !moves(b) || is_change(b, n) && !moves(a))
        {
            outcome = not_comparable(&outcome, "one tells by how much it changed");
        }
        // "killed 12", "a similar fire killed 30 in 2019"
        if outcome.kind == RelationKind::ConflictNumber
            && m.is_of_one_fate(n)
            && !is_one_name(m, n)
            && (is_long_ago(left) && !is_dated(b) || is_long_ago(right) && !is_dated(a))
        {
            outcome = not_comparable(&outcome, "one speaks of what was long before, the other of no day");
        }
        if is_of_numbers(outcome.kind)
            && let Some(days) = superseded(left, right, m, n)
        {
            let [x, y] = outcome.shown.clone();
            outcome = Outcome::new(
                RelationKind::UpdateSuperseded,
                x,
                y,
                format!("the figure has moved on: {days}"),
            );
        }
        if outcome.kind == RelationKind::ConflictDate
            && !is_one_name(m, n)
            && !(is_time(m) && is_time(n))
            && a.all_words.similarity(&b.all_words) < ONE_ACT
        {
            outcome = not_comparable(&outcome, "they share few words: it may be another act");
        }
        // "as of Tuesday", "by 30 January": each tells how things stood then; "four had died by Tuesday", "a toll of seven on Friday"
        let stamps = u8::from(is_stamp(a, m)) + u8::from(is_stamp(b, n));
        if outcome.kind == RelationKind::ConflictDate && (stamps == 2 || stamps == 1 && one_fate()) {
            outcome = not_comparable(&outcome, "one tells how things stood on its day");
        }
        if outcome.kind == RelationKind::ConflictDate
            && let Some(reason) = within_a_bound((a, m), (b, n)).or_else(|| within_a_bound((b, n), (a, m)))
        {
            outcome = not_comparable(&outcome, reason);
        }
        // "Tuesday's accident", "died in hospital on Wednesday"
        if outcome.kind == RelationKind::ConflictDate
            && (names_event((a, m), (b, n)) || names_event((b, n), (a, m)))
        {
            outcome = not_comparable(&outcome, "one dates what the other tells more of");
        }
        // "did not resign on Tuesday", "resigned on Wednesday"
        if outcome.kind == RelationKind::ConflictDate && a.polarity != b.polarity {
            outcome = not_comparable(&outcome, "one denies it of its day only");
        }
        // "chief executive, 2023–2025", "summoned in April 2026": a term and an act
        if outcome.kind == RelationKind::ConflictDate && is_term(m) != is_term(n) {
            outcome = not_comparable(&outcome, "a span of years against a day");
        }
        // "opened in 1931", "will open on 4 April": another opening; "toured on Tuesday", "is to visit on Friday"
        if outcome.kind == RelationKind::ConflictDate
            && planned(a) != planned(b)
            && (is_far(m, n) || lies_ahead(left, m) != lies_ahead(right, n) && !scope::shares_act(a, b))
        {
            outcome = not_comparable(&outcome, "a plan against what was before");
        }
        if outcome.kind.is_agreement() {
            // an agreement on a date alone says less than one on a number
            let kind = m.value.kind();
            if agreed.is_none() || kind != Kind::Date {
                agreed = Some((kind, outcome));
            }
        } else {
            if outcome.kind == RelationKind::ConflictDate {
                dates_apart = Some((outcome.shown[0].clone(), outcome.shown[1].clone()));
            }
            outcomes.push(outcome);
        }
    }
    // one count each, of what may be the same thing by another noun: they neither agree nor plainly conflict
    if pairs.is_empty()
        && let (Some(m), Some(n)) = (only_count(left), only_count(right))
        && m.value.compare(&n.value) == Comparison::Disjoint
    {
        let reason = if m.is_of_other_fate(n) {
            "they count those whom other things befell"
        } else {
            "it is not plain that they count the same thing"
        };
        outcomes.push(Outcome::new(
            RelationKind::NotComparable,
            m.value.resolved(),
            n.value.resolved(),
            reason,
        ));
    }
    let is_whole = |side: value::Side, (m, n): &(&Mention, &Mention)| -> bool {
        let order = if side == value::Side::Left { m.value.order(&n.value) } else { n.value.order(&m.value) };
        // a part has no more than the whole, but for a share
        !m.value.is_count() && !matches!(m.value, Value::Money(_)) || order == Some(Ordering::Greater)
    };
    if let Some(side) = scope::wider(a, b) {
        let whole = |(m, n): &(&Mention, &Mention)| is_number(m) && is_whole(side, &(m, n));
        if pairs.iter().any(whole) {
            for outcome in outcomes.iter_mut().filter(|outcome| is_of_numbers(outcome.kind)) {
                *outcome = not_comparable(outcome, "one is of a part of the country, the other of the whole");
            }
        }
    }
    if let Some((side, reason)) = pairs.iter().find_map(longer_period)
        && !one_fate()
        && pairs.iter().any(|pair| is_number(pair.0) && is_figure(pair.0) && is_whole(side, pair))
        && outcomes.iter().any(|outcome| is_of_numbers(outcome.kind))
    {
        outcomes.retain(|outcome| outcome.kind != RelationKind::RefineDate);
        let of_period = |kind| is_of_numbers(kind) || kind == RelationKind::ConflictDate;
        for outcome in outcomes.iter_mut().filter(|outcome| of_period(outcome.kind)) {
            *outcome = not_comparable(outcome, &reason);
        }
    }
    // numbers of different days are no conflict of their own: the later one may be an update
    if let Some((x, y)) = dates_apart
        && outcomes.iter().any(|outcome| is_of_numbers(outcome.kind))
    {
        for outcome in &mut outcomes {
            if is_of_numbers(outcome.kind) || outcome.kind == RelationKind::ConflictDate {
                let reason = format!("{}; they speak of other times: {x} and {y}", outcome.reason);
                *outcome = not_comparable(outcome, &reason);
            }
        }
    }
    // a figure of an earlier period, or a forecast, is no rival of one of this period
    if a.earlier_period != b.earlier_period || planned(a) != planned(b) {
        for outcome in outcomes.iter_mut().filter(|outcome| is_of_numbers(outcome.kind)) {
            let reason = if planned(a) != planned(b) {
                "a plan or forecast against a fact"
            } else {
                "figures of other periods"
            };
            *outcome = not_comparable(outcome, reason);
        }
    }
    if matches!(&agreed, Some((kind, outcome)) if *kind != Kind::Date && outcome.kind == RelationKind::AgreeExact)
    {
        beside_a_shared_figure([a, b], &pairs, &mut outcomes);
    }
    // of another act, person, place or part
    let contradicts = |kind| {
        is_of_numbers(kind) || matches!(kind, RelationKind::ConflictDate | RelationKind::ConflictPolarity)
    };
    // "14 dead, 20 wounded in strike", "killed 17 and wounded 20": what each number counts is plain, whatever the verb
    let apart = || if one_fate() { scope::other_parties(a, b) } else { scope::apart(a, b) };
    if outcomes.iter().any(|outcome| contradicts(outcome.kind))
        && !is_twice_denied(a, b)
        && let Some(reason) =
            apart().or_else(|| other_ranks(&pairs)).or_else(|| counts_the_rest(a, b, &pairs))
    {
        for outcome in outcomes.iter_mut().filter(|outcome| contradicts(outcome.kind)) {
            *outcome = not_comparable(outcome, &reason);
        }
    }
    if pairs.is_empty()
        && outcomes.is_empty()
        && let Some(outcome) = other_currencies(a, b)
    {
        outcomes.push(outcome);
    }
    let mut compared = Compared { discrepancies: outcomes, agreed };
    compared.keep_gravest();
    compared
}

/// Whether "none" answers "some": what the other counts, or what it is said to have done.
fn is_one_question((a, m): (&Reading, &Mention), (b, n): (&Reading, &Mention)) -> bool {
    // "no one else", "nobody other than the driver"
    let excepts = |reading: &Reading, mention: &Mention| {
        mention.value.is_none()
            && reading
                .tokens
                .get(mention.tokens.end)
                .is_some_and(|next| next.is_any(&["else", "other", "but"]))
    };
    if excepts(a, m) || excepts(b, n) {
        return false;
    }
    let alike = a.all_words.similarity(&b.all_words) >= SAME_QUESTION;
    match (names_whom(a, m), names_whom(b, n)) {
        // "no soldiers", "three people"
        (true, true) => alike && noun_fit(m, n).is_none_or(|noun| noun > SOME_PEOPLE),
        (whom, _) => {
            let counted = if whom { m } else { n };
            let of_people = counted.noun.head().is_none_or(|head| people::is_noun(&head.base));
            of_people && (alike || scope::one_act(a, b))
        }
    }
}

/// "By 12 March" against "on 10 March", "since 12 March" against "on 14 March": why a date that bounds others does not
/// contradict the other one, if it does not. Two deadlines contradict each other.
fn within_a_bound((a, m): (&Reading, &Mention), (b, n): (&Reading, &Mention)) -> Option<&'static str> {
    const LAST: &[&str] = &["by", "until", "till", "through"];
    const FIRST: &[&str] = &["from", "since"];
    let (ours, theirs) = (m.value.as_date()?, n.value.as_date()?);
    let (word, other) = (word_before(a, m, 1), word_before(b, n, 1));
    let last = LAST.contains(&word) || word_before(a, m, 2) == "later" && word == "than";
    if last && !LAST.contains(&other) && theirs.is_before(ours) {
        return Some("one names the last day, the other a day before it");
    }
    if FIRST.contains(&word) && !FIRST.contains(&other) && ours.is_before(theirs) {
        return Some("one names the first day, the other a day after it");
    }
    // "early March", "12 March": a third of a month has no exact end
    let is_vague =
        |reading: &Reading, mention: &Mention| reading.tokens[mention.tokens.clone()].iter().any(is_third);
    if let Some((first, last)) = ours.days().filter(|_| is_vague(a, m) && !is_vague(b, n)) {
        let margin = (first.duration_until(last).as_hours() / 24 + 1) / 3;
        let near = ours.distance_days(theirs).is_some_and(|days| days <= margin);
        return near.then_some("early, mid and late have no exact end");
    }
    if word == "of" && matches!(word_before(a, m, 2), "week" | "weekend") {
        let near = ours.distance_days(theirs).is_some_and(|days| days < 7);
        return near.then_some("one names a week, the other a day around it");
    }
    let or = |at: Option<usize>| at.and_then(|at| a.tokens.get(at)).is_some_and(|token| token.is("or"));
    if or(m.tokens.start.checked_sub(1)) || or(Some(m.tokens.end)) {
        return Some("one leaves open which of several days it was");
    }
    None
}

/// The word so many places before a value, lower case; nothing before the first.
fn word_before<'a>(reading: &'a Reading, mention: &Mention, back: usize) -> &'a str {
    mention.tokens.start.checked_sub(back).map_or("", |at| &reading.tokens[at].lower)
}

/// "Early", "mid", "late".
fn is_third(token: &Token) -> bool {
    token.is_any(&["early", "mid", "middle", "late"])
}

/// "Three of the injured", "four of them": some of a whole that is not told.
fn is_part(reading: &Reading, mention: &Mention) -> bool {
    const WHOLE: &[&str] = &["the", "those", "these", "them", "its", "his", "her", "their"];
    let end = mention.tokens.end;
    let of = reading.tokens.get(end).is_some_and(|token| token.is("of"));
    let told = matches!(&mention.value, Value::Number(number) if number.total.is_some());
    let all = matches!(word_before(reading, mention, 1), "only" | "just" | "all" | "the");
    mention.value.is_count()
        && of
        && !told
        && !all
        && reading.tokens.get(end + 1).is_some_and(|token| token.is_any(WHOLE))
}

/// "A further 20 aircraft", "another 20".
fn comes_on_top(reading: &Reading, mention: &Mention) -> bool {
    mention.value.is_count()
        && matches!(word_before(reading, mention, 1), "further" | "another" | "additional" | "extra")
}

/// "Ten were injured", "eight children were injured": people of some sort, no more than all of them.
fn may_be_among(m: &Mention, n: &Mention) -> bool {
    let sort = |mention: &Mention| {
        let head = mention.noun.head().filter(|_| !fate::is_bare(mention));
        head.is_some_and(|head| people::is_noun(&head.base) && !people::is_any(&head.base))
    };
    let all = |mention: &Mention| {
        fate::is_bare(mention) || mention.noun.head().is_none_or(|head| people::is_any(&head.base))
    };
    let order = m.value.order(&n.value);
    sort(n) && all(m) && order == Some(Ordering::Greater)
        || sort(m) && all(n) && order == Some(Ordering::Less)
}

fn is_dated(reading: &Reading) -> bool {
    reading.values.iter().any(|mention| !mention.of_saying && mention.value.kind() == Kind::Date)
}

/// Whether a claim dates what it tells, more than a year before its source was published: "a fire killed 30 in 2019".
fn is_long_ago(side: Side<'_>) -> bool {
    let Some((published, _)) = side.source.published.as_ref().and_then(Date::days) else { return false };
    let told = side.claim.reading.values.iter().filter(|mention| !mention.of_saying);
    let mut days = told.filter_map(|mention| mention.value.as_date()?.days()).peekable();
    days.peek().is_some() && days.all(|(_, last)| last.duration_until(published).as_hours() >= 360 * 24)
}

/// Claims that share less of their words, 0 to 1, may date two acts of one affair. Of 17 pairs of `tests/eval` that name two days
/// for one act the least has .40, but one of plain articles .25 to .30; of 24 that date two acts 6 have less than this.
const ONE_ACT: f32 = 0.25;

/// Whether a date tells a time of day and no day: hardly two acts of an affair are told by the clock.
fn is_time(mention: &Mention) -> bool {
    mention.value.as_date().is_some_and(Date::is_lone_time)
}

/// "Tuesday's accident": the date is that of a thing, where the other claim dates a later act that is no mere happening.
fn names_event((a, m): (&Reading, &Mention), (b, n): (&Reading, &Mention)) -> bool {
    const HAPPENS: &[&str] =
        &["happen", "occur", "take", "come", "strike", "hit", "begin", "start", "be", "break", "unfold"];
    let possessive = |reading: &Reading, mention: &Mention| {
        reading.tokens[mention.tokens.clone()].last().is_some_and(|token| token.possessive)
    };
    let later = m.value.as_date().zip(n.value.as_date()).is_some_and(|(event, act)| event.is_before(act));
    let happens = b.telling_verb().is_some_and(|verb| HAPPENS.contains(&b.tokens[verb].base()));
    possessive(a, m) && !possessive(b, n) && later && !happens
}

/// The side that tells of a period at least twice as long as the other, of a month or more: "in the year to February", "in
/// February".
fn longer_period((m, n): &(&Mention, &Mention)) -> Option<(value::Side, String)> {
    let length = |mention: &Mention| {
        let (first, last) = mention.value.as_date()?.days()?;
        Some(first.duration_until(last).as_hours() / 24 + 1)
    };
    let (ours, theirs) = (length(m)?, length(n)?);
    let side = match () {
        () if theirs >= 28 && ours >= 2 * theirs => value::Side::Left,
        () if ours >= 28 && theirs >= 2 * ours => value::Side::Right,
        () => return None,
    };
    Some((side, format!("figures of other periods: {} and {}", m.value.shown(), n.value.shown())))
}

fn is_number(mention: &Mention) -> bool {
    mention.value.kind() != Kind::Date && mention.value.aspect() == Aspect::Number
}

/// Whether it counts, or is money or a share: what adds up or changes over a period, as a length or an age does not.
fn is_figure(mention: &Mention) -> bool {
    mention.value.is_count()
        || mention.value.kind() == Kind::Money
        || matches!(&mention.value, Value::Number(number) if number.unit.is_some_and(|unit| unit.dimension == Dimension::Percent))
}

/// Whether a date says as of when something is so: "as of Tuesday", "by 30 January … had put off".
fn is_stamp(reading: &Reading, mention: &Mention) -> bool {
    let before = &reading.tokens[..mention.tokens.start];
    let perfect = reading.tokens.iter().any(|token| token.is_any(&["has", "have", "had"]));
    mention.value.kind() == Kind::Date
        && match before {
            [.., as_, of] if as_.is("as") && of.is_any(&["of", "at"]) => true,
            [.., by] => by.is("by") && perfect,
            [] => false,
        }
}

/// A running total of two days: the later one is greater, and one side says that it moves, by a stamp ("as of Tuesday") or
/// a verb ("has climbed to"). Gives the days in words.
fn superseded(left: Side<'_>, right: Side<'_>, m: &Mention, n: &Mention) -> Option<String> {
    let moves_to = |side: Side<'_>| {
        let tokens = &side.claim.reading.tokens;
        tokens.windows(2).any(|pair| MOVES.contains(&pair[0].base()) && pair[1].is("to"))
    };
    let told = stamp(left).is_some() || stamp(right).is_some() || moves_to(left) || moves_to(right);
    let ((first, last), (start, end)) = (days(left)?, days(right)?);
    let later = match m.value.order(&n.value)? {
        Ordering::Less => start > last,
        Ordering::Greater => first > end,
        Ordering::Equal => false,
    };
    (told && later).then(|| format!("{last} and {end}"))
}

/// The days as of which a claim tells: those of its stamp, else those on which its source was published.
pub(super) fn days(side: Side<'_>) -> Option<(civil::Date, civil::Date)> {
    stamp(side).or_else(|| side.source.published.as_ref().and_then(Date::days))
}

fn stamp(side: Side<'_>) -> Option<(civil::Date, civil::Date)> {
    let reading = &side.claim.reading;
    let stamp = reading.values.iter().find(|mention| is_stamp(reading, mention));
    stamp.and_then(|mention| mention.value.as_date()).and_then(Date::days)
}

/// "More than 30 are feared dead".
fn is_feared(reading: &Reading) -> bool {
    reading.tokens.iter().any(|token| token.is_any(&["feared", "presumed"]))
}

/// "Rose by three": no level.
fn is_change(reading: &Reading, mention: &Mention) -> bool {
    mention.value.is_count() && word_before(reading, mention, 1) == "by" && moves(reading)
}

fn moves(reading: &Reading) -> bool {
    reading.tokens.iter().any(|token| MOVES.contains(&token.base()))
}

/// Verbs of figures that move.
const MOVES: &[&str] = &[
    "climb",
    "rise",
    "grow",
    "increase",
    "double",
    "triple",
    "quadruple",
    "swell",
    "jump",
    "raise",
    "mount",
    "soar",
];

/// "£312m", "£54 million", of which both say £18.6m: what the others are is not said.
fn beside_a_shared_figure([a, b]: [&Reading; 2], pairs: &[(&Mention, &Mention)], outcomes: &mut [Outcome]) {
    let shared = |(m, n): &(&Mention, &Mention)| {
        is_telling(m) && is_telling(n) && m.value.compare(&n.value) == (Comparison::Same { exact: true })
    };
    if !pairs.iter().any(shared) {
        return;
    }
    let ends = |(m, n): &(&Mention, &Mention)| word_before(a, m, 1) == "to" && word_before(b, n, 1) == "to";
    let unsure = |(m, n): &(&Mention, &Mention)| {
        noun_fit(m, n).is_none_or(|noun| noun < SURE_NOUN) && is_far_off(m, n)
    };
    for (m, n) in pairs.iter().copied().filter(|pair| unsure(pair) && !ends(pair)) {
        let shown = [m.value.resolved(), n.value.resolved()];
        for outcome in outcomes.iter_mut().filter(|it| is_of_numbers(it.kind) && it.shown == shown) {
            let reason = "they share another figure, and it is not plain that this counts the same";
            *outcome = not_comparable(outcome, reason);
        }
    }
}

/// Whether it is a conflict of numbers or totals.
fn is_of_numbers(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::ConflictNumber | RelationKind::ConflictCardinality)
}

/// Whether a number is so particular that two texts hardly share it by chance.
fn is_telling(mention: &Mention) -> bool {
    let number = mention.value.stated().or(match &mention.value {
        Value::Money(money) => Some(money.amount.center),
        _ => None,
    });
    number.is_some_and(|number| number >= 20.0 && number % 10.0 != 0.0 || number >= 1000.0)
}

/// Whether one number is less than half of the other.
fn is_far_off(m: &Mention, n: &Mention) -> bool {
    m.value.nearness(&n.value).is_some_and(|near| near < 0.5)
}

/// Two nouns this alike, 0 to 1, are one.
const SURE_NOUN: f32 = 0.6;

/// Amounts of two currencies: what one is in the other is not said.
fn other_currencies(a: &Reading, b: &Reading) -> Option<Outcome> {
    let money = |reading: &Reading| -> Option<(String, Currency)> {
        reading.values.iter().find_map(|mention| match &mention.value {
            Value::Money(money) => Some((mention.value.resolved(), money.currency)),
            _ => None,
        })
    };
    let ((x, ours), (y, theirs)) = (money(a)?, money(b)?);
    let (first, second) = (ours.0.min(theirs.0), ours.0.max(theirs.0));
    (ours != theirs).then(|| Outcome::new(RelationKind::NotComparable, x, y, format!("{first} and {second}")))
}

/// "Seven of the ten did not return", "three of the ten returned".
fn counts_the_rest(a: &Reading, b: &Reading, pairs: &[(&Mention, &Mention)]) -> Option<String> {
    let rest = pairs.iter().any(|(m, n)| match (&m.value, &n.value) {
        (Value::Number(x), Value::Number(y)) => {
            x.total.is_some_and(|total| total == x.interval.center + y.interval.center) && x.total == y.total
        }
        _ => false,
    });
    (a.polarity != b.polarity && rest).then(|| "one counts those of whom it is denied".to_owned())
}

/// "In the first quarter", "in the second quarter", beside other numbers.
fn other_ranks(pairs: &[(&Mention, &Mention)]) -> Option<String> {
    if pairs.len() < 2 {
        return None;
    }
    let period = |mention: &Mention| {
        let noun = mention.noun.head().is_some_and(|noun| PERIODS.contains(&noun.base.as_ref()));
        noun && matches!(&mention.value, Value::Number(number) if number.rank)
    };
    let (m, n) = pairs
        .iter()
        .find(|(m, n)| period(m) && period(n) && m.value.compare(&n.value) == Comparison::Disjoint)?;
    Some(format!("one is of the {}, the other of the {}", m.value.shown(), n.value.shown()))
}

/// What is counted through, one after the other.
const PERIODS: &[&str] = &[
    "quarter", "half", "day", "week", "month", "year", "round", "period", "semester", "term", "season",
    "session", "stage", "phase", "leg", "set", "century", "decade", "night", "attempt", "vote",
];

pub(super) fn not_comparable(outcome: &Outcome, reason: &str) -> Outcome {
    let [left, right] = outcome.shown.clone();
    Outcome::new(RelationKind::NotComparable, left, right, reason)
}

/// "Nobody" and "no one" stand for people of any sort; "no passengers" and "none of the crew" do not.
fn names_whom(reading: &Reading, mention: &Mention) -> bool {
    let mut words = reading.tokens[mention.tokens.clone()].iter().map(|token| token.lower.as_str());
    let first = words.next();
    !(first == Some("nobody") || first == Some("no") && words.next() == Some("one"))
}

/// "Nobody was killed", "he did not come out alive": opposites say the same once one is denied.
fn is_twice_denied(a: &Reading, b: &Reading) -> bool {
    !a.negations.is_empty() && !b.negations.is_empty()
}

/// Whether a date is a span from one year to another.
fn is_term(mention: &Mention) -> bool {
    let years = mention.value.as_date().and_then(Date::years);
    let shown = mention.value.shown();
    years.is_some_and(|(first, last)| first < last) && shown.bytes().filter(u8::is_ascii_digit).count() >= 6
}

/// Whether two dates are more than half a year apart.
fn is_far(m: &Mention, n: &Mention) -> bool {
    let dates = m.value.as_date().zip(n.value.as_date());
    dates.and_then(|(a, b)| a.distance_days(b)).is_some_and(|days| days > 182)
}

/// Whether a date is later than the day on which its source was published.
fn lies_ahead(side: Side<'_>, mention: &Mention) -> bool {
    let published = side.source.published.as_ref().and_then(Date::days);
    let told = mention.value.as_date().and_then(Date::days);
    told.zip(published).is_some_and(|((first, _), (_, published))| first > published)
}

/// The count of a claim that gives just one.
pub(super) fn only_count<'a>(side: Side<'a>) -> Option<&'a Mention> {
    let mut counts = side.claim.reading.values.iter().filter(|mention| mention.value.is_count());
    counts.next().filter(|_| counts.next().is_none())
}

/// Pairs of values that speak of the same thing, best first; each value once.
pub(super) fn pair_up<'a>(left: Side<'a>, right: Side<'a>) -> Vec<(&'a Mention, &'a Mention)> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let mut candidates: Vec<(f32, usize, usize)> = Vec::new();
    let lone =
        [a, b].map(|reading| reading.values.iter().filter(|mention| mention.value.is_count()).count() < 2);
    for (i, m) in a.values.iter().enumerate() {
        for (j, n) in b.values.iter().enumerate() {
            // of several numbers one that counts something unsaid is no rival of just any other
            let anything =
                !(lone[0] && lone[1]) && m.value.is_count() && n.value.is_count() && noun_fit(m, n).is_none();
            let told = fit(m, n).filter(|_| is_one_name(m, n) || m.of_saying == n.of_saying);
            if let Some(fit) = told.filter(|fit| !anything || *fit >= UNSAID) {
                // what both call by one name is compared, whatever other numbers are equal by chance
                let fits = noun_fit(m, n).is_none_or(|noun| noun >= SAME_NOUN);
                let named = if is_one_name(m, n) && fits { NAMED } else { 0.0 };
                // "26 and 642", "over 25 and over 640": of several that it satisfies each number belongs to the nearest
                candidates.push((named + fit + 0.1 * m.value.nearness(&n.value).unwrap_or(0.0), i, j));
            }
        }
    }
    candidates.sort_by(|x, y| {
        y.0.total_cmp(&x.0)
            .then_with(|| a.values[x.1].value.shown().cmp(a.values[y.1].value.shown()))
            .then_with(|| b.values[x.2].value.shown().cmp(b.values[y.2].value.shown()))
    });
    let (mut used_left, mut used_right) = (vec![false; a.values.len()], vec![false; b.values.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !used_left[i] && !used_right[j] {
            used_left[i] = true;
            used_right[j] = true;
            pairs.push((&a.values[i], &b.values[j]));
        }
    }
    pairs
}

/// Numbers that fit less well than this are not compared where one does not say what it counts: those of less than a
/// third of the other's size.
const UNSAID: f32 = 0.7;

/// More than any two values fit each other by themselves.
const NAMED: f32 = 10.0;

/// How well two values fit together; `None` where they are about different things.
fn fit(m: &Mention, n: &Mention) -> Option<f32> {
    let kinds = (m.value.kind(), n.value.kind());
    if matches!(kinds.0, Kind::Quote | Kind::Text) || matches!(kinds.1, Kind::Quote | Kind::Text) {
        return None;
    }
    // the dead are not the injured, however many they are
    if m.is_of_other_fate(n) {
        return None;
    }
    let noun = noun_fit(m, n);
    if let Some(closeness) = m.value.closeness(&n.value) {
        let comparison = m.value.compare(&n.value);
        let agrees = matches!(comparison, Comparison::Same { .. } | Comparison::Finer(_));
        let counted = m.value.is_count() && n.value.is_count();
        return Some(match noun {
            // "nobody was killed" answers "one person died", by whatever noun
            Some(_) if counted && m.value.is_none() != n.value.is_none() => 0.5,
            Some(noun) if counted && noun < SAME_NOUN && !agrees => return None,
            Some(noun) => noun + closeness + f32::from(agrees),
            None => 0.4 + closeness + f32::from(agrees),
        });
    }
    // a count and a list of one noun
    let listed = kinds.0 == Kind::List || kinds.1 == Kind::List;
    if listed && m.value.as_list().is_some() && n.value.as_list().is_some() {
        let noun = noun.unwrap_or(0.0);
        let given = m.name.is_some() || n.name.is_some() || noun > 0.6;
        let equal = m.value.as_list().map(|l| l.cardinality().unwrap_or(l.items.len() as f64))
            == n.value.as_list().map(|l| l.cardinality().unwrap_or(l.items.len() as f64));
        return (noun >= 0.5 && given || equal).then_some(0.5 + noun);
    }
    None
}

/// Whether two values count or describe the same noun; `None` where one does not say.
pub(crate) fn noun_fit(m: &Mention, n: &Mention) -> Option<f32> {
    // a value with no noun in the words counts what its name says, and so does its namesake
    let unsaid = |mention: &Mention| mention.tokens.is_empty() || !mention.noun.head().is_some_and(is_thing);
    if is_one_name(m, n) && (unsaid(m) || unsaid(n)) {
        return Some(1.0);
    }
    if m.is_of_other_fate(n) {
        return Some(0.0);
    }
    if m.is_of_one_fate(n) {
        // "three died", "four people died", "four miners died"
        let other = match (fate::is_bare(m), fate::is_bare(n)) {
            (true, true) => return Some(1.0),
            (true, false) => n.noun.head(),
            (false, true) => m.noun.head(),
            (false, false) => None,
        };
        match other {
            Some(head) if people::is_any(&head.base) => return Some(1.0),
            Some(head) if people::is_noun(&head.base) => return None,
            _ => {}
        }
    }
    let (x, y) = (m.noun.head()?, n.noun.head()?);
    let fit = x.similarity(y).max(m.noun.phrase.similarity(&n.noun.phrase));
    let people = |x: &Word, y: &Word| people::is_person(&x.base) && people::is_noun(&y.base);
    Some(match (people(x, y), people(y, x)) {
        (true, true) => 1.0,
        // "8,000 people", "50,000 demonstrators"
        (true, false) | (false, true) if m.fate == n.fate => fit.max(SOME_PEOPLE),
        _ => fit,
    })
}

/// How well "people" and people of some sort fit: just so well that a number of the latter is one of the former.
const SOME_PEOPLE: f32 = 0.5;

/// Whether the word is a noun before anything else: not the verb of "of four died".
fn is_thing(word: &Word) -> bool {
    word.entry.is_none_or(|entry| entry.dominant() == Some(PartOfSpeech::Noun))
}

/// Whether both claims give the value under the same name.
fn is_one_name(m: &Mention, n: &Mention) -> bool {
    m.name.is_some() && m.name == n.name
}

/// "Five were injured", "two of the five injured".
fn is_whole_of(whole: &Value, part: &Value) -> bool {
    let (Value::Number(whole), Value::Number(part)) = (whole, part) else { return false };
    whole.total.is_none()
        && whole.interval.center != part.interval.center
        && part.total.is_some_and(|total| whole.interval.center == total)
}

/// What two values are to each other.
pub(super) fn relate(m: &Mention, n: &Mention) -> Option<Outcome> {
    if m.value.kind() == Kind::List || n.value.kind() == Kind::List {
        let (a, b) = (m.value.as_list()?, n.value.as_list()?);
        return lists::relate(&a, &b, &[m.value.resolved(), n.value.resolved()]);
    }
    let shown = [m.value.resolved(), n.value.resolved()];
    let outcome = |kind, reason: &str| Outcome::new(kind, shown[0].clone(), shown[1].clone(), reason);
    let none = (m.value.is_none(), n.value.is_none());
    if none.0 != none.1 && (m.value.is_some_count() || n.value.is_some_count()) {
        return Some(outcome(RelationKind::ConflictPolarity, "one says none, the other some"));
    }
    if is_whole_of(&m.value, &n.value) || is_whole_of(&n.value, &m.value) {
        return Some(outcome(
            RelationKind::AgreeEquivalent,
            "one is the whole of which the other counts a part",
        ));
    }
    let counted = m.value.is_count() && n.value.is_count();
    let aspect = m.value.aspect();
    Some(match m.value.compare(&n.value) {
        Comparison::Same { exact: true } => outcome(RelationKind::AgreeExact, "the same value"),
        Comparison::Same { exact: false } => {
            outcome(RelationKind::AgreeEquivalent, "the same value, written otherwise")
        }
        Comparison::Finer(_) if m.value.nearness(&n.value).is_some_and(|near| near < value::LOOSE) => {
            outcome(RelationKind::NotComparable, "both can be true, and they are far apart")
        }
        Comparison::Finer(side) => {
            let kind = match aspect {
                Aspect::Date => RelationKind::RefineDate,
                Aspect::Number => RelationKind::RefineNumber,
                Aspect::Identity | Aspect::Answer | Aspect::Words => RelationKind::RefineValue,
            };
            let (fine, coarse) =
                if side == value::Side::Left { (&shown[0], &shown[1]) } else { (&shown[1], &shown[0]) };
            outcome(kind, &format!("{fine} lies within {coarse}")).finer(side)
        }
        Comparison::Overlap => outcome(RelationKind::CompatOverlap, "both can be true"),
        Comparison::Disjoint => match aspect {
            Aspect::Number => {
                let unsure = counted && noun_fit(m, n).is_some_and(|noun| noun < 0.45);
                if unsure {
                    return Some(outcome(
                        RelationKind::NotComparable,
                        "it is not plain that they count the same thing",
                    ));
                }
                outcome(RelationKind::ConflictNumber, "no number satisfies both")
            }
            Aspect::Date => outcome(RelationKind::ConflictDate, "no time satisfies both"),
            Aspect::Identity => match (m.value.as_name(), n.value.as_name()) {
                (Some(a), Some(b)) if a.is_near_spelling(b) => {
                    outcome(RelationKind::ConflictSpelling, "near-equal spellings")
                }
                _ => outcome(RelationKind::ConflictValue, "other names in one role"),
            },
            Aspect::Answer => outcome(RelationKind::ConflictPolarity, "yes and no"),
            Aspect::Words => return None,
        },
        Comparison::Incomparable(why) => outcome(RelationKind::NotComparable, &why),
    })
}
