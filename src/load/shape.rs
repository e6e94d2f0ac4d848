//! What the fields of our files are called and hold: the tables that the readers read by, and that the JSON Schemas are
//! made of.

/// A field of a mapping.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// What it holds, in a line for somebody who writes the file.
    pub(crate) about: &'static str,
    /// Whether its owner cannot do without it.
    pub(crate) required: bool,
}

/// What a field holds.
#[derive(Debug)]
pub(crate) enum Shape {
    /// `1`, the version of the format.
    Version,
    /// A single value: words, a number, yes or no.
    Words,
    /// Words of this form, a regular expression.
    Form(&'static str),
    /// One of a few words.
    Choice(fn() -> Vec<&'static str>),
    /// Yes or no, without quotes.
    Flag,
    /// A number from 0 to 1.
    Share,
    /// A whole number, 1 or more.
    Count,
    /// A number that is not negative, or a share such as `5%`.
    Tolerance,
    /// Any number of these.
    List(&'static Shape),
    /// A mapping with these fields.
    Mapping(&'static [Known]),
    /// A mapping of any names to these.
    Names(&'static Shape),
    /// The rules and families of rules, with levels.
    Rules,
    /// One of these.
    OneOf(&'static [Shape]),
}

impl Known {
    pub(crate) const fn new(name: &'static str, shape: Shape, about: &'static str) -> Known {
        Known { name, shape, about, required: false }
    }

    pub(crate) const fn required(name: &'static str, shape: Shape, about: &'static str) -> Known {
        Known { name, shape, about, required: true }
    }
}

/// The names of the fields of a table, in its order.
pub(crate) const fn names<const N: usize>(table: &[Known; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = table[at].name;
        at += 1;
    }
    names
}
