//! Names of two claims that give no typed value: another name in one role, or a name for what the other describes.

use super::Side;
use super::relation::{Outcome, RelationKind};
use crate::claim::reading::{NameMention, Reading};
use crate::text::token::Shape;
use crate::value::Side as Which;

/// Compares the names of two claims.
pub(super) fn compare(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    described(left, right)
        .or_else(|| described(right, left).map(Outcome::flip))
        .or_else(|| spelled(left, right))
        .or_else(|| replaced(left, right))
}

/// "A supervisor" here, "supervisor Colm Adair" there: the right names what the left describes.
fn described(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    // "by an employee of the chief executive", "Helen Marsh is the chief executive": no name of the employee
    let description = indefinite(a).filter(|_| is_copular(a) == is_copular(b))?;
    let name = b.names.iter().find(|name| {
        let new = !a.names.iter().any(|other| other.name.is_alias(&name.name));
        new && (name.subject == description.subject || is_copular(a) && is_copular(b))
    })?;
    let reason = format!("`{}` is named: {}", description.words, name.name.shown);
    Some(
        Outcome::new(RelationKind::RefineValue, description.words, name.name.shown.clone(), reason)
            .finer(Which::Right),
    )
}

struct Description {
    words: String,
    subject: bool,
}

/// An indefinite description of a person or body: "a night-shift supervisor", "an American private equity house".
fn indefinite(reading: &Reading) -> Option<Description> {
    let tokens = &reading.tokens;
    let verb = reading.verb?;
    let copular = is_copular(reading);
    for (at, token) in tokens.iter().enumerate() {
        let agent = at > 0 && tokens[at - 1].is("by");
        if !token.is_any(&["a", "an", "unnamed"]) || !(at == 0 || copular && at == verb + 1 || agent) {
            continue;
        }
        let end = (at + 1..tokens.len())
            .find(|&i| {
                tokens[i].shape == Shape::Sign && !tokens[i].is("-")
                    || i == verb && i > at
                    || tokens[i].is_any(&[
                        "of", "in", "at", "on", "to", "who", "which", "that", "from", "for", "by", "with",
                    ])
            })
            .unwrap_or(tokens.len());
        let head = tokens[at + 1..end].iter().rfind(|t| t.shape == Shape::Word)?;
        let entry = head.entry.filter(|entry| entry.is_noun())?;
        if end - at > 8 || !describes_somebody(entry) {
            continue;
        }
        let words = tokens[at..end].iter().enumerate().fold(String::new(), |mut words, (i, t)| {
            if i > 0 && !t.joined {
                words.push(' ');
            }
            words.push_str(&t.lower);
            words
        });
        return Some(Description { words, subject: at < verb || agent });
    }
    None
}

/// Whether the noun is a person or a body of persons: near in meaning to one of a few.
fn describes_somebody(entry: crate::text::words::Entry) -> bool {
    const SOMEBODY: &[&str] = &[
        "person",
        "man",
        "woman",
        "worker",
        "official",
        "supervisor",
        "manager",
        "company",
        "firm",
        "house",
        "organization",
        "organisation",
        "group",
        "agency",
        "bank",
        "driver",
        "officer",
        "neighbour",
        "witness",
        "employee",
        "expert",
        "teacher",
        "doctor",
        "politician",
        "captain",
        "rival",
        "buyer",
        "investor",
        "pilot",
        "spokesman",
        "ship",
        "vessel",
        "hospital",
        "school",
        "judge",
        "lawyer",
        "minister",
        "priest",
        "neighbor",
        "passenger",
        "resident",
        "student",
        "pharmacist",
        "chemist",
        "accountant",
        "contractor",
        "owner",
        "customer",
        "colleague",
        "relative",
        "guard",
        "soldier",
        "thief",
        "gang",
    ];
    SOMEBODY
        .iter()
        .filter_map(|word| crate::text::words::lookup(word))
        .any(|known| known == entry || known.similarity(entry) > 0.6)
}

/// Whether it says what somebody or something is.
pub(super) fn is_copular(reading: &Reading) -> bool {
    reading.verb.is_some_and(|verb| {
        reading.tokens[verb].is_any(&["is", "was", "are", "were"])
            && reading.tokens.get(verb + 1).is_some_and(|t| t.is_any(&["a", "an", "the"]) || t.capital)
    })
}

/// Near-equal spellings of a name.
fn spelled(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    for m in &left.claim.reading.names {
        for n in &right.claim.reading.names {
            let long = m.name.words.iter().map(String::len).sum::<usize>() >= 5;
            if long && m.name.is_near_spelling(&n.name) && !m.name.is_alias(&n.name) {
                return Some(Outcome::new(
                    RelationKind::ConflictSpelling,
                    m.name.shown.clone(),
                    n.name.shown.clone(),
                    "near-equal spellings of a name",
                ));
            }
        }
    }
    None
}

/// Another name behind the same preposition: "taken to the Royal Infirmary", "treated at St Brannoc's". "In" is left
/// out: one place may lie in the other.
fn replaced(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    let told = |reading: &Reading, other: &Reading| -> Option<NameMention> {
        let shared = |name: &NameMention| other.names.iter().any(|o| o.name.is_alias(&name.name));
        let mut names = reading.names.iter().filter(|name| !name.subject && !shared(name));
        let only = names.next()?;
        names.next().is_none().then(|| only.clone())
    };
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let (m, n) = (told(a, b)?, told(b, a)?);
    if m.name.is_alias(&n.name) || role(a, &m)? != role(b, &n)? {
        return None;
    }
    let elsewhere = |reading: &Reading, name: &NameMention| {
        reading.names.iter().any(|other| other.name.is_alias(&name.name))
    };
    if elsewhere(a, &n) || elsewhere(b, &m) || a.words.similarity(&b.words) < 0.25 {
        return None;
    }
    Some(Outcome::new(
        RelationKind::ConflictValue,
        m.name.shown.clone(),
        n.name.shown.clone(),
        "other names in one role",
    ))
}

/// Whether two names that the claims do not share stand in one role: both before the verb, or behind one preposition; "at X"
/// and "by J3" are no two answers.
pub(super) fn others_in_one_role(a: &Reading, b: &Reading) -> bool {
    let own = |reading: &Reading, other: &Reading| -> Vec<(bool, String)> {
        let lacking =
            reading.names.iter().filter(|name| !other.names.iter().any(|o| o.name.is_alias(&name.name)));
        let place = |name: &NameMention| {
            let before =
                reading.tokens[..name.tokens.start].iter().rev().find(|t| !t.is_any(&["the", "a", "an"]));
            (
                name.subject,
                before.map_or_else(String::new, |token| {
                    if name.subject { String::new() } else { token.lower.clone() }
                }),
            )
        };
        lacking.map(place).collect()
    };
    let theirs = own(b, a);
    own(a, b).iter().any(|role| theirs.contains(role))
}

#[derive(PartialEq)]
enum Role {
    Place,
    Agent,
    Owner,
}

fn role(reading: &Reading, name: &NameMention) -> Option<Role> {
    let before = reading.tokens[..name.tokens.start].iter().rev().find(|t| !t.is_any(&["the", "a", "an"]))?;
    match before.lower.as_str() {
        "at" | "to" => Some(Role::Place),
        "by" => Some(Role::Agent),
        "of" | "is" | "are" | "was" | "were" => Some(Role::Owner),
        _ => None,
    }
}
