//! The lines at the start of an article that say what it is: title, outlet, who and when, in any order.

use super::block::Block;
use super::stamp::{self, Stamp};
use super::{Head, Kind, Located, Omission, Reason, boilerplate, title};
use crate::text::fold;
use std::ops::Range;

/// How many lines are looked at.
pub(super) const LINES: usize = 16;

/// A line at the start; lines of one group have no empty line between them.
#[derive(Debug)]
pub(super) struct Line {
    pub block: Block,
    pub group: usize,
}

/// What the head took of the lines.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// How many lines the head is long.
    pub lines: usize,
    /// Lines before that which are part of the article all the same.
    pub kept: Vec<usize>,
    pub omitted: Vec<Omission>,
}

/// What a line is in the head.
#[derive(Debug, PartialEq)]
enum Part {
    /// Dates, who wrote it, an outlet beside them: a sure sign that this is the head.
    Mark {
        stamps: Vec<Stamp>,
        author: Option<Range<usize>>,
        outlet: Option<Range<usize>>,
    },
    /// What sites put there, too.
    Noise(Reason),
    Title,
    Prose,
}

/// Reads the head off the first lines. What `head` says already is not changed.
pub(super) fn take(lines: &[Line], head: &mut Head) -> Taken {
    let lines = lines.get(..LINES).unwrap_or(lines);
    let parts = parts(lines, head);
    let titles: Vec<usize> = (0..parts.len()).filter(|&i| parts[i] == Part::Title).collect();
    let mut taken = Taken::default();
    let (mut end, marked) = extent(&parts, lines);
    let repeated = repetition(&titles, lines, end);
    if let Some((_, again)) = repeated {
        end = end.max(again + 1);
    }
    let is_titled = titles.iter().any(|&i| i < end) || head.headline.is_some();
    let titles: Vec<usize> = match marked && is_titled || repeated.is_some() {
        true => titles.into_iter().filter(|&i| i < end).collect(),
        false => unmarked(&titles, &parts, end, lines, head),
    };
    end = end.max(titles.last().map_or(0, |last| last + 1));
    if end >= lines.len() && !marked && head.headline.is_none() {
        return taken;
    }
    let headline = headline(&titles, lines, head, repeated.map(|(first, _)| first));
    let outlet = outlet(&titles, lines, head, headline);
    for (i, part) in parts.into_iter().enumerate().take(end) {
        let line = &lines[i].block;
        let mut omit = |reason| taken.omitted.push(Omission { reason, bytes: line.extent() });
        match part {
            Part::Mark { stamps, author, outlet } => {
                if !note(line, &stamps, author, outlet, head) {
                    omit(Reason::Byline);
                }
            }
            Part::Noise(reason) => omit(reason),
            Part::Title if Some(i) == headline && head.headline.is_none() => {
                head.headline =
                    Some(Located { text: line.text.clone(), bytes: line.bytes(0..line.text.len()) });
            }
            Part::Title if Some(i) == outlet => {
                head.publisher =
                    Some(Located { text: line.text.clone(), bytes: line.bytes(0..line.text.len()) });
            }
            Part::Title if is_said(&line.text, head.headline.as_ref()) => omit(Reason::Repeated),
            Part::Title if is_said(&line.text, head.publisher.as_ref()) => omit(Reason::Navigation),
            Part::Title if headline.is_some_and(|headline| i < headline) && titles.contains(&i) => {
                omit(Reason::Navigation);
            }
            Part::Title | Part::Prose => taken.kept.push(i),
        }
    }
    taken.lines = end;
    taken
}

/// Whether a line says once more what the head says.
pub(super) fn is_said(line: &str, said: Option<&Located>) -> bool {
    said.is_some_and(|said| {
        line.len() <= 2 * said.text.len() + 8 && fold::canonical(line) == fold::canonical(&said.text)
    })
}

