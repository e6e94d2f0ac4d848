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
}

impl Files {
    /// Adds a file. More than `u32::MAX` files do not fit.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files fit into memory");
        self.files.push(File { path: path.into(), text: text.into(), line_starts: OnceLock::new() });
        FileId(id)
    }

    /// The length of all texts.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    /// The paths of all files, as they are shown.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// The path as it is shown.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The whole text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The words of a span; shortened to what the file holds.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start..span.end).unwrap_or("")
    }

    /// Line and column of the byte `offset`.
    pub fn location(&self, file: FileId, offset: usize) -> Location {
        let text = self.text(file);
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.files[file.0 as usize].line_starts.get_or_init(|| line_starts(text));
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let column = text[starts[line - 1]..offset].chars().count() + 1;
        Location { line, column }
    }

    /// The line that holds the byte `offset`, without its line break, and the byte it starts at.
    pub fn line(&self, file: FileId, offset: usize) -> (&str, usize) {
        let text = self.text(file);
        let starts = self.files[file.0 as usize].line_starts.get_or_init(|| line_starts(text));
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts[line - 1];
        let end = starts.get(line).copied().unwrap_or(text.len());
        (text[start..end].trim_end_matches(['\n', '\r']), start)
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
    fn an_empty_file_has_a_first_line() {
        let mut files = Files::default();
        let file = files.add("empty", "");
        assert_eq!(files.location(file, 0), Location { line: 1, column: 1 });
    }
}
