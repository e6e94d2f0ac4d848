//! What a page says of itself: JSON-LD first, then OpenGraph and other `<meta>`, then the elements of the page.

use super::super::{Head, Located, stamp, title};
use super::elements::attribute;
use super::{json_ld, reference};
use html5gum::StartTag;
use std::ops::Range;

/// What is known up to now, each with how good its source is: the lower the better.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    found: [Option<(u8, Located)>; 7],
    /// The element without text whose words come next.
    inside: Option<Inside>,
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Headline,
    Publisher,
    Author,
    Url,
    Published,
    Modified,
    Language,
}

#[derive(Debug)]
enum Inside {
    Title(Option<Range<usize>>),
    JsonLd(Option<Range<usize>>),
}

/// How good JSON-LD is.
pub(super) const JSON_LD: u8 = 0;

impl Metadata {
    /// The head of the document.
    pub fn head(self) -> Head {
        let [headline, publisher, author, url, published, modified, language] =
            self.found.map(|found| found.map(|(_, located)| located));
        Head { headline, publisher, author, url, published, modified, language }
    }

    /// Notes a value, unless a better source gave one.
    pub fn offer(&mut self, field: Field, rank: u8, value: &str, bytes: Range<usize>) {
        let value = reference::decoded(value);
        let text = match field {
            Field::Published | Field::Modified => stamp::of_metadata(&value),
            Field::Author if value.starts_with("http") => None,
            Field::Language => Some(value.replace('_', "-")),
            Field::Headline | Field::Publisher | Field::Author | Field::Url => Some(value),
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        let slot = &mut self.found[field as usize];
        if slot.as_ref().is_none_or(|(own, _)| rank < *own) {
            *slot = Some((rank, Located { text, bytes }));
        }
    }

    /// Reads the attributes of an element.
    pub fn element(&mut self, name: &str, tag: &StartTag<usize>) {
        let bytes = tag.span.start..tag.span.end;
        let value = |name| attribute(tag, name);
        match name {
            "html" => {
                if let Some(language) = value("lang").or_else(|| value("xml:lang")) {
                    self.offer(Field::Language, 3, &language, bytes);
                }
            }
            "meta" => self.meta(tag),
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.offer(Field::Url, 1, &value("href").unwrap_or_default(), bytes);
            }
            "time" => {
                let Some(date) = value("datetime") else { return };
                let said = value("itemprop").unwrap_or_default() + &value("class").unwrap_or_default();
                let said = said.to_ascii_lowercase();
                if said.contains("modified") || said.contains("updated") {
                    self.offer(Field::Modified, 4, &date, bytes);
                } else {
                    let is_sure =
                        said.contains("published") || tag.attributes.contains_key("pubdate".as_bytes());
                    self.offer(Field::Published, if is_sure { 4 } else { 5 }, &date, bytes);
                }
            }
            "title" => self.inside = Some(Inside::Title(None)),
            "script"
                if value("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
            {
                self.inside = Some(Inside::JsonLd(None));
            }
            _ => {}
        }
    }

    /// Words of an element without text.
    pub fn words(&mut self, text: &str, bytes: Range<usize>) {
        if !text.is_char_boundary(bytes.start) {
            return;
        }
        if let Some(Inside::Title(words) | Inside::JsonLd(words)) = &mut self.inside {
            words.get_or_insert(bytes.clone()).end = bytes.end;
        }
    }

    /// An element without text ends.
    pub fn ends(&mut self, name: &str, text: &str) {
        match (name, self.inside.take()) {
            ("title", Some(Inside::Title(Some(bytes)))) => self.title(text, bytes),
            ("script", Some(Inside::JsonLd(Some(bytes)))) => json_ld::read(text, bytes, self),
            ("title" | "script", _) => {}
            (_, inside) => self.inside = inside,
        }
    }

    fn meta(&mut self, tag: &StartTag<usize>) {
        let Some(content) = attribute(tag, "content") else { return };
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| attribute(tag, key));
        let (field, rank) = match key.unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "og:title" => (Field::Headline, 1),
            "twitter:title" | "dc.title" | "headline" => (Field::Headline, 2),
            "og:site_name" => (Field::Publisher, 1),
            "application-name" | "dc.publisher" => (Field::Publisher, 2),
            "og:url" => (Field::Url, 2),
            "article:published_time" | "og:published_time" => (Field::Published, 1),
            "datepublished" | "date" | "dc.date" | "dc.date.issued" | "pubdate" | "publishdate"
            | "publish-date" | "sailthru.date" | "parsely-pub-date" | "article.published"
            | "dcterms.created" => (Field::Published, 2),
            "article:modified_time" | "og:updated_time" => (Field::Modified, 1),
            "datemodified" | "last-modified" | "dcterms.modified" | "article.updated" => (Field::Modified, 2),
            "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" => {
                (Field::Author, 1)
            }
            "content-language" => (Field::Language, 4),
            "og:locale" => (Field::Language, 5),
            _ => return,
        };
        self.offer(field, rank, &content, tag.span.start..tag.span.end);
    }

    /// The title of the page, which often has the name of the site behind it: "Raid on a platform | The Courier".
    fn title(&mut self, text: &str, bytes: Range<usize>) {
        let Some(whole) = text.get(bytes.clone()) else { return };
        let cut = [" | ", " - ", " – ", " — ", " · ", " :: ", " &#8211; ", " &ndash; ", " &mdash; "];
        let cut = cut.iter().filter_map(|cut| Some((whole.rfind(cut)?, cut.len()))).max();
        let parts = cut.map(|(at, len)| (&whole[..at], at + len)).filter(|&(name, site)| {
            name.split_whitespace().count() > 2 && title::is_name(whole[site..].trim())
        });
        let Some((name, site)) = parts else {
            self.offer(Field::Headline, 6, whole, bytes);
            return;
        };
        self.offer(Field::Headline, 6, name, bytes.start..bytes.start + name.len());
        self.offer(Field::Publisher, 6, &whole[site..], bytes.start + site..bytes.end);
    }
}
