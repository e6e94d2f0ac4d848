//! What looks like a title, a heading or a name: few words, capitals, no stop at the end.

/// Words that the names of papers, agencies and sites are made of.
const OUTLETS: &[&str] = &[
    "news",
    "times",
    "post",
    "press",
    "gazette",
    "herald",
    "tribune",
    "journal",
    "daily",
    "agency",
    "wire",
    "newswire",
    "guardian",
    "telegraph",
    "observer",
    "courier",
    "chronicle",
    "reuters",
    "bbc",
    "cnn",
    "magazine",
    "review",
    "weekly",
    "ledger",
    "beacon",
    "bulletin",
    "mirror",
    "mail",
    "standard",
    "tv",
    "radio",
    "media",
    "online",
    "blog",
    "digest",
    "monitor",
    "echo",
    "argus",
    "examiner",
    "inquirer",
    "independent",
    "reporter",
    "newsletter",
    "dispatch",
    "sentinel",
    "network",
    "broadcasting",
    "service",
    "newspaper",
];

const OPENING: [char; 5] = ['"', '“', '‘', '\'', '('];
const CLOSING: [char; 6] = ['"', '”', '’', '\'', ')', ']'];

/// Whether a line may be the title of an article. Cheap for long lines.
pub(super) fn may_be_headline(line: &str) -> bool {
    line.len() <= 400 && line.split(' ').count() <= 32 && !ends_open(line) && begins_large(line)
}

/// Whether a line alone may be a heading of what follows: title case or capitals, or a few words.
pub(super) fn is_heading(line: &str) -> bool {
    if line.len() > 160 || ends_open(line) || !begins_large(line) || is_quoted(line) {
        return false;
    }
    let words = line.split(' ').count();
    words <= 9 || words <= 18 && is_title_case(line)
}

/// Whether a line has letters and no small one.
pub(super) fn is_shouted(line: &str) -> bool {
    line.len() <= 120
        && line.chars().filter(|c| c.is_uppercase()).count() > 2
        && !line.chars().any(char::is_lowercase)
}

/// Whether a line may be the name of somebody or something.
pub(super) fn is_name(line: &str) -> bool {
    line.len() <= 80
        && line.split(' ').count() <= 6
        && !ends_a_sentence(line)
        && !ends_open(line)
        && is_title_case(line)
}

/// Whether a line is the name of a paper, an agency or a site.
pub(super) fn is_outlet(line: &str) -> bool {
    is_name(line)
        && line.split(' ').any(|word| {
            let word = word.to_lowercase();
            // "News" alone is a rubric
            is_domain(&word)
                || OUTLETS.contains(&word.as_str())
                    && (line.contains(' ') || matches!(word.as_str(), "reuters" | "bbc" | "cnn"))
        })
}

/// Whether the line ends as a sentence does, quotes and brackets left aside.
pub(super) fn ends_a_sentence(line: &str) -> bool {
    line.trim_end_matches(CLOSING).ends_with(['.', '!', '?', '…'])
}

/// Whether the line ends with a stop, or goes on: no title does.
fn ends_open(line: &str) -> bool {
    line.trim_end_matches(CLOSING).ends_with(['.', ',', ';', ':', '…'])
}

fn begins_large(line: &str) -> bool {
    line.trim_start_matches(OPENING)
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase())
}

fn is_quoted(line: &str) -> bool {
    line.starts_with(OPENING) && line.ends_with(CLOSING)
}

/// Whether all longer words begin with a capital letter or a digit.
fn is_title_case(line: &str) -> bool {
    line.split(' ').all(|word| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        word.chars().count() <= 3 || word.starts_with(|c: char| !c.is_lowercase()) || is_domain(word)
    })
}

fn is_domain(word: &str) -> bool {
    word.split_once('.').is_some_and(|(name, end)| name.len() > 1 && end.len() > 1 && !end.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_short_or_in_title_case_and_end_without_a_stop() {
        for line in [
            "Paris Raid And Legal Summons",
            "WHAT WE KNOW",
            "What is on the table",
            "What Happened During the X Paris Raid?",
            "The 7 Alleged Offenses: Why Is X Being Investigated?",
            "The list on the director’s desk",
        ] {
            assert!(is_heading(line), "{line}");
        }
        for line in [
            "Ding ding! It's over.",
            "Reports have surfaced that the tool has been used to generate:",
            "“They lied to all of us!”",
            "Did you know about the furnace before it happened that night at all?",
            "and so on",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }

    #[test]
    fn outlets_are_known_by_a_word() {
        for line in ["DMR News", "The Dunmarrow Beacon", "Courtside News Agency", "example.com"] {
            assert!(is_outlet(line), "{line}");
        }
        for line in ["Paris Raid", "News", "News of a raid spread quickly", "He reads the Daily Mail."] {
            assert!(!is_outlet(line), "{line}");
        }
    }
}