/// Takes the head off blocks that are one line each.
pub(super) fn take_blocks(blocks: Vec<Block>, head: &mut Head, omitted: &mut Vec<Omission>) -> Vec<Block> {
    let mut lines: Vec<Line> =
        blocks.into_iter().enumerate().map(|(group, block)| Line { block, group }).collect();
    let mut taken = take(&lines, head);
    omitted.append(&mut taken.omitted);
    let rest = lines.split_off(taken.lines);
    let kept = lines.into_iter().enumerate().filter(|(i, _)| taken.kept.contains(i)).map(|(_, line)| line);
    kept.chain(rest).map(|line| line.block).collect()
}

fn parts(lines: &[Line], head: &Head) -> Vec<Part> {
    let mut parts: Vec<Part> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| part(&line.block, i > 0 || head.headline.is_some(), head))
        .collect();
    for group in lines.chunk_by(|a, b| a.group == b.group).filter(|group| group.len() > 1) {
        let Some(first) = lines.iter().position(|line| line.group == group[0].group) else { continue };
        let parts = &mut parts[first..first + group.len()];
        // a paragraph that is broken into lines: none of them is a title
        let alone = |(part, line): (&Part, &Line)| {
            *part != Part::Title && *part != Part::Prose || title::is_outlet(&line.block.text)
        };
        let ends = group.last().is_some_and(|line| title::ends_a_sentence(&line.block.text));
        if parts.contains(&Part::Prose) && !parts.iter().zip(group).any(alone)
            || ends && !parts.iter().any(|part| matches!(part, Part::Mark { .. }))
        {
            parts.iter_mut().for_each(|part| *part = Part::Prose);
        }
    }
    parts
}

fn part(block: &Block, may_be_byline: bool, head: &Head) -> Part {
    let line = block.text.as_str();
    if matches!(block.kind, Kind::Heading { .. }) {
        return Part::Title;
    }
    if block.kind != Kind::Paragraph {
        return Part::Prose;
    }
    if let Some(mark) = mark(line, may_be_byline) {
        return mark;
    }
    if let Some(reason) = boilerplate::anywhere(line) {
        return Part::Noise(reason);
    }
    if is_said(line, head.author.as_ref()) {
        return Part::Noise(Reason::Byline);
    }
    if title::may_be_headline(line) { Part::Title } else { Part::Prose }
}

/// Reads "By Anna Holt | 4 February 2026 | 5 min read" and pieces of it.
fn mark(line: &str, may_be_byline: bool) -> Option<Part> {
    if line.len() > 200 {
        return None;
    }
    if let Some(stamps) = stamp::read(line) {
        return Some(Part::Mark { stamps, author: None, outlet: None });
    }
    // "The Herald, 5 March 2026"; one word before the date is the place more often
    if let Some(at) = line.find(", ").filter(|&at| line[..at].contains(' ') && title::is_name(&line[..at]))
        && let Some(found) = stamp::read(&line[at + 2..])
    {
        let shifted =
            |stamp: Stamp| Stamp { bytes: at + 2 + stamp.bytes.start..at + 2 + stamp.bytes.end, ..stamp };
        let stamps = found.into_iter().map(shifted).collect();
        return Some(Part::Mark { stamps, author: None, outlet: Some(0..at) });
    }
    let (mut stamps, mut author, mut outlet) = (Vec::new(), None, None);
    let (mut marked, mut others) = (false, 0);
    for piece in pieces(line) {
        let text = &line[piece.clone()];
        if let Some(found) = stamp::read(text) {
            marked = true;
            stamps.extend(found.into_iter().map(|stamp| Stamp {
                bytes: piece.start + stamp.bytes.start..piece.start + stamp.bytes.end,
                ..stamp
            }));
        } else if let Some(name) = byline(text).filter(|_| may_be_byline) {
            marked = true;
            author = author.or(Some(piece.start + name.start..piece.start + name.end));
        } else if outlet.is_none() && title::is_name(text) {
            outlet = Some(piece);
        } else if boilerplate::anywhere(text).is_none() {
            others += 1;
        }
    }
    (marked && others == 0).then_some(Part::Mark { stamps, author, outlet })
}

