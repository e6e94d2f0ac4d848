//! What words stand in, in formats that open and close headings, lists and quotations.

use super::Kind;

#[derive(Debug, Default)]
pub(super) struct Context {
    headings: Vec<u8>,
    /// Of each open list the number of its next item.
    lists: Vec<Option<u32>>,
    /// Of each open item whether it has no words yet, and its number.
    items: Vec<(bool, Option<u32>)>,
    quotes: usize,
}

/// What can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Heading(u8),
    /// With the number of the first item of a numbered one.
    List(Option<u32>),
    /// With its own number, if the file has one.
    Item(Option<u32>),
    Quote,
}

impl Context {
    pub fn open(&mut self, part: Part) {
        match part {
            Part::Heading(level) => self.headings.push(level),
            Part::List(first) => self.lists.push(first),
            Part::Item(own) => {
                let next = self.lists.last_mut().and_then(Option::as_mut);
                let number = next.map(|next| {
                    let number = own.unwrap_or(*next);
                    *next = number.saturating_add(1);
                    number
                });
                self.items.push((true, number));
            }
            Part::Quote => self.quotes += 1,
        }
    }

    pub fn close(&mut self, part: Part) {
        match part {
            Part::Heading(_) => drop(self.headings.pop()),
            Part::List(_) => drop(self.lists.pop()),
            Part::Item(_) => drop(self.items.pop()),
            Part::Quote => self.quotes = self.quotes.saturating_sub(1),
        }
    }

    /// What a block is that ends here. The number of an item is told with its first block.
    pub fn kind(&self) -> Kind {
        match (self.headings.last(), self.items.last()) {
            (Some(&level), _) => Kind::Heading { level, number: None },
            (None, Some((is_new, number))) => {
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                Kind::Item { number: number.filter(|_| *is_new), depth }
            }
            (None, None) if self.quotes > 0 => Kind::Quote,
            (None, None) => Kind::Paragraph,
        }
    }

    /// A block of words was read.
    pub fn wrote(&mut self) {
        if let Some((is_new, _)) = self.items.last_mut() {
            *is_new = false;
        }
    }
}
