//! Whether two claims speak of one act, of one person or place, at one time: what has to hold before their values can
//! contradict each other.

use crate::claim::reading::{Mention, NameMention, Reading};
use crate::claim::standing;
use crate::claim::{fate, people};
use crate::text::negation;
use crate::text::phrase::Word;
use crate::text::token::{Shape, Token};
use crate::text::verb;
use crate::text::words::PartOfSpeech;
use crate::value::{Side, Value, date, numeral};

/// Acts that one affair goes through, or that one party does one after the other. Words of two groups in a row tell of
/// two acts, whose days and numbers have nothing to do with each other.
const ACTS: &[&[&[&str]]] = &[
    &[
        &["begin", "start", "launch", "open", "commence", "break out", "found", "establish"],
        &["end", "finish", "close", "conclude", "stop", "shut", "expire", "complete"],
        &["arrive", "respond"],
        &["resume", "reopen"],
    ],
    &[
        &["announce", "propose", "plan", "unveil"],
        &["agree", "sign"],
        &["approve", "pass", "adopt", "enact", "ratify"],
        &["complete", "finalise", "finalize", "seal"],
        &["take effect", "effect", "force"],
    ],
    &[
        fate::ARRESTED,
        &["charge", "indict"],
        &["try"],
        &["plead"],
        &["convict"],
        &["acquit", "clear"],
        &["sentence", "condemn"],
        &["serve"],
        &["release", "free"],
        &["appeal"],
    ],
    &[&["raise", "collect", "receive", "earn"], &["spend", "pay", "donate"], &["lose", "owe"]],
    &[&["buy", "purchase", "acquire"], &["sell"], &["rent", "lease"]],
    &[&["hire", "recruit", "employ"], &["fire", "dismiss", "sack", "lay off"], &["resign", "quit", "retire"]],
    &[fate::DEAD, fate::INJURED, fate::SAVED, fate::EVACUATED, fate::MISSING],
    &[&["apply", "request", "seek"], &["grant", "award", "win"], &["reject", "refuse"]],
    &[&["win"], &["lose"], &["draw"]],
    &[&["debut", "enter"], &["peak"]],
    &[&["support", "back", "favour", "favor", "endorse"], &["oppose", "criticise", "criticize"]],
    &[&["uphold", "allow", "confirm"], &["dismiss", "overturn", "quash"]],
    &[&["depart", "leave", "sail", "cast off"], &["arrive", "dock", "land"], &["collide", "crash", "sink"]],
    &[
        &["demand", "seek", "want", "ask", "call"],
        &["offer"],
        &["give", "get", "grant", "award", "receive", "impose", "sentence", "jail"],
    ],
    &[&["value", "estimate", "appraise"], &["sell", "fetch"]],
    &[&["lose", "steal"], &["recover", "retrieve"]],
    &[&["cost"], &["save"]],
    &[&["import"], &["export"]],
    &[&["lend"], &["borrow"]],
];

/// Why the values of two claims cannot contradict each other, if they cannot.
pub(super) fn apart(a: &Reading, b: &Reading) -> Option<String> {
    other_acts(a, b).or_else(|| other_parties(a, b))
}

/// The same of values that plainly tell of one act.
pub(super) fn other_parties(a: &Reading, b: &Reading) -> Option<String> {
    other_names(a, b).or_else(|| other_persons(a, b)).or_else(|| other_sides(a, b))
}

/// "Was arrested", "was charged".
pub(super) fn other_acts(a: &Reading, b: &Reading) -> Option<String> {
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (predicate(a).map(Token::base).collect(), predicate(b).map(Token::base).collect());
    ACTS.iter().find_map(|affair| {
        let stage = |words: &[&str]| {
            let stages = affair.iter().enumerate();
            let mut found = stages.filter_map(|(stage, verbs)| {
                words.iter().find(|word| is_of(verbs, word)).map(|word| (stage, (*word).to_owned()))
            });
            // words of two stages tell of neither alone
            found.next().filter(|_| found.next().is_none())
        };
        let ((x, our), (y, their)) = (stage(&ours)?, stage(&theirs)?);
        (x != y).then(|| format!("`{our}` and `{their}` are two acts"))
    })
}

