//! Styled words on a terminal: wrapping, cutting, painting. Knows nothing of reports.
//!
//! Every text that comes in passes [`fold::visible`], so that nothing a source says can move the cursor, change the
//! colours or turn the direction of writing.

use crate::text::fold;
use anstyle::{AnsiColor, Effects, Style};
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// As the terminal writes.
pub(crate) const PLAIN: Style = Style::new();
/// Headings and names.
pub(crate) const BOLD: Style = Style::new().bold();
/// What can be skipped: paths, article quotes, counts of nothing.
pub(crate) const DIM: Style = Style::new().dimmed();
/// Errors.
pub(crate) const RED: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// Warnings.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// Notes.
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// Agreements.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);

/// The space at which no line is broken.
pub(crate) const NO_BREAK: char = '\u{a0}';

/// Room for the words of most lines.
const LINE: usize = 64;

/// Bytes of a text, and of a word in it, that a terminal shows: nobody reads a megabyte there, a word that goes on for lines
/// is none, and all other formats have them whole.
const LONGEST: usize = 4_000;
const LONGEST_WORD: usize = 400;

/// Words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    style: Style,
}

/// A line or a paragraph of styled words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pieces: Vec<Piece>,
}

/// What stands between two white spaces, as far as it is in one style.
struct Fragment<'a> {
    text: &'a str,
    style: &'a Style,
    /// At the beginning of a word: the style of the space before it.
    gap: Option<&'a Style>,
}

impl Text {
    /// Words in `style`.
    pub(crate) fn new(text: &str, style: Style) -> Text {
        Text::default().with(text, style)
    }

    /// The same text with more words behind it.
    #[must_use]
    pub(crate) fn with(mut self, text: &str, style: Style) -> Text {
        self.push(text, style);
        self
    }

    /// The same text with another behind it.
    #[must_use]
    pub(crate) fn and(mut self, other: &Text) -> Text {
        self.extend(other);
        self
    }

    /// Adds words in `style`.
    pub(crate) fn push(&mut self, text: &str, style: Style) {
        self.push_visible(&fold::visible(text), style);
    }

