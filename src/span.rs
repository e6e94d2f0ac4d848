//! Places in files: byte spans, kept small; line and column are made when somebody asks.

use std::sync::OnceLock;

/// Names a file of [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// Bytes `start..end` of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Line and column of a byte, both counted from 1; columns count code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Every file of a run, with its path as the user gave it (`/` between its parts) and its text.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    text: String,
    line_starts: OnceLock<Vec<usize>>,
    /// What is kept of a text that was let go of, in the order of the lines.
    kept: Vec<Line>,
    aside: bool,
}

/// A line, with its line break.
#[derive(Debug)]
struct Line {
    /// From 1.
    number: usize,
    /// The byte it starts at.
    start: usize,
    text: String,
}

impl Files {
    /// Adds a file. More than `u32::MAX` files do not fit.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files fit into memory");
        let (path, text) = (path.into(), text.into());
        self.files.push(File { path, text, line_starts: OnceLock::new(), kept: Vec::new(), aside: false });
        FileId(id)
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Lets go of the texts of the files from the one numbered `first` on. Of the lines that `spans` begin and end on the
    /// words can be had, and [`location`](Files::location) and [`line`](Files::line) of their bytes, as before.
    pub fn keep_lines(&mut self, first: usize, spans: impl IntoIterator<Item = Span>) {
        let mut kept: Vec<Vec<usize>> = vec![Vec::new(); self.files.len().saturating_sub(first)];
        for Span { file, start, end } in spans {
            let offsets = (file.0 as usize).checked_sub(first).and_then(|at| kept.get_mut(at));
            offsets.into_iter().for_each(|offsets| offsets.extend([start, end]));
        }
        for (file, offsets) in self.files.iter_mut().skip(first).zip(kept) {
            file.keep_lines(offsets);
        }
    }

    /// Notes that a file was looked into and is not what is being read.
    pub fn set_aside(&mut self, file: FileId) {
        self.files[file.0 as usize].aside = true;
    }

    /// The paths of all files that were not set aside, as they are shown.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|file| !file.aside).map(|file| file.path.as_str())
    }

    /// The path as it is shown.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The whole text of a file; nothing where only lines of it were kept.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The words of a span; shortened to what the file holds.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start..span.end).unwrap_or("")
    }

    /// Line and column of the byte `offset`.
    pub fn location(&self, file: FileId, offset: usize) -> Location {
        let (line, start, text) = self.files[file.0 as usize].line(offset);
        let mut end = offset.saturating_sub(start).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Location { line, column: text[..end].chars().count() + 1 }
    }

    /// The line that holds the byte `offset`, without its line break, and the byte it starts at.
    pub fn line(&self, file: FileId, offset: usize) -> (&str, usize) {
        let (_, start, text) = self.files[file.0 as usize].line(offset);
        (text.trim_end_matches(['\n', '\r']), start)
    }
}

impl File {
    /// The line that holds a byte, or the last before it: its number, where it starts, and its text.
    fn line(&self, offset: usize) -> (usize, usize, &str) {
        if let [first, ..] = self.kept.as_slice() {
            let at = self.kept.partition_point(|line| line.start <= offset).saturating_sub(1);
            let Line { number, start, text } = self.kept.get(at).unwrap_or(first);
            return (*number, *start, text);
        }
        let starts = self.line_starts.get_or_init(|| line_starts(&self.text));
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts[line - 1];
        (line, start, &self.text[start..starts.get(line).copied().unwrap_or(self.text.len())])
    }

    /// Lets go of the text but for the lines that hold these bytes.
    fn keep_lines(&mut self, mut offsets: Vec<usize>) {
        offsets.sort_unstable();
        let mut kept: Vec<Line> = Vec::new();
        for offset in offsets {
            let (number, start, text) = self.line(offset);
            if kept.last().is_none_or(|last| last.number != number) {
                kept.push(Line { number, start, text: text.to_owned() });
            }
        }
        (self.text, self.line_starts, self.kept) = (String::new(), OnceLock::new(), kept);
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i + 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut files = Files::default();
        let file = files.add("a.yaml", "é: 1\r\nç: “x”\n");
        let at = |offset| {
            let location = files.location(file, offset);
            (location.line, location.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(9), (2, 2));
        assert_eq!(at(14), (2, 5));
        assert_eq!(at(999), (3, 1), "past the end is the end");
        assert_eq!(files.line(file, 8).0, "ç: “x”");
    }

    #[test]
    fn the_lines_that_are_kept_are_told_of_as_before() {
        let text = "é: 1\r\nç: “x”\n\nlast: 1";
        let mut files = Files::default();
        let [whole, part, gone] = ["a", "b", "c"].map(|path| files.add(path, text));
        let span = |start, end| Span { file: part, start, end };
        files.keep_lines(1, [span(9, 17), span(22, 26)]);
        for offset in [7, 9, 12, 17, 18, 22, 26, 99] {
            assert_eq!(files.location(part, offset), files.location(whole, offset), "{offset}");
            assert_eq!(files.line(part, offset), files.line(whole, offset), "{offset}");
        }
        assert_eq!((files.text(whole), files.text(part), files.text(gone)), (text, "", ""));
        assert_eq!(files.location(gone, 9), Location { line: 1, column: 1 });
    }

    #[test]
    fn an_empty_file_has_a_first_line() {
        let mut files = Files::default();
        let file = files.add("empty", "");
        assert_eq!(files.location(file, 0), Location { line: 1, column: 1 });
    }
}
