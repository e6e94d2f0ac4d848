//! "Did you mean": the known word that is nearest to one that is not known.

/// Words that other formats use for ours: schema.org, earlier drafts, plain habit.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("affirmative", "affirm"),
    ("author", "publisher"),
    ("body", "text"),
    ("certain", "asserted"),
    ("claim", "text"),
    ("date", "published"),
    ("datemodified", "modified"),
    ("datepublished", "published"),
    ("fact", "asserted"),
    ("inlanguage", "language"),
    ("lang", "language"),
    ("link", "url"),
    ("name", "publisher"),
    ("negative", "deny"),
    ("negated", "deny"),
    ("original", "primary-source"),
    ("outlet", "publisher"),
    ("positive", "affirm"),
    ("sha256", "text_sha256"),
    ("statement", "text"),
    ("title", "headline"),
    ("total", "count"),
    ("updated", "modified"),
    ("version", "schema"),
];

/// Farther than this and a suggestion is noise: `text` and `tests` are 0.85 apart, `quote` and `votes` 0.78.
const NEAR: f64 = 0.8;

/// The one of `known` that `word` is most likely meant to be.
pub fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > 64 {
        return None; // the metric is quadratic, and nobody mistypes that much
    }
    let word = word.to_lowercase();
    let spelled = |name: &str| known.iter().find(|&&known| known == name).copied();
    let other = OTHER_NAMES.iter().filter(|(theirs, _)| *theirs == word).find_map(|&(_, ours)| spelled(ours));
    other.or_else(|| {
        let scored = known.iter().map(|&name| (strsim::jaro_winkler(&word, name), name));
        let near = scored.filter(|&(score, _)| score >= NEAR);
        near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_other_names_are_understood_and_the_rest_is_not_guessed() {
        let known = ["id", "text", "key", "quote", "speaker", "modality", "polarity", "values", "headline"];
        let cases = [
            ("quotes", Some("quote")),
            ("txet", Some("text")),
            ("Speaker", Some("speaker")),
            ("modalty", Some("modality")),
            ("value", Some("values")),
            ("title", Some("headline")),
            ("statement", Some("text")),
            ("sentiment", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(closest(word, &known), expected, "{word}");
        }
    }
}
