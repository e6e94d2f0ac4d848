//! What became of those that a number counts: "three *died*", "the strike *killed* 17", "left 14 *dead*", "12 *injured*",
//! "the death toll rose to 41".

use super::reading::Mention;
use crate::text::phrase::Word;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::text::words::PartOfSpeech;

/// What becomes of people in the news. Two numbers of other fates count other things, whatever their nouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They died.
    Dead,
    /// They were hurt.
    Injured,
    /// Nobody knows where they are.
    Missing,
    /// They came through.
    Saved,
    /// They had to leave.
    Evacuated,
    /// They were taken into custody.
    Arrested,
}

/// Verbs of dying and killing, and their adjective.
pub(crate) const DEAD: &[&str] = &["kill", "die", "dead", "perish", "drown"];
/// Verbs of hurting.
pub(crate) const INJURED: &[&str] = &["injure", "hurt", "wound"];
/// Of being lost.
pub(crate) const MISSING: &[&str] = &["miss", "missing"];
/// Verbs of coming through.
pub(crate) const SAVED: &[&str] = &["rescue", "save", "survive"];
/// Verbs of being led away from danger.
pub(crate) const EVACUATED: &[&str] = &["evacuate"];
/// Verbs of being taken into custody.
pub(crate) const ARRESTED: &[&str] = &["arrest", "detain"];

/// Nouns of a fate, which count those who met it: "41 deaths".
const NOUNS: &[(&[&str], Fate)] = &[
    (&["death", "fatality"], Fate::Dead),
    (&["injury"], Fate::Injured),
    (&["survivor"], Fate::Saved),
    (&["evacuee"], Fate::Evacuated),
    (&["arrest", "detention"], Fate::Arrested),
];

/// Words between a number and what became of those that it counts: "12 people *were reported* missing", "five *who* died".
const BETWEEN: &[&str] = &[
    "others",
    "more",
    "further",
    "who",
    "that",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "also",
    "now",
    "still",
    "later",
    "reported",
    "confirmed",
    "known",
    "listed",
    "left",
    "found",
    "reportedly",
    "all",
    "to",
];

/// Forms of "be" and "get", after which a participle tells what is done to the subject.
const PASSIVE: &[&str] = &["was", "were", "is", "are", "be", "been", "being", "got", "left", "found"];

/// Words before a number that belong to it: "killed *at least* 14".
const HEDGES: &[&str] = &[
    "at",
    "least",
    "most",
    "about",
    "some",
    "nearly",
    "almost",
    "around",
    "roughly",
    "approximately",
    "over",
    "under",
    "more",
    "fewer",
    "less",
    "than",
    "up",
    "to",
    "another",
    "a",
    "an",
    "further",
    "as",
    "many",
    "few",
    "only",
    "just",
    "the",
    "estimated",
    "total",
    "of",
    "all",
    "additional",
];

/// Words between "the death toll" and its number.
const TOLL: &[&str] = &[
    "is",
    "was",
    "stands",
    "stood",
    "rose",
    "rises",
    "risen",
    "climbed",
    "climbs",
    "reached",
    "reaches",
    "hit",
    "hits",
    "passed",
    "passes",
    "increased",
    "jumped",
    "grew",
    "grown",
    "has",
    "had",
    "have",
    "now",
    "put",
    "currently",
    "remains",
    "remained",
];

/// So many words are read between a number and what became of those that it counts.
const NEAR: usize = 6;

/// What became of those that `mention` counts, if the words beside it say so, and say one thing.
pub(super) fn of(tokens: &[Token], mention: &Mention) -> Option<Fate> {
    if !mention.value.is_count() {
        return None;
    }
    let named = || mention.name.as_deref().and_then(of_name);
    if mention.tokens.is_empty() {
        return named();
    }
    let behind = noun_words(mention).last().map_or(mention.tokens.end, |word| word.token + 1);
    let found = [
        of_noun(tokens, mention),
        before(tokens, mention.tokens.start),
        after(tokens, behind),
        toll(tokens, mention.tokens.start),
        lives(tokens, mention),
        lost_life(tokens, behind),
    ];
    let mut told = found.into_iter().flatten();
    let first = told.next().or_else(named)?;
    told.all(|fate| fate == first).then_some(first)
}

/// Whether the noun of a number is no more than what became of them: "14 *dead*", "three *died* in the fire".
pub(crate) fn is_bare(mention: &Mention) -> bool {
    mention.noun.head().is_none_or(|head| word(&head.base).is_some() || noun(&head.base).is_some())
}

/// The words of its noun that stand behind it; the others are those of its name.
fn noun_words(mention: &Mention) -> impl DoubleEndedIterator<Item = &Word> {
    mention.noun.phrase.words.iter().filter(|word| word.token >= mention.tokens.end)
}

