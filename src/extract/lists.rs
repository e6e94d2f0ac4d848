//! Lists that run over blocks: bullets and numbered headings, tied to the heading or sentence that announces them.

use super::document::{Block, Kind};
use crate::claim::GivenValue;
use crate::span::Span;
use crate::text::sentence;
use crate::text::token::{self, Shape};
use crate::text::verb;
use crate::value::Value;
use crate::value::list::List;
use crate::value::numeral::{self, Form};
use std::ops::Range;

/// A list and what announces it.
pub(super) struct Announced {
    /// The block that announces it.
    pub(super) announcer: usize,
    /// The bytes of that block's text that do.
    pub(super) place: Range<usize>,
    /// Their words.
    pub(super) words: String,
    /// The items, as written.
    pub(super) items: Vec<String>,
    /// The total that the announcement states, and of what.
    total: Option<(f64, String)>,
}

impl Announced {
    /// The list as a value; more items than the total are kept, and for the reader to see.
    pub(super) fn value(&self, span: Span) -> GivenValue {
        let (total, name) = self.total.clone().unzip();
        let list = List::new(&self.items, total, None);
        GivenValue { name: name.unwrap_or_else(|| "items".to_owned()), value: Value::List(list), span }
    }
}

/// The lists of an article.
pub(super) fn find(blocks: &[Block]) -> Vec<Announced> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = items_from(blocks, at);
        if run.len() >= 2
            && let Some(list) = announced(blocks, at, &run)
        {
            found.push(list);
        }
        at = run.last().map_or(at, |&last| last) + 1;
    }
    found
}

/// The two items of a list of two that ends at `at`.
pub(super) fn pair(blocks: &[Block], at: usize) -> Option<[String; 2]> {
    let is_item = |at: usize| blocks.get(at).is_some_and(|block| matches!(block.kind, Kind::Item { .. }));
    let first = at.checked_sub(1)?;
    let pair = is_item(first)
        && is_item(at)
        && !is_item(at + 1)
        && first.checked_sub(1).is_none_or(|before| !is_item(before));
    pair.then(|| [blocks[first].text.clone(), blocks[at].text.clone()])
}

/// The blocks of the list that starts at `at`: adjacent items, or headings numbered 1, 2, 3 with text between.
fn items_from(blocks: &[Block], at: usize) -> Vec<usize> {
    match blocks[at].kind {
        Kind::Item { depth, .. } => {
            let same =
                |block: &Block| matches!(block.kind, Kind::Item { depth: other, .. } if other == depth);
            (at..blocks.len()).take_while(|&next| same(&blocks[next])).collect()
        }
        Kind::Heading { number: Some(1), .. } => {
            let mut run = vec![at];
            let mut wanted = 2;
            for (next, block) in blocks.iter().enumerate().skip(at + 1) {
                match block.kind {
                    Kind::Heading { number: Some(number), .. } if number == wanted => {
                        run.push(next);
                        wanted += 1;
                    }
                    Kind::Heading { .. } => break,
                    Kind::Paragraph | Kind::Item { .. } | Kind::Quote => {}
                }
            }
            // what lies between numbered headings has lists of its own
            run
        }
        Kind::Heading { .. } | Kind::Paragraph | Kind::Quote => Vec::new(),
    }
}

/// The heading or sentence before a list that announces it: it states a total, ends in a colon, or is the heading of things
/// that are only named.
fn announced(blocks: &[Block], first: usize, run: &[usize]) -> Option<Announced> {
    let items: Vec<String> = run.iter().map(|&at| item(&blocks[at].text)).collect();
    let headings = matches!(blocks[first].kind, Kind::Heading { .. });
    // numbered headings may be announced some paragraphs before, bullets right before
    let reach = if headings { 4 } else { 1 };
    let mut colon = None;
    for at in (first.saturating_sub(reach)..first).rev() {
        let block = &blocks[at];
        for range in sentence::split(&block.text).into_iter().rev() {
            let words = &block.text[range.clone()];
            let total = total(words).filter(|(total, _)| *total >= items.len() as f64);
            let announces = |total| Announced {
                announcer: at,
                place: range.clone(),
                words: words.to_owned(),
                items: items.clone(),
                total,
            };
            if total.is_some() {
                return Some(announces(total));
            }
            let heads = matches!(block.kind, Kind::Heading { .. })
                && !headings
                && items.iter().all(|item| is_named(item));
            if (words.ends_with(':') || heads) && at + 1 == first {
                colon = Some(announces(None));
            }
        }
        if matches!(block.kind, Kind::Heading { .. }) {
            break;
        }
    }
    colon
}

/// "A pay rise of 8 per cent": an item that tells nothing by itself.
fn is_named(item: &str) -> bool {
    let tokens = token::tokenize(item);
    tokens.len() <= LONGEST && verb::groups(&tokens, |_| false).is_empty()
}

/// An item that is only named has no more tokens.
const LONGEST: usize = 16;

/// The count in an announcement, and what it counts: "The 7 Alleged Offenses", "seven potential criminal offenses".
fn total(words: &str) -> Option<(f64, String)> {
    let tokens = token::tokenize(words);
    (0..tokens.len()).find_map(|at| {
        let numeral = numeral::read(&tokens, at).filter(|numeral| numeral.form == Form::Cardinal)?;
        let whole = numeral.value.fract() == 0.0 && (2.0..=50.0).contains(&numeral.value);
        // a plural noun within the next words, as "7 alleged offences"
        let noun = tokens[numeral.end..].iter().take(4).position(|token| {
            token.shape == Shape::Word
                && token.lower.ends_with('s')
                && token.entry.is_some_and(|entry| entry.is_noun())
        })?;
        let counted = &tokens[numeral.end..=numeral.end + noun];
        let name: Vec<&str> = counted.iter().map(|token| token.lower.as_str()).collect();
        whole.then(|| (numeral.value, name.join(" ")))
    })
}

/// An item without its explanation: its first sentence, up to a colon or a dash.
fn item(text: &str) -> String {
    let text = sentence::split(text).first().map_or(text, |first| &text[first.clone()]);
    let end = text.find(": ").or_else(|| text.find(" – ")).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ';', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::document::{self, Format};

    fn lists(text: &str) -> Vec<(String, usize)> {
        let blocks = document::read(text, Format::Markdown).blocks;
        find(&blocks).into_iter().map(|list| (list.words, list.items.len())).collect()
    }

    #[test]
    fn a_heading_announces_what_is_only_named_below_it() {
        let text = "# Strike\n\nDockers walked out.\n\n## Their demands\n\n- A pay rise of 8 per cent\n- Two more rest days\n";
        assert_eq!(lists(text), [("Their demands".to_owned(), 2)]);
    }

    #[test]
    fn items_that_tell_something_are_no_list_of_things() {
        let text =
            "# Strike\n\n## Key points\n\n- Dockers walked out on Monday\n- The owners offered 3 per cent\n";
        assert_eq!(lists(text), []);
    }
}