    /// Adds words that are visible already.
    fn push_visible(&mut self, text: &str, style: Style) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(piece) if piece.style == style => piece.text.push_str(text),
            _ => {
                // the pieces of a line grow word by word
                let mut piece = Piece { text: String::with_capacity(text.len().max(LINE)), style };
                piece.text.push_str(text);
                self.pieces.push(piece);
            }
        }
    }

    /// Adds another text.
    pub(crate) fn extend(&mut self, other: &Text) {
        other.pieces.iter().for_each(|piece| self.push_visible(&piece.text, piece.style));
    }

    /// Adds spaces up to the column `width`.
    #[must_use]
    pub(crate) fn padded(mut self, width: usize) -> Text {
        let missing = width.saturating_sub(self.width());
        self.push_visible(&" ".repeat(missing), PLAIN);
        self
    }

    /// The words with their styles.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&str, Style)> {
        self.pieces.iter().map(|piece| (piece.text.as_str(), piece.style))
    }

    /// Columns of the terminal.
    pub(crate) fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Whether there is nothing to see.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Lines of at most `room` columns, broken between words, and inside a word only where it is longer than a
    /// line. Styles go on from line to line.
    pub(crate) fn wrap(&self, room: usize) -> Vec<Text> {
        let room = room.max(1);
        let mut lines = Vec::new();
        let mut line = Text::default();
        let mut used = 0;
        for word in self.fragments().chunk_by(|_, next| next.gap.is_none()) {
            let wide: usize = word.iter().map(|part| width(part.text)).sum();
            let gap = usize::from(!line.is_empty());
            if used + gap + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if gap == 1 {
                line.push_visible(" ", *word[0].gap.unwrap_or(&PLAIN));
                used += 1;
            }
            if wide <= room {
                word.iter().for_each(|part| line.push_visible(part.text, *part.style));
                used += wide;
            } else {
                let mut parts = chop(word, room);
                line = parts.pop().unwrap_or_default();
                used = line.width();
                lines.append(&mut parts);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The text on one line of at most `width` columns, an ellipsis where words had to go.
    pub(crate) fn cut(&self, width: usize) -> Text {
        let mut lines = self.wrap(width);
        if lines.len() <= 1 {
            return lines.pop().unwrap_or_default();
        }
        self.wrap(width.saturating_sub(1)).swap_remove(0).with("…", PLAIN)
    }

    /// The text without white space at its end.
    #[must_use]
    pub(crate) fn without_end(mut self) -> Text {
        while let Some(last) = self.pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        self
    }

    /// A line of carets under what is underlined, for terminals and files without styles.
    pub(crate) fn carets(&self) -> Option<Text> {
        if !self.pieces.iter().any(|piece| is_underlined(piece.style)) {
            return None;
        }
        let mut carets = String::new();
        for piece in &self.pieces {
            let mark = if is_underlined(piece.style) { "^" } else { " " };
            carets.push_str(&mark.repeat(width(&piece.text)));
        }
        let carets = carets.trim_end();
        (!carets.is_empty()).then(|| Text::new(carets, PLAIN))
    }

    /// The words without their styles.
    pub(crate) fn as_plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The words with the styles of the spaces between them.
    fn fragments(&self) -> Vec<Fragment<'_>> {
        let bytes: usize = self.pieces.iter().map(|piece| piece.text.len()).sum();
        let mut fragments: Vec<Fragment<'_>> = Vec::with_capacity(bytes / 4 + 1);
        // the style of the last white space, if no word has begun since
        let mut space = Some(&PLAIN);
        for Piece { text, style } in &self.pieces {
            for part in text.split_inclusive(is_break) {
                let word = part.strip_suffix(is_break).unwrap_or(part);
                if !word.is_empty() {
                    // the space between two words of one style is of that style too, so that underlines go on
                    let same = |before: &Fragment<'_>| space == Some(style) && before.style == style;
                    let same = fragments.last().is_some_and(same);
                    let gap = space.take().map(|_| if same { style } else { &PLAIN });
                    fragments.push(Fragment { text: word, style, gap });
                }
                if word.len() < part.len() {
                    space = Some(style);
                }
            }
        }
        fragments
    }
}

/// Writes texts on one line with their styles, or without them. A style that goes on is not switched off in between.
pub(crate) fn write(texts: &[&Text], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut style = PLAIN;
    for piece in texts.iter().flat_map(|text| &text.pieces) {
        if color && piece.style != style {
            write!(out, "{style:#}{}", piece.style)?;
            style = piece.style;
        }
        // what was kept on one line is kept by now, and `grep` knows one space
        if piece.text.contains(NO_BREAK) {
            out.write_all(piece.text.replace(NO_BREAK, " ").as_bytes())?;
        } else {
            out.write_all(piece.text.as_bytes())?;
        }
    }
    if style == PLAIN { Ok(()) } else { write!(out, "{style:#}") }
}

/// Pieces of a word of at most `room` columns; a character is never cut.
fn chop(word: &[Fragment<'_>], room: usize) -> Vec<Text> {
    let mut parts = vec![Text::default()];
    let mut used = 0;
    for fragment in word {
        for grapheme in fragment.text.graphemes(true) {
            let wide = width(grapheme);
            if used + wide > room && used > 0 {
                parts.push(Text::default());
                used = 0;
            }
            used += wide;
            if let Some(part) = parts.last_mut() {
                part.push_visible(grapheme, *fragment.style);
            }
        }
    }
    parts
}

/// The text as far as a terminal shows it: of a long word its beginning, and how much more there is.
pub(crate) fn short_enough(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_WORD {
        return Cow::Borrowed(text);
    }
    let more = |bytes: usize| format!("… ({bytes} bytes more)");
    let (mut shown, mut at) = (String::new(), 0);
    for part in text.split_inclusive(ends_word) {
        let word = part.strip_suffix(ends_word).unwrap_or(part);
        let end = (0..=word.len().min(LONGEST_WORD)).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
        if shown.len() + end > LONGEST {
            return Cow::Owned(shown + &more(text.len() - at));
        }
        shown += &word[..end];
        if end < word.len() {
            shown += &more(word.len() - end);
        }
        shown += &part[word.len()..];
        at += part.len();
    }
    Cow::Owned(shown)
}

/// Whether a word ends here at the latest: at white space, and at each character of the scripts that put none between words,
/// those of South East Asia, Tibetan, and Chinese and Japanese with their punctuation.
fn ends_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}')
        || matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
        || matches!(c, '\u{20000}'..='\u{3ffff}')
}

