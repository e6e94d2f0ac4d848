//! An article as it is stored: plain text, Markdown or HTML to blocks of text, with the way back to the bytes of the
//! file. What a site puts around an article is left out, and counted.

mod block;
mod boilerplate;
mod context;
mod head;
mod html;
mod links;
mod markdown;
mod stamp;
mod text;
mod title;

#[cfg(test)]
mod properties;

pub use block::{Block, Kind};

use std::ops::Range;

/// How an article is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text: empty lines between paragraphs.
    Text,
    /// Markdown as of CommonMark, with or without YAML front matter.
    Markdown,
    /// A page or a piece of one.
    Html,
}

/// An article as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What it says of itself.
    pub head: Head,
    /// Its text, in the order of the file.
    pub blocks: Vec<Block>,
    /// What is not part of the article, in the order of the file.
    pub omitted: Vec<Omission>,
}

/// What an article says of itself; each with the bytes where it says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The title of the article.
    pub headline: Option<Located>,
    /// The outlet: a paper, an agency, a site.
    pub publisher: Option<Located>,
    /// Who wrote it, without the role.
    pub author: Option<Located>,
    /// Where it was published.
    pub url: Option<Located>,
    /// When it was published: EDTF or RFC 3339.
    pub published: Option<Located>,
    /// When it was last changed: EDTF or RFC 3339.
    pub modified: Option<Located>,
    /// The language tag: `en`, `en-GB`.
    pub language: Option<Located>,
}

/// A text with the bytes of the file that give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Plain text; a date as EDTF or RFC 3339.
    pub text: String,
    /// Bytes of the file.
    pub bytes: Range<usize>,
}

/// Why a part of the file is not part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Menus, the name of the site, its slogan, "Scroll to Top".
    Navigation,
    /// "Share this", "Follow us".
    Share,
    /// A few words about who wrote it.
    Author,
    /// The comments and the form for them.
    Comments,
    /// What stands below a picture, and who took it.
    Caption,
    /// Links to other articles.
    Related,
    /// Advertisements.
    Advert,
    /// "Subscribe", "Sign up for our newsletter".
    Newsletter,
    /// Consent to cookies.
    Cookies,
    /// What was said before: the headline once more.
    Repeated,
    /// Who wrote and edited it and when, "5 min read".
    Byline,
    /// Copyright, terms, disclosures.
    Legal,
    /// A poll, or a call to readers to send their own stories.
    Poll,
    /// Scripts, forms, tables of contents, code: what is not prose.
    Machinery,
}

impl Reason {
    /// All of them.
    pub const ALL: &[Reason] = &[
        Reason::Navigation,
        Reason::Share,
        Reason::Author,
        Reason::Comments,
        Reason::Caption,
        Reason::Related,
        Reason::Advert,
        Reason::Newsletter,
        Reason::Cookies,
        Reason::Repeated,
        Reason::Byline,
        Reason::Legal,
        Reason::Poll,
        Reason::Machinery,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Navigation => "navigation",
            Reason::Share => "share",
            Reason::Author => "author",
            Reason::Comments => "comments",
            Reason::Caption => "caption",
            Reason::Related => "related",
            Reason::Advert => "advert",
            Reason::Newsletter => "newsletter",
            Reason::Cookies => "cookies",
            Reason::Repeated => "repeated",
            Reason::Byline => "byline",
            Reason::Legal => "legal",
            Reason::Poll => "poll",
            Reason::Machinery => "machinery",
        }
    }
}

/// A part of the file that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// What it is.
    pub reason: Reason,
    /// Bytes of the file.
    pub bytes: Range<usize>,
}

/// Reads an article. Any text can be read; what cannot be told from the article is kept.
pub fn read(text: &str, format: Format) -> Document {
    match format {
        Format::Text => text::read(text),
        Format::Markdown => markdown::read(text),
        Format::Html => html::read(text),
    }
}

/// The day that `words` give and nothing else, as 2026-03-04; `None` where they say more or less.
pub(super) fn day(words: &str) -> Option<String> {
    stamp::of_metadata(words)
}
