//! Lines on their way to a terminal or a plain file.

use super::Style;
use super::layout::{self, BOLD, DIM, PLAIN, Text};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A terminal that is written from top to bottom.
pub(super) struct Page<'w> {
    /// How it is laid out.
    pub(super) style: Style,
    out: &'w mut dyn Write,
}

impl<'w> Page<'w> {
    /// An empty page.
    pub(super) fn new(style: &Style, out: &'w mut dyn Write) -> Page<'w> {
        Page { style: *style, out }
    }

    /// Writes one line as it is.
    pub(super) fn line(&mut self, text: &Text) -> io::Result<()> {
        self.joined(&[text])
    }

    /// Writes an empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// Writes text that is laid out already.
    pub(super) fn raw(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Writes `first`, then `text` behind it, wrapped in its own column.
    pub(super) fn hang(&mut self, first: &Text, text: &Text) -> io::Result<()> {
        let indent = first.width();
        let blank = Text::default().padded(indent);
        let lines = text.wrap(self.style.width.saturating_sub(indent).max(MIN_COLUMN));
        for (nth, line) in lines.iter().enumerate() {
            self.joined(&[if nth == 0 { first } else { &blank }, line])?;
        }
        Ok(())
    }

    /// Writes `text`, every line behind `bar`. Where there are no colours, carets stand under what is underlined.
    pub(super) fn barred(&mut self, bar: &Text, text: &Text) -> io::Result<()> {
        for line in text.wrap(self.style.width.saturating_sub(bar.width())) {
            for line in with_carets(line, self.style.color) {
                self.joined(&[bar, &line])?;
            }
        }
        Ok(())
    }

    /// Writes `name`, and `place` at the end of the line, or on a line of its own where both do not fit.
    pub(super) fn ends(&mut self, name: &Text, place: &Text) -> io::Result<()> {
        let indent = Text::new("  ", PLAIN);
        let room = self.style.width.saturating_sub(place.width());
        if indent.width() + name.width() + 2 <= room {
            return self.line(&indent.and(name).padded(room).and(place));
        }
        self.hang(&indent, name)?;
        // a path stays in one piece even where it is too long, so that a click or a paste finds the file
        self.line(&indent.and(place))
    }

    /// Writes the heading of a section with what it counts at the end of its rule.
    pub(super) fn heading(&mut self, title: &str, count: &str) -> io::Result<()> {
        let rule = self.style.width.saturating_sub(title.width() + count.width() + 2);
        self.blank()?;
        self.line(&Text::new(title, BOLD).with(&format!(" {} ", "─".repeat(rule)), DIM).with(count, PLAIN))
    }

    /// Writes a line of several texts.
    fn joined(&mut self, texts: &[&Text]) -> io::Result<()> {
        layout::write(texts, self.style.color, self.out)?;
        self.out.write_all(b"\n")
    }
}

/// Nothing is wrapped narrower than this; rather a line is too long.
const MIN_COLUMN: usize = 12;

/// The line, and below it its carets if they are needed.
pub(super) fn with_carets(line: Text, color: bool) -> Vec<Text> {
    let carets = if color { None } else { line.carets() };
    std::iter::once(line).chain(carets).collect()
}