/// The pieces of a line between bars, dots and dashes; a hyphen is one where spaces are around it.
fn pieces(line: &str) -> impl Iterator<Item = Range<usize>> {
    let is_cut = |&(at, c): &(usize, char)| {
        let hyphen = c == '-' && line[..at].ends_with(' ') && line[at + 1..].starts_with(' ');
        hyphen || matches!(c, '|' | '·' | '•' | '—' | '–')
    };
    let cuts = line.char_indices().filter(is_cut).map(|(at, c)| (at, at + c.len_utf8()));
    let mut start = 0;
    let whole = cuts.chain([(line.len(), line.len())]).map(move |(end, next)| {
        let piece = start..end;
        start = next;
        piece
    });
    whole.filter_map(|piece| {
        let text = &line[piece.clone()];
        let from = piece.start + text.len() - text.trim_start().len();
        let end = piece.start + text.trim_end().len();
        (from < end).then_some(from..end)
    })
}

/// The name in "By Anna Holt, crime editor" and "ByJolyen".
fn byline(line: &str) -> Option<Range<usize>> {
    let words = line.split(' ').count();
    if words > 16 || title::ends_a_sentence(line) && words > 5 {
        return None;
    }
    let lead = ["Written by", "Words by", "Story by", "Report by", "Author:", "By:", "By", "BY", "by"];
    let lead = lead.iter().find(|lead| line.starts_with(**lead))?.len();
    let rest = &line[lead..];
    let start = lead + rest.len() - rest.trim_start().len();
    let name = &line[start..];
    if !name.starts_with(char::is_uppercase) || start == lead && (words > 4 || lead != 2) {
        return None;
    }
    let role = [", ", " in ", " for ", " at ", " ("].iter().filter_map(|cut| name.find(cut)).min();
    // "By Anna Holt, Paul Reed and Mina Shah" has no role
    let end = if name.contains(" and ") { name.len() } else { role.unwrap_or(name.len()) };
    let name = name[..end].trim_end_matches([',', '.', ' ']);
    let is_name =
        name.split(' ').all(|word| word == "and" || !word.starts_with(char::is_lowercase) || word.len() < 4);
    (is_name && !name.is_empty()).then(|| start..start + name.len())
}

/// Where the head ends, and whether a mark says so. Up to two sentences below the title may stand before the marks.
fn extent(parts: &[Part], lines: &[Line]) -> (usize, bool) {
    let (mut end, mut marked, mut prose) = (0, false, 0);
    let (mut dated, mut signed) = (false, false);
    for (i, (part, line)) in parts.iter().zip(lines).enumerate() {
        match part {
            Part::Mark { stamps, author, .. } => {
                let is_new = !stamps.is_empty() && !dated || author.is_some() && !signed;
                if prose > 0 && !is_new {
                    break;
                }
                (dated, signed) = (dated || !stamps.is_empty(), signed || author.is_some());
                (end, marked) = (i + 1, true);
            }
            Part::Noise(_) if i == end => end = i + 1,
            Part::Noise(_) | Part::Title => {}
            Part::Prose => {
                prose += 1;
                if prose > 2 || marked || line.block.text.len() > 350 || line.block.kind != Kind::Paragraph {
                    break;
                }
            }
        }
    }
    (end, marked)
}

/// A title that is repeated a few lines later: the first one and the last.
fn repetition(titles: &[usize], lines: &[Line], end: usize) -> Option<(usize, usize)> {
    let canonical: Vec<String> = titles.iter().map(|&i| fold::canonical(&lines[i].block.text)).collect();
    let near = |i: usize| titles[i] < end.max(1) + 4;
    (0..titles.len()).find_map(|i| {
        let again = (i + 1..titles.len()).rev().find(|&j| near(j) && canonical[i] == canonical[j])?;
        near(i).then(|| (titles[i], titles[again]))
    })
}

