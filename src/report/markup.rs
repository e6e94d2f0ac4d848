//! Words of sources as Markdown text.

use super::marks::Mark;
use crate::text::fold;

/// Words of a source as Markdown text: nothing in them is read as markup, HTML or the end of a table cell. Control and
/// bidirectional characters are shown as escapes, line breaks become spaces.
pub(super) fn escape(text: &str) -> String {
    let text = inline(text.trim());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // headings, lists, rules and numbered lists begin a line, and a claim may begin one too
    let at = match text.as_bytes() {
        [b'#' | b'+' | b'-' | b'=' | b':', ..] => 0,
        rest if digits > 0 && matches!(rest.get(digits), Some(b'.' | b')')) => digits,
        _ => return text,
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

/// The same for words inside a line; spaces around them are kept.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in fold::visible(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        // four spaces at the start of a line make it code, two at its end break it
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

/// Escaped words, those that are marked in bold. Marks grow to whole words between white space: CommonMark takes
/// asterisks inside a word, or beside punctuation, for other things.
pub(super) fn bold(runs: &[(&str, Mark)]) -> String {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut inside = false;
    for (run, mark) in runs {
        for part in run.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            match words.last_mut().filter(|_| inside) {
                Some((last, marked)) => {
                    last.push_str(word);
                    *marked |= *mark != Mark::Same && !word.is_empty();
                }
                None if word.is_empty() => {}
                None => words.push((word.to_owned(), *mark != Mark::Same)),
            }
            inside = word.len() == part.len();
        }
    }
    let mut parts: Vec<String> = Vec::new();
    for run in words.chunk_by(|a, b| a.1 == b.1) {
        let escape = if parts.is_empty() { escape } else { inline };
        let text = escape(&run.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" "));
        parts.push(if run[0].1 { format!("**{text}**") } else { text });
    }
    parts.join(" ")
}

/// Text in backticks, as many as it needs.
pub(super) fn code(text: &str) -> String {
    let text = fold::visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The first letter a capital.
pub(super) fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// At most `limit` characters, cut between words.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..end].rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_shows_as_text() {
        for (text, escaped) in [
            ("12 * 3 and *bold* or __so__", r"12 \* 3 and \*bold\* or \_\_so\_\_"),
            ("a | b", r"a \| b"),
            ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
            ("[x](javascript:y) ![i](z)", r"\[x\](javascript:y) !\[i\](z)"),
            ("`code` ~~gone~~ $x$ &lt;", r"\`code\` \~\~gone\~\~ \$x\$ \&lt;"),
            ("back\\slash", r"back\\slash"),
            ("a\n\n# b\r\n- c", "a # b - c"),
            ("    code", "code"),
            ("esc\u{1b}[2J \u{202e}", r"esc\\u{1b}\[2J \\u{202e}"),
        ] {
            assert_eq!(escape(text), escaped, "{text:?}");
        }
    }

    #[test]
    fn what_begins_a_block_is_escaped_at_the_start_only() {
        for (text, escaped) in [
            ("# 1", r"\# 1"),
            ("- a - b", r"\- a - b"),
            ("+ a + b", r"\+ a + b"),
            ("--- # =", r"\--- # ="),
            ("===", r"\==="),
            ("7. of 8. ", r"7\. of 8."),
            ("7) x", r"7\) x"),
            ("7.5 million", r"7\.5 million"),
            ("> quote", r"\> quote"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }

    #[test]
    fn marks_grow_to_whole_words() {
        let runs = [
            ("worth £", Mark::Same),
            ("12", Mark::Telling),
            ("m, a ", Mark::Same),
            ("*big* loss", Mark::Differs),
        ];
        assert_eq!(bold(&runs), r"worth **£12m,** a **\*big\* loss**");
    }

    #[test]
    fn code_holds_any_text() {
        assert_eq!(code("a.yaml:1:2"), "`a.yaml:1:2`");
        assert_eq!(code("a``b`\n"), "``` a``b`  ```");
    }
}
