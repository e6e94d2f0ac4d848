//! Plain text to blocks: empty lines stand between paragraphs, bullets and numbers begin items.

use super::block::{Block, Kind, Writer, is_white};
use super::head::{self, Line};
use super::{Document, Head, boilerplate, title};
use crate::text::fold;
use std::ops::Range;

/// A line of more bytes is a paragraph of its own if a sentence ends with it: nobody breaks lines there.
const LONG: usize = 120;

pub(super) fn read(text: &str) -> Document {
    let rows = rows(text);
    let lines: Vec<Line> = rows.iter().take(head::LINES).filter_map(|row| line(text, row)).collect();
    let mut head = Head::default();
    let taken = head::take(&lines, &mut head);
    let kept = taken.kept.into_iter().chain(taken.lines..rows.len());
    let body: Vec<(usize, &Row)> = kept.filter_map(|i| Some((i, rows.get(i)?))).collect();
    let mut groups: Vec<(Vec<Block>, bool)> = Vec::new();
    let mut indents = Vec::new();
    // what the head took from between two lines parts them
    for group in body.chunk_by(|(i, a), (j, b)| a.group == b.group && i + 1 == *j) {
        groups.push((blocks(text, group, &mut indents), group.len() == 1));
    }
    Document { head, blocks: headings(groups), omitted: taken.omitted }.without_boilerplate()
}

/// A line that is not empty, without the white space around it.
#[derive(Debug)]
struct Row {
    bytes: Range<usize>,
    indent: usize,
    group: usize,
}

fn rows(text: &str) -> Vec<Row> {
    let (mut rows, mut group, mut at): (Vec<Row>, usize, usize) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        let inner = line.trim_matches(is_white);
        let start = at + line.len() - line.trim_start_matches(is_white).len();
        at += line.len();
        if inner.chars().all(|c| is_white(c) || fold::plain(c).is_none()) {
            group += 1;
            continue;
        }
        let bytes = start..start + inner.len();
        if let Some(last) = rows.last().filter(|last| last.group == group) {
            let before = &text[last.bytes.clone()];
            let ends = before.len() > LONG && title::ends_a_sentence(before);
            if ends || inner.len() > LONG && before.len() * 10 < inner.len() * 7 {
                group += 1;
            }
        }
        rows.push(Row { bytes, indent: start - (at - line.len()), group });
    }
    rows
}

fn line(text: &str, row: &Row) -> Option<Line> {
    let kind = match marker(&text[row.bytes.clone()]) {
        Some((Marker::Bullet, _)) => Kind::Item { number: None, depth: 0 },
        Some((Marker::Number(number), _)) => Kind::Item { number: Some(number), depth: 0 },
        Some((Marker::Quote, _)) => Kind::Quote,
        None => Kind::Paragraph,
    };
    let mut writer = Writer::default();
    writer.copy(text, row.bytes.clone());
    Some(Line { block: writer.take(kind, row.bytes.clone())?, group: row.group })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Marker {
    Bullet,
    Number(u32),
    Quote,
}

/// The sign that a line begins with, and its length with the white space behind it.
fn marker(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let behind = |len: usize| {
        let rest = line.get(len..)?;
        let words = rest.trim_start_matches(is_white);
        (words.len() < rest.len() && !words.is_empty()).then_some(line.len() - words.len())
    };
    match first {
        '•' | '▪' | '◦' | '‣' | '●' => {
            let words = line[first.len_utf8()..].trim_start_matches(is_white);
            (!words.is_empty()).then_some((Marker::Bullet, line.len() - words.len()))
        }
        '-' | '*' | '–' => Some((Marker::Bullet, behind(first.len_utf8())?)),
        '>' => Some((Marker::Quote, behind(1)?)),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let number = line[..digits].parse().ok().filter(|_| digits <= 3)?;
            line[digits..].starts_with(['.', ')']).then_some(())?;
            Some((Marker::Number(number), behind(digits + 1)?))
        }
        _ => None,
    }
}

/// The blocks of lines without an empty line between them.
fn blocks(text: &str, rows: &[(usize, &Row)], indents: &mut Vec<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut writer = Writer::default();
    let (mut kind, mut extent) = (Kind::Paragraph, 0..0);
    for (i, (_, row)) in rows.iter().enumerate() {
        let line = &text[row.bytes.clone()];
        let found = marker(line).filter(|&(marker, _)| begins(marker, kind, i == 0));
        let shouts = |row: &Row| title::is_shouted(&text[row.bytes.clone()]);
        let after_heading = i == 1 && kind == Kind::Paragraph && shouts(rows[0].1) && !shouts(row);
        let quotes_on =
            found.is_some_and(|(marker, _)| marker == Marker::Quote) && kind == Kind::Quote && i > 0;
        if i == 0 || found.is_some() && !quotes_on || after_heading {
            if after_heading {
                kind = Kind::Heading { level: 2, number: None };
            }
            blocks.extend(writer.take(kind, extent));
            extent = row.bytes.clone();
            kind = match found {
                Some((Marker::Bullet, _)) => Kind::Item { number: None, depth: depth(row.indent, indents) },
                Some((Marker::Number(number), _)) => {
                    Kind::Item { number: Some(number), depth: depth(row.indent, indents) }
                }
                Some((Marker::Quote, _)) => Kind::Quote,
                None => Kind::Paragraph,
            };
            if !matches!(kind, Kind::Item { .. }) {
                indents.clear();
            }
        }
        let start = row.bytes.start + found.map_or(0, |(_, len)| len);
        writer.space(extent.end..start.max(extent.end));
        writer.copy(text, start..row.bytes.end);
        extent.end = row.bytes.end;
    }
    blocks.extend(writer.take(kind, extent));
    blocks
}