/// The titles of a head without marks below them: the first line, and an outlet beside it.
fn unmarked(titles: &[usize], parts: &[Part], from: usize, lines: &[Line], head: &Head) -> Vec<usize> {
    let from = if from > 0 && !titles.iter().any(|&i| i < from) { from } else { 0 };
    let Some(first) = (from..parts.len()).find(|&i| !matches!(parts[i], Part::Noise(_))) else {
        return Vec::new();
    };
    let leading: Vec<usize> = (first..parts.len()).take_while(|i| titles.contains(i)).take(2).collect();
    let is_outlet = |i: usize| title::is_outlet(&lines[i].block.text);
    match leading[..] {
        [first, second] if is_outlet(first) != is_outlet(second) => vec![first, second],
        [first, ..]
            if head.headline.is_none() || is_said(&lines[first].block.text, head.headline.as_ref()) =>
        {
            vec![first]
        }
        _ => Vec::new(),
    }
}

fn headline(titles: &[usize], lines: &[Line], head: &Head, repeated: Option<usize>) -> Option<usize> {
    let text = |i: usize| lines[i].block.text.as_str();
    if head.headline.is_some() {
        return titles.iter().copied().find(|&i| is_said(text(i), head.headline.as_ref()));
    }
    let top =
        || titles.iter().copied().find(|&i| matches!(lines[i].block.kind, Kind::Heading { level: 1, .. }));
    let words = |i: usize| text(i).split(' ').count();
    repeated.or_else(top).or_else(|| {
        let longest = titles.iter().copied().rev().max_by_key(|&i| words(i))?;
        // a name of a site or a rubric may stand above the title
        let is_above = |i: usize| title::is_outlet(text(i)) || words(i) <= 3 && words(longest) >= 5;
        titles.iter().copied().find(|&i| !is_above(i)).or(Some(longest))
    })
}

fn outlet(titles: &[usize], lines: &[Line], head: &Head, headline: Option<usize>) -> Option<usize> {
    if head.publisher.is_some() {
        return None;
    }
    let text = |i: usize| lines[i].block.text.as_str();
    let others =
        || titles.iter().copied().filter(|&i| Some(i) != headline && Some(text(i)) != headline.map(text));
    let known = others().find(|&i| title::is_outlet(text(i)));
    let beside =
        || others().find(|&i| headline.is_some_and(|headline| i > headline) && title::is_name(text(i)));
    let above =
        || others().find(|&i| headline.is_some_and(|headline| i < headline) && title::is_name(text(i)));
    known.or_else(beside).or_else(above)
}

