//! Styled words on a terminal: wrapping, cutting, painting. Knows nothing of reports.
//!
//! Every text that comes in passes [`fold::visible`], so that nothing a source says can move the cursor, change the
//! colours or turn the direction of writing.

use crate::text::fold;
use anstyle::{AnsiColor, Effects, Style};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// As the terminal writes.
pub(super) const PLAIN: Style = Style::new();
/// Headings and names.
pub(super) const BOLD: Style = Style::new().bold();
/// What can be skipped: paths, article quotes, counts of nothing.
pub(super) const DIM: Style = Style::new().dimmed();
/// Errors.
pub(super) const RED: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// Warnings.
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// Notes.
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// Agreements.
pub(super) const GREEN: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);

/// The space at which no line is broken.
pub(super) const NO_BREAK: &str = "\u{a0}";

/// Words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    style: Style,
}

/// A line or a paragraph of styled words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    pieces: Vec<Piece>,
}

/// What stands between two white spaces, with the style of the space before it.
#[derive(Default)]
struct Word {
    text: Text,
    gap: Style,
}

impl Text {
    /// Words in `style`.
    pub(super) fn new(text: &str, style: Style) -> Text {
        Text::default().with(text, style)
    }

    /// The same text with more words behind it.
    #[must_use]
    pub(super) fn with(mut self, text: &str, style: Style) -> Text {
        self.push(text, style);
        self
    }

    /// The same text with another behind it.
    #[must_use]
    pub(super) fn and(mut self, other: &Text) -> Text {
        self.extend(other);
        self
    }

    /// Adds words in `style`.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let text = fold::visible(text);
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(piece) if piece.style == style => piece.text.push_str(&text),
            _ => self.pieces.push(Piece { text: text.into_owned(), style }),
        }
    }

    /// Adds another text.
    pub(super) fn extend(&mut self, other: &Text) {
        other.pieces.iter().for_each(|piece| self.push(&piece.text, piece.style));
    }

    /// Adds spaces up to the column `width`.
    #[must_use]
    pub(super) fn padded(mut self, width: usize) -> Text {
        let missing = width.saturating_sub(self.width());
        self.push(&" ".repeat(missing), PLAIN);
        self
    }

    /// Columns of the terminal.
    pub(super) fn width(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.width()).sum()
    }

    /// Whether there is nothing to see.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Lines of at most `width` columns, broken between words, and inside a word only where it is longer than a
    /// line. Styles go on from line to line.
    pub(super) fn wrap(&self, width: usize) -> Vec<Text> {
        let width = width.max(1);
        let mut lines = Vec::new();
        let mut line = Text::default();
        let mut used = 0;
        for word in self.words() {
            let wide = word.text.width();
            let gap = usize::from(!line.is_empty());
            if used + gap + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if gap == 1 {
                line.push(" ", word.gap);
                used += 1;
            }
            if wide <= width {
                line.extend(&word.text);
                used += wide;
            } else {
                let mut parts = word.text.chop(width);
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
    pub(super) fn cut(&self, width: usize) -> Text {
        let mut lines = self.wrap(width);
        if lines.len() <= 1 {
            return lines.pop().unwrap_or_default();
        }
        self.wrap(width.saturating_sub(1)).swap_remove(0).with("…", PLAIN)
    }

    /// The text without white space at its end.
    #[must_use]
    pub(super) fn without_end(mut self) -> Text {
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
    pub(super) fn carets(&self) -> Option<Text> {
        let mut carets = String::new();
        for piece in &self.pieces {
            let mark = if is_underlined(piece.style) { "^" } else { " " };
            carets.push_str(&mark.repeat(piece.text.width()));
        }
        let carets = carets.trim_end();
        (!carets.is_empty()).then(|| Text::new(carets, PLAIN))
    }

    /// The words without their styles.
    pub(super) fn as_plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Writes the text with its styles, or without them.
    pub(super) fn write(&self, color: bool, out: &mut dyn Write) -> io::Result<()> {
        for Piece { text, style } in &self.pieces {
            // what was kept on one line is kept by now, and `grep` knows one space
            let text = text.replace(NO_BREAK, " ");
            if color && *style != PLAIN {
                write!(out, "{style}{text}{style:#}")?;
            } else {
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let (mut gap, mut inside) = (PLAIN, false);
        for Piece { text, style } in &self.pieces {
            for part in text.split_inclusive(is_break) {
                let word = part.trim_end_matches(is_break);
                if !word.is_empty() {
                    if !inside {
                        // the space between two words of one style is of that style too, so that underlines go on
                        let before = words.last().and_then(|word| word.text.pieces.last());
                        let same = gap == *style && before.is_some_and(|piece| piece.style == *style);
                        words.push(Word { gap: if same { *style } else { PLAIN }, ..Word::default() });
                    }
                    if let Some(last) = words.last_mut() {
                        last.text.push(word, *style);
                    }
                    inside = true;
                }
                if word.len() < part.len() {
                    (gap, inside) = (*style, false);
                }
            }
        }
        words
    }

    /// Pieces of at most `width` columns; a character is never cut.
    fn chop(&self, width: usize) -> Vec<Text> {
        let mut parts = vec![Text::default()];
        let mut used = 0;
        for Piece { text, style } in &self.pieces {
            for grapheme in text.graphemes(true) {
                let wide = grapheme.width();
                if used + wide > width && used > 0 {
                    parts.push(Text::default());
                    used = 0;
                }
                used += wide;
                if let Some(part) = parts.last_mut() {
                    part.push(grapheme, *style);
                }
            }
        }
        parts
    }
}

/// Lines with `first` before the first and as much space before the others.
pub(super) fn hanging(first: &Text, text: &Text, width: usize) -> Vec<Text> {
    let indent = first.width();
    let lines = text.wrap(width.saturating_sub(indent).max(MIN_COLUMN));
    let blank = Text::default().padded(indent);
    let starts = std::iter::once(first).chain(std::iter::repeat(&blank));
    starts.zip(lines).map(|(start, line)| start.clone().and(&line)).collect()
}

/// Nothing is wrapped narrower than this; rather a line is too long.
const MIN_COLUMN: usize = 12;

/// White space at which a line may break: not the spaces that keep a number and its unit together.
fn is_break(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
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
            line.write(color, &mut out).unwrap();
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
    fn escapes_of_a_source_are_shown_and_not_obeyed() {
        assert_eq!(shown(&[Text::new("a\u{1b}[2Jb\rc", PLAIN)], true), "a\\u{1b}[2Jb c\n");
    }
}