/// "Gardaí arrested two men", "no one has been arrested"; "nobody was killed", "one person died".
pub(super) fn one_act(a: &Reading, b: &Reading) -> bool {
    // what these verbs mean hangs on what follows
    const LIGHT: &[&str] =
        &["find", "get", "take", "make", "give", "lose", "leave", "go", "come", "keep", "put"];
    let act = |reading| predicate(reading).find(|token| !token.stop && !LIGHT.contains(&token.base()));
    let (Some(ours), Some(theirs)) = (act(a), act(b)) else { return false };
    let mut stages = ACTS.iter().copied().flatten();
    ours.base() == theirs.base()
        || stages.any(|stage| is_of(stage, ours.base()) && is_of(stage, theirs.base()))
}

/// "Is due to end", "ended": whether a word at the verb of one is at that of the other.
pub(super) fn shares_act(a: &Reading, b: &Reading) -> bool {
    let acts = |reading| {
        predicate(reading).filter(|token| !token.stop && token.entry.is_some_and(|it| it.is_verb()))
    };
    acts(a).any(|x| acts(b).any(|y| x.base() == y.base()))
}

/// "Three miners died", "Al Reed and two other miners died": one counts those besides the ones it names. "Two died and five
/// others were hurt" counts all who were hurt, and so do most claims of "five others" alone.
pub(super) fn counts_others(reading: &Reading, value: &Mention) -> bool {
    const OTHERS: &[&str] = &["other", "others", "more", "further", "additional"];
    let after = reading.tokens.get(value.tokens.end).is_some_and(|token| token.is_any(OTHERS));
    let joined = value.tokens.start.checked_sub(1).is_some_and(|before| reading.tokens[before].is("and"));
    let before = |mention: &&Mention| mention.value.is_count() && mention.tokens.end <= value.tokens.start;
    let earlier = reading.values.iter().rfind(before);
    after && joined && !earlier.is_some_and(|earlier| earlier.is_of_other_fate(value))
}

/// The words at the verb of what is told.
fn predicate(reading: &Reading) -> impl Iterator<Item = &Token> {
    let verb = reading.telling_verb().unwrap_or(reading.tokens.len());
    reading.tokens[verb..].iter().take(PREDICATE).take_while(|token| token.shape == Shape::Word)
}

/// So many words from the verb on say what is done: "is due to take effect".
const PREDICATE: usize = 4;

/// Whether a word is one of a stage, or a form that is a word of its own, too: "ended", "spent".
fn is_of(stage: &[&str], word: &str) -> bool {
    let irregular = match word {
        "spent" => "spend",
        "lost" => "lose",
        "sold" => "sell",
        "left" => "leave",
        _ => word,
    };
    verb::is_form_of(stage, word) || stage.contains(&irregular)
}

/// Each names what the other does not: "a man in Halden", "a man in Brockmoor".
pub(crate) fn other_names(a: &Reading, b: &Reading) -> Option<String> {
    let lacking = |a: &Reading, b: &Reading| {
        let alike = |x: &NameMention| {
            b.names.iter().any(|y| {
                x.name.is_alias(&y.name)
                    || x.name.is_near_spelling(&y.name)
                    || is_of_place(a, x, y)
                    || is_of_place(b, y, x)
            })
        };
        a.names.iter().find(|x| !alike(x)).map(|x| x.name.shown.clone())
    };
    let (x, y) = (lacking(a, b)?, lacking(b, a)?);
    Some(format!("one names `{x}`, the other `{y}`"))
}

