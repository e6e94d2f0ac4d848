//! Modality: whether a claim is stated as a fact, as an allegation, as a possibility or as a plan.

use super::token::Token;

/// How firmly a claim is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// As what somebody is accused or suspected of.
    Alleged,
    /// As what may be so.
    Possible,
    /// As what is to come.
    Planned,
}

impl Modality {
    /// Every modality, firmest first.
    pub const ALL: [Modality; 4] =
        [Modality::Asserted, Modality::Alleged, Modality::Possible, Modality::Planned];

    /// As formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Alleged => "alleged",
            Modality::Possible => "possible",
            Modality::Planned => "planned",
        }
    }
}

const ALLEGED: &[&str] =
    &["alleged", "allegedly", "alleges", "purported", "purportedly", "reportedly", "supposedly"];
const POSSIBLE: &[&str] = &[
    "may",
    "might",
    "could",
    "possibly",
    "perhaps",
    "maybe",
    "probably",
    "likely",
    "unlikely",
    "apparently",
    "suspects",
    "suspect",
    "suspected",
    "suspicion",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "rumoured",
    "rumored",
    "speculation",
];
const PLANNED: &[&str] = &[
    "will",
    "shall",
    "plans",
    "intends",
    "aims",
    "scheduled",
    "upcoming",
    "forthcoming",
    "forecast",
    "forecasts",
];
const PLANNED_TWO: &[(&str, &str)] = &[
    ("due", "to"),
    ("due", "in"),
    ("due", "on"),
    ("due", "at"),
    ("is", "to"),
    ("are", "to"),
    ("set", "to"),
    ("going", "to"),
    ("expected", "to"),
    ("expects", "to"),
    ("expect", "to"),
    ("planned", "for"),
    ("planning", "to"),
    ("hopes", "to"),
    ("hope", "to"),
    ("preparing", "to"),
    ("promised", "to"),
    ("pledged", "to"),
    ("vowed", "to"),
];
const POSSIBLE_TWO: &[(&str, &str)] = &[
    ("understood", "to"),
    ("thought", "to"),
    ("believed", "to"),
    ("said", "to"),
    ("rumoured", "to"),
    ("rumored", "to"),
    ("appears", "to"),
    ("appear", "to"),
    ("seems", "to"),
    ("accused", "of"),
];

/// What the words say of how firm the claim is. Words inside quotation marks do not count; `quoted` tells them.
pub fn read(tokens: &[Token], quoted: impl Fn(usize) -> bool) -> Modality {
    let mut modality = Modality::Asserted;
    for (at, token) in tokens.iter().enumerate() {
        if quoted(at) {
            continue;
        }
        let next_is = |word: &str| tokens.get(at + 1).is_some_and(|t| t.is(word));
        // "could see", "could not": what somebody was able to do
        let ability = token.is("could")
            && tokens.get(at + 1).is_some_and(|t| {
                t.is_any(&["see", "hear", "feel", "smell", "not", "only", "barely", "hardly"])
            });
        if ability {
            continue;
        }
        let pair = |list: &[(&str, &str)]| list.iter().any(|(a, b)| token.is(a) && next_is(b));
        // "May" the month, "will" the noun after an article
        let noun = at > 0
            && tokens[at - 1].is_any(&[
                "the", "a", "his", "her", "its", "their", "of", "in", "last", "this", "next", "since",
                "until",
            ]);
        if token.is_any(ALLEGED) && !noun {
            return Modality::Alleged;
        }
        if token.is("accused") && next_is("of") {
            return Modality::Alleged;
        }
        if (token.is_any(POSSIBLE) && !noun && !(token.is("may") && token.capital)) || pair(POSSIBLE_TWO) {
            return Modality::Possible;
        }
        if token.is_any(PLANNED) && !noun || pair(PLANNED_TWO) {
            modality = Modality::Planned;
        }
    }
    modality
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn the_words_tell_how_firm_a_claim_is() {
        for (text, expected) in [
            ("Ardmore Hale is preparing a higher bid.", Modality::Asserted),
            ("The Americans may come back with more money.", Modality::Possible),
            ("The hearing is in May.", Modality::Asserted),
            ("He allegedly took the money.", Modality::Alleged),
            ("A vigil will be held on Wednesday.", Modality::Planned),
            ("Inspectors are understood to suspect damp scrap.", Modality::Possible),
            ("He changed the will.", Modality::Asserted),
            ("The trial is due to start in June.", Modality::Planned),
        ] {
            assert_eq!(read(&tokenize(text), |_| false), expected, "{text}");
        }
    }
}