/// By a base form.
fn word(base: &str) -> Option<Fate> {
    [
        (DEAD, Fate::Dead),
        (INJURED, Fate::Injured),
        (MISSING, Fate::Missing),
        (SAVED, Fate::Saved),
        (EVACUATED, Fate::Evacuated),
        (ARRESTED, Fate::Arrested),
    ]
    .into_iter()
    .find_map(|(verbs, fate)| verb::is_form_of(verbs, base).then_some(fate))
}

fn noun(base: &str) -> Option<Fate> {
    NOUNS.iter().find(|(nouns, _)| nouns.contains(&base)).map(|(_, fate)| *fate)
}

/// By the name of a value: `dead`, `death_toll`, `people-injured`.
fn of_name(name: &str) -> Option<Fate> {
    name.split(['_', '-', ' ', '.']).rev().find_map(|part| {
        let part = part.to_lowercase();
        let single = part.strip_suffix('s').unwrap_or(&part);
        let one = match single {
            "toll" => Some("death"),
            "fatalitie" => Some("fatality"),
            "injurie" => Some("injury"),
            _ => None,
        };
        word(&part).or_else(|| noun(one.unwrap_or(single)))
    })
}

/// A participle or adjective: what somebody has become.
fn become_of(token: &Token) -> Option<Fate> {
    let form = token.lower.as_str();
    let told = form.ends_with("ed") || matches!(form, "dead" | "missing" | "hurt");
    told.then(|| word(form).or_else(|| word(token.base()))).flatten()
}

/// Whether one does it to others: "killed", not "died".
fn is_transitive(token: &Token) -> bool {
    let acts = |base: &str| {
        !matches!(base, "die" | "died" | "dead" | "perish" | "perished" | "missing" | "survive" | "survived")
    };
    token.shape == Shape::Word && acts(&token.lower) && acts(token.base())
}

/// "14 dead", "three injured miners", "41 deaths"; "two arrest warrants" count warrants.
fn of_noun(tokens: &[Token], mention: &Mention) -> Option<Fate> {
    let head = noun_words(mention).last()?;
    let beside = noun_words(mention).rev().find_map(|word| tokens.get(word.token).and_then(become_of));
    // "three killed a guard"
    let acts = || {
        tokens.get(head.token).is_some_and(|token| become_of(token).is_some() && is_transitive(token))
            && is_object(tokens.get(head.token + 1))
    };
    if noun_words(mention).count() == 1 && acts() {
        return None;
    }
    let behind = tokens.get(head.token + 1);
    let compound =
        || behind.is_some_and(|token| !token.stop && token.entry.is_some_and(|entry| entry.is_noun()));
    let of_head = noun(&head.base).filter(|_| !tokens[head.token].lower.ends_with("ed") && !compound());
    // "two missing persons reports"
    let of_things = behind.is_some_and(|token| {
        !token.stop && token.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Noun))
    });
    of_head.or(beside.filter(|_| !of_things || noun_words(mention).count() == 1))
}

/// Whether this begins what a verb acts on.
fn is_object(token: Option<&Token>) -> bool {
    const DETERMINERS: &[&str] = &[
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "this",
        "these",
        "some",
        "him",
        "them",
        "himself",
        "themselves",
    ];
    token.is_some_and(|token| {
        token.is_any(DETERMINERS)
            || token.shape == Shape::Digits
            || token.shape == Shape::Word && !token.stop && token.entry.is_none_or(|entry| entry.is_noun())
    })
}

/// "Six people *lost their lives*".
fn lost_life(tokens: &[Token], behind: usize) -> Option<Fate> {
    let mut told =
        tokens[behind.min(tokens.len())..].iter().skip_while(|token| token.is_any(&["have", "has", "had"]));
    let lost = told.next().is_some_and(|token| token.is_any(&["lost", "lose", "losing"]));
    let theirs = told.next().is_some_and(|token| token.is_any(&["their", "his", "her"]));
    (lost && theirs && told.next().is_some_and(|token| token.base() == "life")).then_some(Fate::Dead)
}

/// "12 people *were injured*", "five *died*"; "two gunmen killed a guard" tells nothing of the gunmen.
fn after(tokens: &[Token], behind: usize) -> Option<Fate> {
    let between = tokens[behind.min(tokens.len())..].iter().take(NEAR);
    let skipped = between.take_while(|token| token.is_any(BETWEEN) && become_of(token).is_none()).count();
    let at = behind + skipped;
    let fate = become_of(tokens.get(at)?)?;
    let passive = tokens[behind..at].iter().any(|token| token.is_any(PASSIVE));
    let acts = !passive && is_transitive(&tokens[at]) && is_object(tokens.get(at + 1));
    (!acts).then_some(fate)
}