/// Puts what a mark says into the head; whether that is all of the line.
fn note(
    line: &Block,
    stamps: &[Stamp],
    author: Option<Range<usize>>,
    outlet: Option<Range<usize>>,
    head: &mut Head,
) -> bool {
    let mut covered = 0;
    let mut fill = |field: &mut Option<Located>, text: &str, range: Range<usize>| {
        if field.is_none() {
            covered += range.len();
            *field = Some(Located { text: text.to_owned(), bytes: line.bytes(range) });
        }
    };
    for stamp in stamps {
        let field = if stamp.updated { &mut head.modified } else { &mut head.published };
        fill(field, &stamp.text, stamp.bytes.clone());
    }
    for (field, range) in [(&mut head.author, author), (&mut head.publisher, outlet)] {
        if let Some(range) = range {
            fill(field, &line.text[range.clone()], range);
        }
    }
    covered == line.text.len()
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Reason, read};
    use super::*;

    const BODY: &str = "Police searched the offices of the platform on Tuesday and took several computers.\n\n\
        The prosecutor said the search was part of an inquiry that began in January.\n";

    fn article(head: &str) -> Document {
        read(&format!("{head}\n\n{BODY}"), Format::Text)
    }

    fn said(located: Option<&Located>) -> &str {
        located.map_or("", |located| located.text.as_str())
    }

    #[test]
    fn heads_are_read_in_any_order() {
        for head in [
            "Raid on the offices of X\nThe Courier\n2026-02-04",
            "The Courier\n\nRaid on the offices of X\n\nFeb 4, 2026",
            "Wednesday, 4 February 2026\nThe Courier\nRaid on the offices of X",
            "Raid on the offices of X\n\nBy Anna Holt\n\nThe Courier | 4 February 2026 | 5 min read",
            "THE COURIER\n\nPolitics\n\nRaid on the offices of X\n\nByAnna\n\nPublished: 2026-02-04",
            "Courier News\n\nAll That Matters\n\nRaid on the offices of X\n\n2026-02-04\n\nRaid on the offices of X",
        ] {
            let document = article(head);
            assert_eq!(said(document.head.headline.as_ref()), "Raid on the offices of X", "{head}");
            assert!(said(document.head.publisher.as_ref()).to_lowercase().contains("courier"), "{head}");
            assert_eq!(said(document.head.published.as_ref()), "2026-02-04", "{head}");
            assert_eq!(document.blocks.len(), 2, "{head}");
        }
    }

    #[test]
    fn an_outlet_and_a_date_may_share_a_line() {
        let head = article("Ferry crash kills five\nThe Herald, 5 March 2026").head;
        assert_eq!(said(head.publisher.as_ref()), "The Herald");
        assert_eq!(said(head.published.as_ref()), "2026-03-05");
        assert_eq!(said(head.headline.as_ref()), "Ferry crash kills five");
    }

    #[test]
    fn bylines_name_the_author_without_the_role() {
        for (line, name) in [
            ("By Anna Holt, crime editor", "Anna Holt"),
            ("ByJolyen", "Jolyen"),
            ("By Rhona Blackett in Calderwick", "Rhona Blackett"),
            ("BY ANNA HOLT", "ANNA HOLT"),
            ("By Anna Holt, Paul Reed and Mina Shah", "Anna Holt, Paul Reed and Mina Shah"),
            ("By Anna Holt | Updated 3 hours ago", "Anna Holt"),
            ("By the time it was over", ""),
        ] {
            let document = article(&format!("Raid on the offices of X\n\n{line}\n\n2026-02-04"));
            assert_eq!(said(document.head.author.as_ref()), name, "{line}");
        }
    }

    #[test]
    fn a_headline_that_is_repeated_is_left_out() {
        let document = article("Raid on the offices of X\n\nFeb 4, 2026\n\nRaid on the offices of X");
        let reasons: Vec<Reason> = document.omitted.iter().map(|omission| omission.reason).collect();
        assert_eq!(reasons, [Reason::Repeated]);
    }

    #[test]
    fn a_summary_between_title_and_date_is_kept() {
        let document =
            article("Raid on the offices of X\n\nIt is the first of its kind.\n\nBy Anna Holt\n2026-02-04");
        assert_eq!(document.blocks[0].text, "It is the first of its kind.");
        assert_eq!(said(document.head.author.as_ref()), "Anna Holt");
        assert_eq!(document.blocks.len(), 3);
    }

    #[test]
    fn a_paragraph_is_no_headline() {
        assert_eq!(read(BODY, Format::Text).head.headline, None);
        assert_eq!(read("Three people were arrested", Format::Text).blocks.len(), 1);
        let broken = "Police searched the offices of the platform\non Tuesday and took several computers.\n\nNobody spoke.";
        assert_eq!(read(broken, Format::Text).blocks.len(), 2);
    }

    #[test]
    fn two_dates_are_those_of_the_first_and_the_last_version() {
        let document = article("Raid on the offices of X\n\nPublished 4 Feb 2026\nUpdated 5 Feb 2026");
        assert_eq!(said(document.head.published.as_ref()), "2026-02-04");
        assert_eq!(said(document.head.modified.as_ref()), "2026-02-05");
    }
}