/// Whether the sign begins an item here. "the score was / 12. The next" is a broken line, not item 12.
fn begins(marker: Marker, before: Kind, is_first: bool) -> bool {
    match (marker, before) {
        (Marker::Bullet | Marker::Quote, _) => true,
        (Marker::Number(_), _) if is_first => true,
        (Marker::Number(number), Kind::Item { number: Some(last), .. }) => number == last + 1,
        (Marker::Number(number), _) => number == 1,
    }
}

/// How many lists the item stands in, told by how far the items before it are moved in.
fn depth(indent: usize, indents: &mut Vec<usize>) -> u8 {
    while indents.last().is_some_and(|&last| last > indent) {
        indents.pop();
    }
    if indents.last().is_none_or(|&last| last < indent) {
        indents.push(indent);
    }
    u8::try_from(indents.len() - 1).unwrap_or(u8::MAX)
}

/// Makes headings of single lines that look like one, where something follows. A single numbered item between
/// paragraphs is a heading, too.
fn headings(groups: Vec<(Vec<Block>, bool)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut groups = groups.into_iter().peekable();
    while let Some((mut group, is_line)) = groups.next() {
        let next = groups.peek().and_then(|(next, _)| next.first()).map(|next| next.kind);
        if let ([block], true, Some(next)) = (&mut group[..], is_line, next) {
            let is_heading = title::is_heading(&block.text) && boilerplate::anywhere(&block.text).is_none();
            let in_list = |kind| matches!(kind, Kind::Item { number: Some(_), .. });
            block.kind = match block.kind {
                Kind::Paragraph if is_heading => Kind::Heading { level: 2, number: None },
                Kind::Item { number: Some(number), .. }
                    if is_heading
                        && !in_list(next)
                        && !blocks.last().is_some_and(|block| in_list(block.kind)) =>
                {
                    Kind::Heading { level: 2, number: Some(number) }
                }
                kind => kind,
            };
        }
        blocks.append(&mut group);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "Police searched the offices of the platform on Tuesday and took computers.";
    const TWO: &str = "The prosecutor said the search was part of an inquiry.";

    fn blocks(text: &str) -> Vec<(Kind, String)> {
        read(text).blocks.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    fn kinds(text: &str) -> Vec<Kind> {
        blocks(text).into_iter().map(|(kind, _)| kind).collect()
    }

    fn item(number: Option<u32>, depth: u8) -> Kind {
        Kind::Item { number, depth }
    }

    fn heading(number: Option<u32>) -> Kind {
        Kind::Heading { level: 2, number }
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_and_keep_their_place() {
        let text = "Police searched the offices\r\n  of the platform.\n\nIt said\tno.\n";
        let document = read(text);
        assert_eq!(document.blocks[0].text, "Police searched the offices of the platform.");
        assert_eq!(&text[document.blocks[0].bytes(20..30)], "offices\r\n  of");
        assert_eq!(document.blocks[1].text, "It said no.");
    }

    #[test]
    fn bullets_and_numbers_begin_items() {
        let text =
            format!("{ONE}\n\n{TWO} They took:\n- one\n  goes on\n  • inner\n* two\n\n1. first\n2) second");
        assert_eq!(
            blocks(&text)[2..],
            [
                (item(None, 0), "one goes on".to_owned()),
                (item(None, 1), "inner".to_owned()),
                (item(None, 0), "two".to_owned()),
                (item(Some(1), 0), "first".to_owned()),
                (item(Some(2), 0), "second".to_owned()),
            ]
        );
    }

    #[test]
    fn a_number_at_the_start_of_a_broken_line_is_no_item() {
        let text = format!("{ONE}\n\nThe score of the match was\n12. The next one is on Friday.");
        assert_eq!(kinds(&text), [Kind::Paragraph; 2]);
    }

    #[test]
    fn a_line_alone_that_looks_like_a_title_is_a_heading_if_something_follows() {
        let text = format!(
            "{ONE}\n\nWhat We Know\n\n{TWO}\n\n1. Child Abuse Content (CSAM)\n\n{TWO}\n\nDublin Dublin"
        );
        assert_eq!(
            kinds(&text),
            [
                Kind::Paragraph,
                heading(None),
                Kind::Paragraph,
                heading(Some(1)),
                Kind::Paragraph,
                Kind::Paragraph
            ]
        );
    }

    #[test]
    fn a_line_in_capitals_above_a_paragraph_is_a_heading() {
        assert_eq!(
            kinds(&format!("{ONE}\n\nWHAT WE KNOW\n{TWO}")),
            [Kind::Paragraph, heading(None), Kind::Paragraph]
        );
    }

    #[test]
    fn long_lines_are_paragraphs_without_empty_lines_between() {
        let long = format!("{ONE} {TWO}");
        assert_eq!(kinds(&[long.as_str(); 3].join("\n")), [Kind::Paragraph; 3]);
    }
}
