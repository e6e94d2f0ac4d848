//! Lists: items that are named, a total that is stated, and whether the items are all.

use super::Comparison;
use super::Side;
use super::name::Name;
use crate::text::fold;
use crate::text::phrase::Phrase;
use crate::text::token::{self, Shape, Token};
use std::collections::HashMap;

/// A list of items.
#[derive(Debug, Clone)]
pub struct List {
    /// The items that are named.
    pub items: Vec<Item>,
    /// A stated total.
    pub total: Option<f64>,
    /// Whether the items are declared to be all; `None` if nothing is said.
    pub complete: Option<bool>,
    /// As written.
    pub shown: String,
}

/// One item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// As written.
    pub shown: String,
    folded: String,
    phrase: Phrase,
    name: Option<Name>,
    /// The numbers in it, as written.
    numbers: Vec<String>,
}

/// Which items two lists share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListComparison {
    /// Pairs of items (left, right) that are the same.
    pub shared: Vec<(usize, usize)>,
    /// Items of the left alone.
    pub only_left: Vec<usize>,
    /// Items of the right alone.
    pub only_right: Vec<usize>,
}

/// Items of two lists that are written alike are matched whatever their number; of the others so many are compared.
const MOST_ITEMS: usize = 200;

/// Two items are the same where they share this part of their weighted words, or a rare word.
const SAME_ITEM: f32 = 0.35;

impl Item {
    /// The item that `text` is.
    pub fn new(text: &str) -> Item {
        let tokens: Vec<Token> = token::tokenize(text);
        let proper = !tokens.is_empty()
            && tokens.iter().all(|t| t.capital || t.is_any(&["of", "the", "and", "&", "-", "'", "."]));
        Item {
            shown: text.to_owned(),
            folded: fold::canonical(text),
            phrase: Phrase::of(&tokens),
            name: proper.then(|| Name::new(text)),
            numbers: tokens.iter().filter(|t| t.shape == Shape::Digits).map(|t| t.lower.clone()).collect(),
        }
    }

    /// How likely two items are one: 0 to 1.
    pub fn similarity(&self, other: &Item) -> f32 {
        if self.folded == other.folded {
            return 1.0;
        }
        // "born on 31 March 1974", "born on 31 March 1979"
        let differ = |ours: &Item, theirs: &Item| ours.numbers.iter().any(|n| !theirs.numbers.contains(n));
        if differ(self, other) && differ(other, self) {
            return 0.0;
        }
        if let (Some(a), Some(b)) = (&self.name, &other.name) {
            return if a.is_alias(b) { 0.95 } else { 0.0 };
        }
        let similarity = self.phrase.similarity(&other.phrase);
        // what is named in short and at length: "deepfakes", "violation of image rights by sexual deepfakes"
        let (short, long) =
            if self.phrase.weight() <= other.phrase.weight() { (self, other) } else { (other, self) };
        let covered = if short.phrase.weight() < long.phrase.weight() {
            short.phrase.covered_by(&long.phrase)
        } else {
            short.phrase.covered_by(&long.phrase).max(long.phrase.covered_by(&short.phrase))
        };
        let contained = if short.phrase.weight() > 0.0 { covered / short.phrase.weight() } else { 0.0 };
        let rare_shared = self
            .phrase
            .words
            .iter()
            .any(|word| word.is_rare() && other.phrase.words.iter().any(|o| o.base == word.base));
        let similarity =
            if contained > 0.6 { similarity.max(0.5 * (similarity + contained)) } else { similarity };
        if rare_shared { similarity.max(SAME_ITEM) } else { similarity }
    }
}

impl List {
    /// A list of `items`.
    pub fn new(items: &[String], total: Option<f64>, complete: Option<bool>) -> List {
        let shown = if items.is_empty() {
            total.map_or_else(String::new, |n| n.to_string())
        } else {
            items.join(", ")
        };
        List { items: items.iter().map(|item| Item::new(item)).collect(), total, complete, shown }
    }

    /// How many things the list speaks of: the stated total, or the number of items where they are all.
    pub fn cardinality(&self) -> Option<f64> {
        self.total.or_else(|| (self.complete == Some(true)).then_some(self.items.len() as f64))
    }

    /// Pairs up the items of two lists, best matches first.
    pub fn match_items(&self, other: &List) -> ListComparison {
        let (mut left, mut right) = (vec![false; self.items.len()], vec![false; other.items.len()]);
        let mut shared = Vec::new();
        let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
        for (j, item) in other.items.iter().enumerate().rev() {
            known.entry(&item.folded).or_default().push(j);
        }
        for (i, item) in self.items.iter().enumerate() {
            if let Some(j) = known.get_mut(item.folded.as_str()).and_then(Vec::pop) {
                (left[i], right[j]) = (true, true);
                shared.push((i, j));
            }
        }
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        let open = |used: &[bool]| -> Vec<usize> {
            (0..used.len()).filter(|&i| !used[i]).take(MOST_ITEMS).collect()
        };
        let others = open(&right);
        for i in open(&left) {
            for &j in &others {
                let similarity = self.items[i].similarity(&other.items[j]);
                if similarity >= SAME_ITEM {
                    pairs.push((similarity, i, j));
                }
            }
        }
        pairs.sort_by(|x, y| {
            y.0.total_cmp(&x.0)
                .then_with(|| self.items[x.1].shown.cmp(&self.items[y.1].shown))
                .then_with(|| other.items[x.2].shown.cmp(&other.items[y.2].shown))
        });
        for (_, i, j) in pairs {
            if !left[i] && !right[j] {
                left[i] = true;
                right[j] = true;
                shared.push((i, j));
            }
        }
        shared.sort_unstable();
        let rest =
            |used: &[bool]| used.iter().enumerate().filter(|&(_, &used)| !used).map(|(i, _)| i).collect();
        ListComparison { shared, only_left: rest(&left), only_right: rest(&right) }
    }

    /// Compares two lists as sets.
    pub fn compare(&self, other: &List) -> Comparison {
        let matched = self.match_items(other);
        match (matched.only_left.is_empty(), matched.only_right.is_empty()) {
            (true, true) => Comparison::Same {
                exact: matched.shared.iter().all(|&(i, j)| self.items[i].shown == other.items[j].shown),
            },
            (false, true) => Comparison::Finer(Side::Left),
            (true, false) => Comparison::Finer(Side::Right),
            (false, false) => Comparison::Disjoint,
        }
    }
}