/// "Brandl was jailed", "Brandl's accomplice was jailed".
fn other_persons(a: &Reading, b: &Reading) -> Option<String> {
    let related = |reading: &Reading| {
        let (tokens, verb) = (&reading.tokens, reading.verb?);
        // what somebody's relation says is told of whomever it speaks of
        if reading.telling_verb() != Some(verb) {
            return None;
        }
        reading.names.iter().filter(|name| name.subject).find_map(|name| {
            let possessive = tokens[..name.tokens.end].last().is_some_and(|token| token.possessive);
            let noun = verb
                .checked_sub(1)
                .filter(|&at| possessive && (name.tokens.end..name.tokens.end + NEAR).contains(&at))?;
            people::is_relation(tokens[noun].base())
                .then(|| (name.name.clone(), tokens[noun].base().to_owned()))
        })
    };
    let told = |whose: &Reading, other: &Reading| {
        let (name, noun) = related(whose)?;
        let also = other.names.iter().any(|known| known.subject && known.name.is_alias(&name));
        let shown = &name.shown;
        (also && related(other).is_none())
            .then(|| format!("one speaks of `{shown}`, the other of the {noun}"))
    };
    told(a, b).or_else(|| told(b, a))
}

/// So many words stand between somebody's name and what another is to them: "Kolo's foreign minister".
const NEAR: usize = 3;

/// "Caldria", "Caldrian prices", "Caldrians": a place and what is of it; "Adrian won" is another name than "Adria".
fn is_of_place(reading: &Reading, people: &NameMention, place: &NameMention) -> bool {
    let behind = reading.tokens.get(people.tokens.end);
    let noun = behind
        .and_then(|token| token.entry)
        .is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Noun));
    (noun || people.name.shown.ends_with('s')) && people.name.is_people_of(&place.name)
}

/// Words that exclude each other and say which of several things is meant: "the north plant", "the second quarter",
/// "voted for".
fn other_sides(a: &Reading, b: &Reading) -> Option<String> {
    let (ours, theirs) = (&a.all_words.words, &b.all_words.words);
    for x in ours {
        for y in theirs {
            let own = |words: &[Word], word: &Word| words.iter().any(|other| other.base == word.base);
            // the places of two runners are values
            let placed = is_rank(a, x) && is_rank(b, y);
            if !placed && negation::are_opposites(x, y) && !own(theirs, x) && !own(ours, y) {
                return Some(format!("`{}` and `{}` are two things", x.base, y.base));
            }
        }
    }
    if let Some(reason) = other_ordinals(a, b) {
        return Some(reason);
    }
    if let Some((x, y)) = measure(&a.tokens).zip(measure(&b.tokens)).filter(|(x, y)| x != y) {
        return Some(format!("one is {x}, the other {y}"));
    }
    let (x, y) = (side_taken(&a.tokens)?, side_taken(&b.tokens)?);
    (x != y).then(|| format!("one counts `{x}`, the other `{y}`"))
}

/// What of a firm's result is told: "pre-tax profit", "net income".
fn measure(tokens: &[Token]) -> Option<&'static str> {
    const RESULTS: &[&str] = &["profit", "income", "earnings", "loss", "result", "margin"];
    const MEASURES: &[(&str, &str)] = &[
        ("pre-tax", "before tax"),
        ("pretax", "before tax"),
        ("net", "net"),
        ("after-tax", "net"),
        ("post-tax", "net"),
        ("operating", "operating"),
        ("gross", "gross"),
        ("underlying", "underlying"),
        ("adjusted", "underlying"),
    ];
    let result = tokens.iter().position(|token| RESULTS.contains(&token.base()))?;
    let after = |word: &str| tokens.windows(2).any(|pair| pair[0].is(word) && pair[1].is("tax"));
    if after("before") || after("after") {
        return Some(if after("before") { "before tax" } else { "net" });
    }
    let before: Vec<&str> =
        tokens[result.saturating_sub(3)..result].iter().map(|token| token.lower.as_str()).collect();
    let joined = before.concat();
    MEASURES
        .iter()
        .find(|(word, _)| before.contains(word) || word.contains('-') && joined.contains(word))
        .map(|(_, name)| *name)
}

