//! What must hold for any file at all.

use super::block::is_white;
use super::{Document, Format, Head, Located, read};
use crate::text::fold;
use proptest::prelude::*;
use proptest::sample::select;

const LINES: &[&str] = &[
    "Raid on the offices of a platform",
    "The Courier",
    "2026-02-04",
    "Published: Feb 4, 2026 | 5 min read",
    "ByJolyen",
    "By Anna Holt, crime editor",
    "Advertisement",
    "WHAT WE KNOW",
    "1. The law",
    "2) two",
    "- an item",
    "  • another",
    "> said so",
    "Police searched the offices of the platform on Tuesday and took computers.",
    "Leave a Reply",
    "Related articles",
    "Photo: Reuters",
    "",
    "",
    "\u{feff}",
    "é — “quoted” 12 said",
    "\t",
    "\u{200b}",
    "As an editor, I bring stories to life.",
    "Follow us on X",
    "Updated 3 hours ago",
];

const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=share>",
    "</div>",
    "<article>",
    "</article>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol start=7>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<a href=x>",
    "</a>",
    "<h1>",
    "<h2>",
    "</h2>",
    "&amp;",
    "&nGt;",
    "&#x110000;",
    "&notit;",
    "<!--",
    "-->",
    "<",
    ">",
    "\"",
    "<br/>",
    "<table><tr><td>",
    "<svg>",
    "<b>",
    "</b>",
    "é",
    "Police searched the offices of the platform on Tuesday.",
    " ",
    "\r\n",
    "\0",
    "word",
    "<time datetime='2026-02-04'>",
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"é &amp; x\"}</script>",
    "<meta name=author content=é>",
];

const MARKDOWN: &[&str] = &[
    "# ",
    "## 1. ",
    "- ",
    "1. ",
    "> ",
    "**",
    "_",
    "`",
    "```\n",
    "---\n",
    "title: é\n",
    "[",
    "](x)",
    "![",
    "<div>",
    "&amp;",
    "\\*",
    "\n",
    "\n\n",
    "    ",
    "|",
    "word",
    "é",
    "\r\n",
    "\0",
    "Police searched the offices.",
    "\t",
    "***",
    "<!--",
];

fn pieces(pieces: &'static [&'static str], join: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(pieces).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(move |pieces| pieces.join(join))
}

fn located(head: &Head) -> impl Iterator<Item = &Located> {
    [
        &head.headline,
        &head.publisher,
        &head.author,
        &head.url,
        &head.published,
        &head.modified,
        &head.language,
    ]
    .into_iter()
    .flatten()
}

/// Every place is inside the file, between characters, and in order.
fn check(text: &str, format: Format) -> Document {
    let document = read(text, format);
    let mut last = 0;
    for block in &document.blocks {
        assert!(!block.text.is_empty() && block.text.trim() == block.text);
        assert!(!block.text.contains("  "), "{:?}", block.text);
        let whole = block.bytes(0..block.text.len());
        assert!(whole.start >= last, "{:?} at {whole:?} is before {last}", block.text);
        last = whole.end;
        let mut before = 0;
        for (at, c) in block.text.char_indices() {
            let range = block.bytes(at..at + c.len_utf8());
            assert!(text.get(range.clone()).is_some(), "{range:?}");
            assert!(range.start >= before && range.end > range.start, "{range:?} of {c:?}");
            before = range.start;
        }
    }
    for bytes in document
        .omitted
        .iter()
        .map(|omission| &omission.bytes)
        .chain(located(&document.head).map(|l| &l.bytes))
    {
        assert!(text.get(bytes.clone()).is_some(), "{bytes:?}");
    }
    document
}

fn squeezed(text: &str) -> String {
    text.split(is_white).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_text_is_kept_or_counted_byte_by_byte(text in prop_oneof![pieces(LINES, "\n"), pieces(LINES, "\n\n"), any::<String>()]) {
        let document = check(&text, Format::Text);
        let mut is_told = vec![false; text.len()];
        for block in &document.blocks {
            let whole = block.bytes(0..block.text.len());
            // a quotation leaves the signs at the start of its lines out
            if !text[whole.clone()].contains('>') {
                prop_assert_eq!(squeezed(&text[whole]), block.text.clone());
            }
            is_told[block.extent()].fill(true);
        }
        let head = located(&document.head).map(|located| located.bytes.clone());
        for bytes in document.omitted.iter().map(|omission| omission.bytes.clone()).chain(head) {
            is_told[bytes].fill(true);
        }
        for (at, c) in text.char_indices() {
            let is_blank = is_white(c) || fold::plain(c).is_none();
            prop_assert!(is_blank || is_told[at], "{:?} at {} is nowhere", c, at);
        }
    }

    #[test]
    fn no_page_panics_and_every_place_is_in_it(text in prop_oneof![pieces(MARKUP, ""), any::<String>()]) {
        check(&text, Format::Html);
    }

    #[test]
    fn no_markdown_panics_and_every_place_is_in_it(text in prop_oneof![pieces(MARKDOWN, ""), any::<String>()]) {
        check(&text, Format::Markdown);
    }
}
