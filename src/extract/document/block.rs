//! Blocks: pieces of plain text, each with the way back to the bytes of the file.

use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A title inside the article; `number` is that of "1. Child abuse content".
    Heading {
        /// 1 is the highest; what is not said is 2.
        level: u8,
        /// The number before it.
        number: Option<u32>,
    },
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item {
        /// The number of a numbered one.
        number: Option<u32>,
        /// How many lists the list stands in.
        depth: u8,
    },
    /// Words set apart as a quotation.
    Quote,
}

/// A heading, a paragraph, an item or a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Plain text: no markup, bullet or number, character references decoded, white space as single spaces.
    pub text: String,
    runs: Vec<Run>,
    extent: Range<usize>,
}

/// A piece of the text from `at` to the next run. It has the same bytes as the file, or else stands for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    at: usize,
    bytes: Range<usize>,
}

impl Block {
    /// The file bytes that a range of `text` comes from.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let start = self.place(range.start, |run| run.start);
            return start..start;
        }
        let start = self.place(range.start, |run| run.start);
        start..self.place(range.end - 1, |run| run.end - 1).max(start) + 1
    }

    /// Takes the number off a heading: "1. Child abuse content".
    pub(super) fn numbered(mut self) -> Block {
        let Kind::Heading { level, number: None } = self.kind else { return self };
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.text[..digits].parse().ok().filter(|_| digits <= 3);
        let behind = &self.text[digits..];
        if number.is_none() || !(behind.starts_with(". ") || behind.starts_with(") ")) {
            return self;
        }
        self.kind = Kind::Heading { level, number };
        let cut = digits + 2;
        let begun = self.runs.partition_point(|run| run.at <= cut).saturating_sub(1);
        let start = self.bytes(cut..self.text.len()).start;
        self.text.drain(..cut);
        self.runs.drain(..begun);
        for run in &mut self.runs {
            if run.at < cut {
                run.bytes.start = start;
            }
            run.at = run.at.saturating_sub(cut);
        }
        self
    }

    /// All file bytes of the block, with its bullet, number or marks.
    pub fn extent(&self) -> Range<usize> {
        self.extent.clone()
    }

    /// The file byte of a byte of `text`; `whole` says which it is where a run stands for all of its bytes.
    fn place(&self, at: usize, whole: fn(&Range<usize>) -> usize) -> usize {
        let next = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = next.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return self.extent.start;
        };
        let end = self.runs.get(next).map_or(self.text.len(), |run| run.at);
        if end - run.at == run.bytes.len() {
            (run.bytes.start + at - run.at).min(run.bytes.end)
        } else {
            whole(&run.bytes)
        }
    }
}

/// Writes the text of a block piece by piece. White space of any length is one space, none at the ends.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    runs: Vec<Run>,
    /// White space that is written once a word follows.
    space: Option<Range<usize>>,
}

impl Writer {
    /// Adds the words of `file[bytes]` as they stand.
    pub fn copy(&mut self, file: &str, bytes: Range<usize>) {
        let mut start = bytes.start;
        let Some(piece) = file.get(bytes) else { return };
        for word in piece.split_inclusive(is_white) {
            let end = start + word.len();
            let letters = word.trim_end_matches(is_white);
            if !letters.is_empty() {
                self.push(letters, start..start + letters.len(), true);
            }
            if letters.len() < word.len() {
                self.space(start + letters.len()..end);
            }
            start = end;
        }
    }

    /// Adds white space, if a word stands before it and one follows.
    pub fn space(&mut self, bytes: Range<usize>) {
        match &mut self.space {
            Some(space) => space.end = space.end.max(bytes.end),
            None => self.space = Some(bytes),
        }
    }

    /// Adds words that stand for all of `bytes`: what a character reference means.
    pub fn stand_in(&mut self, words: &str, bytes: Range<usize>) {
        if words.starts_with(is_white) {
            self.space(bytes.clone());
        }
        for word in words.split(is_white).filter(|word| !word.is_empty()) {
            self.push(word, bytes.clone(), false);
            if words.len() > word.len() {
                self.space(bytes.clone());
            }
        }
        if !words.ends_with(is_white) {
            self.space = None;
        }
    }

    /// Whether no word was written yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text up to now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The block, unless there are no words; the writer is empty again.
    pub fn take(&mut self, kind: Kind, extent: Range<usize>) -> Option<Block> {
        let Writer { text, runs, .. } = std::mem::take(self);
        (!text.is_empty()).then_some(Block { kind, text, runs, extent })
    }

    /// The block, from its first word to its last.
    pub fn take_words(&mut self, kind: Kind) -> Option<Block> {
        let start = self.runs.first()?.bytes.start;
        let end = self.runs.last()?.bytes.end;
        self.take(kind, start..end)
    }

    fn push(&mut self, words: &str, bytes: Range<usize>, verbatim: bool) {
        if let Some(space) = self.space.take().filter(|_| !self.text.is_empty()) {
            self.write(" ", space, true);
        }
        self.write(words, bytes, verbatim);
    }

    fn write(&mut self, words: &str, bytes: Range<usize>, verbatim: bool) {
        let at = self.text.len();
        self.text.push_str(words);
        match self.runs.last_mut() {
            Some(last)
                if verbatim
                    && last.bytes.end == bytes.start
                    && at - last.at == last.bytes.len()
                    && words.len() == bytes.len() =>
            {
                last.bytes.end = bytes.end;
            }
            _ => self.runs.push(Run { at, bytes }),
        }
    }
}

/// White space, and the mark that some programs put before a text.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: Kind) -> Option<Block> {
        let file = "\u{feff} 1. Law &amp;\n  order  ";
        let mut writer = Writer::default();
        writer.copy(file, 0..11);
        writer.stand_in("&", 11..16);
        writer.copy(file, 16..file.len());
        writer.take(kind, 4..24)
    }

    #[test]
    fn white_space_is_single_and_references_are_one_character() {
        let block = block(Kind::Paragraph).unwrap_or_else(|| unreachable!());
        assert_eq!(block.text, "1. Law & order");
        assert_eq!(block.bytes(3..6), 7..10);
        assert_eq!(block.bytes(7..8), 11..16);
        assert_eq!(block.bytes(7..14), 11..24);
        assert_eq!(block.bytes(9..14), 19..24);
        assert_eq!(block.bytes(9..9), 19..19);
    }

    #[test]
    fn the_number_of_a_heading_is_taken_off_and_the_rest_keeps_its_place() {
        let block = block(Kind::Heading { level: 2, number: None }).map(Block::numbered);
        let block = block.unwrap_or_else(|| unreachable!());
        assert_eq!(block.text, "Law & order");
        assert_eq!(block.kind, Kind::Heading { level: 2, number: Some(1) });
        assert_eq!(block.bytes(0..3), 7..10);
        assert_eq!(block.bytes(6..11), 19..24);
    }
}