/// "*killed* at least 14", "*injuring* 20"; not "were killed 14 …".
fn before(tokens: &[Token], start: usize) -> Option<Fate> {
    let skipped = tokens[..start].iter().rev().take(NEAR).take_while(|token| token.is_any(HEDGES)).count();
    let at = (start - skipped).checked_sub(1)?;
    let token = &tokens[at];
    let fate = word(&token.lower).or_else(|| word(token.base())).filter(|_| is_transitive(token))?;
    let passive = tokens[..at].iter().rev().take(3).any(|token| token.is_any(PASSIVE));
    let noun = at > 0 && tokens[at - 1].is_any(&["the", "a", "of", "by", "no", "those"]);
    (!passive && !noun && fate != Fate::Missing).then_some(fate)
}

/// "The death toll rose to 41", "the number of injured reached 30".
fn toll(tokens: &[Token], start: usize) -> Option<Fate> {
    let between = tokens[..start].iter().rev().take(2 * NEAR);
    let skipped = between.take_while(|token| token.is_any(TOLL) || token.is_any(HEDGES)).count();
    let at = (start - skipped).checked_sub(1)?;
    let token = &tokens[at];
    if token.base() == "toll" {
        return Some(Fate::Dead);
    }
    let number_of =
        tokens[..at].iter().rev().take(3).any(|token| token.base() == "number" || token.is("toll"));
    number_of.then(|| become_of(token).or_else(|| noun(token.base()))).flatten()
}

/// "Claimed 41 lives", "41 lives were lost".
fn lives(tokens: &[Token], mention: &Mention) -> Option<Fate> {
    let head = noun_words(mention).last().filter(|head| &*head.base == "life")?;
    let taken = |token: &Token| matches!(token.base(), "claim" | "cost" | "take" | "lose" | "lost");
    let near = |tokens: &mut dyn Iterator<Item = &Token>| tokens.take(3).any(taken);
    let start = mention.tokens.start;
    (near(&mut tokens[..start].iter().rev()) || near(&mut tokens[head.token + 1..].iter()))
        .then_some(Fate::Dead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::reading::read_text;

    /// What became of each count of a sentence.
    fn fates(text: &str) -> Vec<Option<Fate>> {
        let reading = read_text(text, None, None);
        let counts = reading.values.iter().filter(|mention| mention.value.is_count());
        counts.map(|mention| mention.fate).collect()
    }

    #[test]
    fn the_words_beside_a_number_tell_what_became_of_those_it_counts() {
        use Fate::{Arrested, Dead, Evacuated, Injured, Missing, Saved};
        for (text, told) in [
            ("Three died in the fire.", vec![Dead]),
            ("Three killed in crash.", vec![Dead]),
            ("Four people were killed when the roof fell in.", vec![Dead]),
            ("Two children died of their burns.", vec![Dead]),
            ("The strike left 14 dead and 20 wounded.", vec![Dead, Injured]),
            ("14 dead, 20 injured in strike.", vec![Dead, Injured]),
            ("The strike killed at least 17 people and wounded 20.", vec![Dead, Injured]),
            ("A blast tore through the mill, killing two and injuring 86.", vec![Dead, Injured]),
            ("The death toll rose to 41.", vec![Dead]),
            ("The toll now stands at 41.", vec![Dead]),
            ("The number of injured reached 30.", vec![Injured]),
            ("The storm claimed 41 lives.", vec![Dead]),
            ("Police arrested about 30 protesters.", vec![Arrested]),
            ("Twelve people have been arrested since.", vec![Arrested]),
            ("There were 41 deaths.", vec![Dead]),
            ("Six people lost their lives in the crash.", vec![Dead]),
            ("Six people are still reported missing.", vec![Missing]),
            ("Firefighters rescued nine passengers.", vec![Saved]),
            ("Some 300 residents had to be evacuated.", vec![Evacuated]),
            ("Nobody was hurt.", vec![Injured]),
        ] {
            assert_eq!(fates(text), told.into_iter().map(Some).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn who_does_it_and_what_else_is_counted_met_no_fate() {
        for text in [
            "Two gunmen killed a guard.",
            "Three officers arrested the man.",
            "Police issued two arrest warrants.",
            "The mayor received 12 death threats.",
            "Five rescue teams took part.",
            "Officers searched 14 homes.",
            "Twelve people attended.",
            "The man arrested in May had 12 phones.",
            "She was killed on the A9, 12 lorries behind the crash.",
            "Of those injured 12 were treated on the spot.",
        ] {
            let told = fates(text);
            assert!(told.iter().all(Option::is_none), "{text} {told:?}");
        }
    }
}