/// Columns of visible text.
fn width(text: &str) -> usize {
    // a column a byte, without control characters
    if text.is_ascii() { text.len() } else { text.width() }
}

/// White space at which a line may break: not the spaces that keep a number and its unit together. In visible text the
/// only white space of ASCII is the space.
fn is_break(c: char) -> bool {
    c == ' ' || !c.is_ascii() && c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn is_underlined(style: Style) -> bool {
    style.get_effects().contains(Effects::UNDERLINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[Text], color: bool) -> String {
        let mut out = Vec::new();
        for line in lines {
            write(&[line], color, &mut out).unwrap();
            out.push(b'\n');
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_between_words_and_long_words_inside() {
        let text = Text::new("one two three https://example.org/a-long-path end", PLAIN);
        assert_eq!(
            shown(&text.wrap(9), false),
            "one two\nthree\nhttps://e\nxample.or\ng/a-long-\npath end\n"
        );
    }

    #[test]
    fn styles_go_on_over_lines_and_do_not_leak() {
        let text = Text::new("a ", PLAIN).with("b c", BOLD).with(" d", PLAIN);
        assert_eq!(shown(&text.wrap(3), true), "a \u{1b}[1mb\u{1b}[0m\n\u{1b}[1mc\u{1b}[0m d\n");
        assert_eq!(shown(&text.wrap(9), true), "a \u{1b}[1mb c\u{1b}[0m d\n");
    }

    #[test]
    fn wide_characters_count_twice() {
        let lines = Text::new("北京市海淀区", PLAIN).wrap(5);
        assert_eq!(shown(&lines, false), "北京\n市海\n淀区\n");
    }

    #[test]
    fn a_number_and_its_unit_stay_together() {
        let lines = Text::new("about 12\u{a0}km away", PLAIN).wrap(8);
        assert_eq!(shown(&lines, false), "about\n12 km\naway\n");
    }

    #[test]
    fn carets_stand_under_what_is_underlined() {
        let text = Text::new("lost ", PLAIN).with("12", RED.underline()).with(" million", PLAIN);
        assert_eq!(shown(&[text.carets().unwrap()], false), "     ^^\n");
        assert_eq!(Text::new("lost", BOLD).carets(), None);
    }

    #[test]
    fn cut_texts_end_in_an_ellipsis() {
        let text = Text::new("one two three", PLAIN);
        assert_eq!(shown(&[text.cut(9), text.cut(13)], false), "one two…\none two three\n");
    }

    #[test]
    fn a_text_or_a_word_that_fills_the_terminal_is_cut_and_says_so() {
        let word = "é".repeat(LONGEST_WORD / 2);
        let fits = format!("see {word} {word}");
        assert_eq!(short_enough(&fits), fits);
        assert_eq!(
            short_enough(&format!("see {word}{word} end")),
            format!("see {word}… ({LONGEST_WORD} bytes more) end")
        );
        let page = "word ".repeat(1_000);
        assert_eq!(short_enough(&page), format!("{}… (1000 bytes more)", &page[..LONGEST]));
    }

    #[test]
    fn a_text_in_a_script_without_spaces_is_no_long_word() {
        for sentence in ["北京市海淀区的三名工人死亡。", "東京でカモメが飛んだ。", "ชายสามคนเสียชีวิตในเหตุไฟไหม้"]
        {
            let claim = sentence.repeat(2 * LONGEST_WORD / sentence.len());
            assert_eq!(short_enough(&claim), claim);
        }
    }

    #[test]
    fn escapes_of_a_source_are_shown_and_not_obeyed() {
        assert_eq!(shown(&[Text::new("a\u{1b}[2Jb\rc", PLAIN)], true), "a\\u{1b}[2Jb c\n");
    }
}
