//! Markdown to blocks. Code and raw HTML are left out, a picture's words are a caption.

mod front_matter;

use super::block::{Block, Kind, Writer};
use super::context::{Context, Part};
use super::{Document, Head, Omission, Reason, head, links, title};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub(super) fn read(text: &str) -> Document {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { text, ..Reader::default() };
    // front matter is such only in the first line, and without a space before it
    let start = text.len() - text.trim_start().len();
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        reader.event(event, range.start + start..range.end + start);
    }
    reader.flush();
    let Reader { mut head, mut omitted, blocks, .. } = reader;
    let blocks = head::take_blocks(blocks, &mut head, &mut omitted);
    Document { head, blocks, omitted }.without_boilerplate()
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    head: Head,
    blocks: Vec<Block>,
    omitted: Vec<Omission>,
    writer: Writer,
    extent: Option<Range<usize>>,
    context: Context,
    /// Code, raw HTML, the front matter, a picture: how many are open.
    silent: usize,
    links: usize,
    strong: usize,
    in_links: usize,
    in_strong: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(_) => {
                // without the marks around it
                let code = &self.text[range.clone()];
                let start = range.start + code.len() - code.trim_start_matches('`').len();
                let end = (range.start + code.trim_end_matches('`').len()).max(start);
                self.words(&self.text[start..end], start..end);
            }
            Event::SoftBreak | Event::HardBreak => self.writer.space(range),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Strong => self.strong += 1,
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => self.omit(Reason::Caption, range),
            Tag::TableCell => self.writer.space(range.start..range.start),
            Tag::MetadataBlock(_) => {
                self.flush();
                front_matter::read(self.text, range, &mut self.head);
                self.silent += 1;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.flush();
                self.omit(Reason::Machinery, range);
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow => {
                self.flush();
                self.open(tag);
            }
        }
    }

    /// What the words from here on are in.
    fn open(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => self.context.open(Part::Heading(level_of(*level))),
            Tag::BlockQuote(_) => self.context.open(Part::Quote),
            Tag::List(first) => {
                self.context.open(Part::List(first.map(|first| u32::try_from(first).unwrap_or(u32::MAX))));
            }
            Tag::Item => self.context.open(Part::Item(None)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Image | TagEnd::MetadataBlock(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::TableCell => {}
            TagEnd::Paragraph
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => self.flush(),
            TagEnd::Heading(level) => self.close(Part::Heading(level_of(level))),
            TagEnd::BlockQuote(_) => self.close(Part::Quote),
            TagEnd::List(_) => self.close(Part::List(None)),
            TagEnd::Item => self.close(Part::Item(None)),
        }
    }

    fn close(&mut self, part: Part) {
        self.flush();
        self.context.close(part);
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.silent > 0 {
            return;
        }
        let before = self.writer.text().len();
        self.extent.get_or_insert(range.clone()).end = range.end;
        if self.text.get(range.clone()) == Some(words) {
            self.writer.copy(self.text, range);
        } else {
            self.writer.stand_in(words, range);
        }
        let written = self.writer.text().len() - before;
        self.in_links += if self.links > 0 { written } else { 0 };
        self.in_strong += if self.strong > 0 { written } else { 0 };
    }

    fn omit(&mut self, reason: Reason, bytes: Range<usize>) {
        if self.silent == 0 {
            self.omitted.push(Omission { reason, bytes });
        }
        self.silent += 1;
    }

    /// Ends the block.
    fn flush(&mut self) {
        let (links, strong) = (std::mem::take(&mut self.in_links), std::mem::take(&mut self.in_strong));
        let extent = self.extent.take().unwrap_or(0..0);
        let kind = self.context.kind();
        let Some(mut block) = self.writer.take(kind, extent) else { return };
        self.context.wrote();
        if kind == Kind::Paragraph && strong == block.text.len() && title::is_heading(&block.text) {
            block.kind = Kind::Heading { level: 3, number: None };
        }
        match links::reason(&block, links) {
            Some(reason) => self.omitted.push(Omission { reason, bytes: block.extent() }),
            None => self.blocks.push(block.numbered()),
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Police searched the offices of the platform on Tuesday and took computers with them.";

    fn body(text: &str) -> Vec<(Kind, String)> {
        read(text).blocks.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn markup_is_gone_and_words_keep_their_place() {
        let text = format!(
            "# Raid on a platform\n\n{LONG}\n\nThe **judge** said \\*no\\* &amp; [left\nthe room](https://example.com)."
        );
        let document = read(&text);
        let block = &document.blocks[1];
        assert_eq!(block.text, "The judge said *no* & left the room.");
        for (words, bytes) in [("judge", "judge"), ("&", "&amp;"), ("left the", "left\nthe")] {
            let at = block.text.find(words).unwrap_or(0);
            assert_eq!(&text[block.bytes(at..at + words.len())], bytes);
        }
        assert_eq!(
            document.head.headline.map(|headline| headline.text).as_deref(),
            Some("Raid on a platform")
        );
    }

    #[test]
    fn items_have_numbers_and_depth() {
        let text = format!("{LONG}\n\n3. one\n4. two\n   - inner\n\n> said\n> so\n");
        assert_eq!(
            body(&text)[1..],
            [
                (Kind::Item { number: Some(3), depth: 0 }, "one".to_owned()),
                (Kind::Item { number: Some(4), depth: 0 }, "two".to_owned()),
                (Kind::Item { number: None, depth: 1 }, "inner".to_owned()),
                (Kind::Quote, "said so".to_owned()),
            ]
        );
    }

    #[test]
    fn headings_have_levels_and_numbers() {
        let text = format!("{LONG}\n\n## 1. Child abuse content\n\n{LONG}\n\n**What Comes Next**\n\n{LONG}");
        let body = body(&text);
        assert_eq!(body[1], (Kind::Heading { level: 2, number: Some(1) }, "Child abuse content".to_owned()));
        assert_eq!(body[3], (Kind::Heading { level: 3, number: None }, "What Comes Next".to_owned()));
    }

    #[test]
    fn code_raw_html_and_pictures_are_left_out() {
        let text = format!(
            "{LONG}\n\n```\nlet x = 1;\n```\n\n<div>\nraw\n</div>\n\n![A man in rain](a.png)\n\n{LONG}"
        );
        let document = read(&text);
        assert_eq!(document.blocks.len(), 2);
        let reasons: Vec<Reason> = document.omitted.iter().map(|omission| omission.reason).collect();
        assert_eq!(reasons, [Reason::Machinery, Reason::Machinery, Reason::Caption]);
    }

    #[test]
    fn front_matter_may_stand_behind_white_space() {
        let text = "   \n---\ntitle: A crane fell\n---\n\nThree people died in the port.\n";
        let document = read(text);
        assert_eq!(document.head.headline.map(|it| it.text).as_deref(), Some("A crane fell"));
        assert_eq!(document.blocks.len(), 1);
    }

    #[test]
    fn front_matter_is_the_head() {
        let text = format!(
            "---\ntitle: \"Raid on a platform\"\ndate: 2026-02-04\nauthor: Anna Holt\nlang: en\nurl: https://example.com/a\n---\n\n# Raid on a platform\n\n{LONG}"
        );
        let document = read(&text);
        let of = |located: &Option<super::super::Located>| {
            located.as_ref().map(|located| (located.text.clone(), text[located.bytes.clone()].to_owned()))
        };
        let same = |words: &str| Some((words.to_owned(), words.to_owned()));
        assert_eq!(of(&document.head.headline), same("Raid on a platform"));
        assert_eq!(of(&document.head.published), same("2026-02-04"));
        assert_eq!(of(&document.head.author), same("Anna Holt"));
        assert_eq!(of(&document.head.language), same("en"));
        assert_eq!(of(&document.head.url), same("https://example.com/a"));
        assert_eq!(document.omitted[0].reason, Reason::Repeated);
    }

    #[test]
    fn lists_of_links_are_left_out() {
        let text =
            format!("{LONG}\n\n- [Home](/)\n- [How the inquiry into the platform began](/b)\n\n{LONG}");
        let document = read(&text);
        assert_eq!((document.blocks.len(), document.omitted.len()), (2, 2));
    }
}