/// "Nationwide", "across the province", "in the country as a whole".
fn is_wide(tokens: &[Token]) -> bool {
    const WIDE: &[&str] = &["nationwide", "nationally", "worldwide", "globally", "statewide", "countrywide"];
    const AREAS: &[&str] =
        &["country", "province", "region", "state", "world", "nation", "continent", "globe"];
    let area = |token: &Token| AREAS.contains(&token.base());
    tokens.iter().any(|token| token.is_any(WIDE))
        || tokens.windows(3).any(|t| t[0].is("across") && t[1].is("the") && area(&t[2]))
        || tokens.windows(4).any(|t| area(&t[0]) && t[1].is("as") && t[2].is("a") && t[3].is("whole"))
}

/// "In the capital", "in the city of Caldrith".
fn is_local(tokens: &[Token]) -> bool {
    const TOWNS: &[&str] = &["capital", "city", "town", "village", "district", "county", "borough"];
    tokens.windows(3).any(|t| t[0].is("in") && t[1].is("the") && TOWNS.contains(&t[2].base()))
}

/// Which of two claims tells of the whole country, where the other tells of a town.
pub(super) fn wider(a: &Reading, b: &Reading) -> Option<Side> {
    let whole = |wide: &Reading, local: &Reading| {
        is_wide(&wide.tokens) && is_local(&local.tokens) && !is_local(&wide.tokens) && !is_wide(&local.tokens)
    };
    whole(a, b).then_some(Side::Left).or_else(|| whole(b, a).then_some(Side::Right))
}

/// Whether the word is a value of the claim that tells a rank.
fn is_rank(reading: &Reading, word: &Word) -> bool {
    let rank = |mention: &Mention| matches!(&mention.value, Value::Number(number) if number.rank);
    reading.values.iter().any(|mention| mention.tokens.contains(&word.token) && rank(mention))
}

/// "The first quarter", "the second quarter".
pub(super) fn other_ordinals(a: &Reading, b: &Reading) -> Option<String> {
    // rank, what is ranked, and whether the rank is what the claim says of it: "is the third album". "First" is no value.
    let ordinals = |reading: &Reading| -> Vec<(f64, String, bool)> {
        let tokens = &reading.tokens;
        let behind = |at: usize, words: &[&str]| {
            at > 1
                && reading.verb.is_some_and(|verb| verb < at)
                && tokens[at - 1].is("the")
                && tokens[at - 2].is_any(words)
        };
        let read = |at: usize| {
            // "began on the third floor": where it began is the answer
            if behind(at, &["on", "at", "to", "from"]) {
                return None;
            }
            let ordinal = numeral::read_ordinal(tokens, at)?;
            let noun = tokens.get(ordinal.end).filter(|token| standing::ranked(token))?;
            // "29th March"; "third place" is a value
            if date::is_day_of_month(tokens, at..ordinal.end) || noun.is_any(&["place", "position"]) {
                return None;
            }
            // "the third busiest" is an answer
            if noun.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Adjective)) {
                return None;
            }
            let told = behind(at, &["is", "was", "be", "become", "becomes", "became"]);
            Some((ordinal.value, noun.base().to_owned(), told && ordinal.value > 1.0))
        };
        (0..tokens.len()).filter_map(read).collect()
    };
    let (ours, theirs) = (ordinals(a), ordinals(b));
    let (x, noun, told) =
        ours.iter().find(|(_, noun, _)| theirs.iter().any(|(_, other, _)| other == noun))?;
    let mut rivals = theirs.iter().filter(|(_, other, _)| other == noun);
    let apart = rivals.all(|(y, _, also)| x != y && !(*told && *also));
    apart.then(|| format!("each speaks of another `{noun}`"))
}

/// The side of a vote: "voted for", "in favour", "against".
fn side_taken(tokens: &[Token]) -> Option<&'static str> {
    let vote = tokens.iter().position(|token| token.is_any(&["vote", "voted", "votes", "voting"]))?;
    tokens[vote..].iter().take(4).find_map(|token| match token.lower.as_str() {
        "for" | "favour" | "favor" => Some("for"),
        "against" => Some("against"),
        _ => None,
    })
}
