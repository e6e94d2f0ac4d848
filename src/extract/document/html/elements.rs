//! What an element is: by its name, its role, and the words of its class and id.

use super::super::Reason;
use super::super::context::Part;
use html5gum::{HtmlString, Spanned, StartTag};

/// An attribute as text.
pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value: &Spanned<HtmlString> = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

/// Elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that are no text.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "svg"
            | "math"
            | "noscript"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "textarea"
            | "datalist"
            | "title"
            | "noembed"
            | "noframes"
    )
}

/// Elements that begin and end a line.
pub(super) fn is_block(name: &str) -> bool {
    is_container(name)
        || matches!(
            name,
            "p" | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "li"
                | "ul"
                | "ol"
                | "menu"
                | "dl"
                | "dt"
                | "dd"
                | "blockquote"
                | "pre"
                | "address"
                | "figcaption"
                | "caption"
                | "summary"
                | "tr"
                | "hr"
                | "legend"
                | "button"
                | "label"
                | "option"
        )
}

/// Elements that may hold an article.
pub(super) fn is_container(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "section"
            | "div"
            | "center"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "form"
            | "fieldset"
            | "figure"
            | "details"
            | "dialog"
            | "hgroup"
            | "search"
    )
}

/// What the words inside are part of.
pub(super) fn part(name: &str, tag: &StartTag<usize>) -> Option<Part> {
    let number = |name| attribute(tag, name).and_then(|number| number.trim().parse().ok());
    Some(match name {
        "h1" => Part::Heading(1),
        "h2" => Part::Heading(2),
        "h3" => Part::Heading(3),
        "h4" => Part::Heading(4),
        "h5" => Part::Heading(5),
        "h6" => Part::Heading(6),
        "ol" => Part::List(Some(number("start").unwrap_or(1))),
        "ul" | "menu" => Part::List(None),
        "li" => Part::Item(number("value")),
        "blockquote" => Part::Quote,
        _ => return None,
    })
}

/// Why what an element holds is not the article; `in_article` says whether it stands in an `<article>`.
pub(super) fn mark(name: &str, tag: &StartTag<usize>, in_article: bool) -> Option<Reason> {
    let named = match name {
        "html" | "body" | "main" | "article" | "h1" => return None,
        "nav" | "menu" | "dialog" | "search" => Some(Reason::Navigation),
        "header" if !in_article => Some(Reason::Navigation),
        "footer" => Some(Reason::Navigation),
        "aside" => Some(Reason::Related),
        "figcaption" | "caption" => Some(Reason::Caption),
        "form" | "button" | "label" | "legend" | "option" | "pre" => Some(Reason::Machinery),
        _ => None,
    };
    // the words of a class tell more than the name: a form may be that of comments
    let told = || {
        let words =
            ["class", "id", "data-testid", "data-component"].iter().filter_map(|name| attribute(tag, name));
        words.flat_map(|words| classes(&words)).next()
    };
    told().or(named).or_else(|| role(tag)).or_else(|| hidden(tag))
}

fn role(tag: &StartTag<usize>) -> Option<Reason> {
    match attribute(tag, "role")?.trim() {
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar" | "dialog"
        | "alertdialog" => Some(Reason::Navigation),
        "complementary" => Some(Reason::Related),
        _ => None,
    }
}

fn hidden(tag: &StartTag<usize>) -> Option<Reason> {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let is_hidden = tag.attributes.contains_key("hidden".as_bytes())
        || attribute(tag, "aria-hidden").is_some_and(|hidden| hidden == "true")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    is_hidden.then_some(Reason::Machinery)
}

/// What the names of a class attribute say, name by name.
fn classes(names: &str) -> Vec<Reason> {
    names.split_whitespace().take(40).filter_map(class).collect()
}

/// "social-share", "relatedArticles", "comment_list"; "has-sidebar" says something of the page.
fn class(name: &str) -> Option<Reason> {
    use Reason::{
        Advert, Author, Caption, Comments, Cookies, Legal, Navigation, Newsletter, Poll, Related, Share,
    };
    let words = words(name);
    if words
        .iter()
        .any(|word| matches!(word.as_str(), "has" | "with" | "no" | "without" | "enabled" | "layout"))
    {
        return None;
    }
    let is = |word: &str| words.iter().any(|own| own == word);
    if is("author") && ["bio", "box", "card", "about", "info", "profile"].iter().any(|word| is(word)) {
        return Some(Author);
    }
    words.iter().find_map(|word| {
        Some(match word.as_str() {
            "share" | "sharing" | "sharedaddy" | "social" | "socials" | "addtoany" => Share,
            "related" | "recommended" | "recommendations" | "recirc" | "trending" | "popular"
            | "jp-relatedposts" | "relatedposts" | "readmore" | "teaser" | "teasers" => Related,
            "ad" | "ads" | "advert" | "adverts" | "advertisement" | "advertising" | "promo" | "promos"
            | "sponsor" | "sponsored" | "dfp" | "adslot" | "taboola" | "outbrain" | "adsbygoogle" => Advert,
            "cookie" | "cookies" | "consent" | "gdpr" | "onetrust" => Cookies,
            "newsletter" | "newsletters" | "subscribe" | "subscription" | "signup" | "paywall" => Newsletter,
            "comment" | "comments" | "disqus" | "respond" | "commentlist" => Comments,
            "bio" => Author,
            "breadcrumb" | "breadcrumbs" | "menu" | "nav" | "navbar" | "navigation" | "sidebar"
            | "pagination" | "toc" | "skip" | "masthead" => Navigation,
            "caption" | "figcaption" | "credit" | "imagecaption" => Caption,
            "copyright" | "disclaimer" => Legal,
            "poll" => Poll,
            _ => return None,
        })
    })
}

/// The words of `relatedArticles` and `related-articles`, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars().take(80) {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && was_small {
            words.push(String::new());
        }
        was_small = c.is_ascii_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_classes_say_what_is_inside() {
        for (name, reason) in [
            ("social-share-bar", Some(Reason::Share)),
            ("relatedArticles", Some(Reason::Related)),
            ("c-comments__list", Some(Reason::Comments)),
            ("author-bio", Some(Reason::Author)),
            ("ad-slot", Some(Reason::Advert)),
            ("has-sidebar", None),
            ("article-header", None),
            ("headline", None),
            ("shared-content", None),
            ("lead", None),
            ("loading", None),
            ("breadth", None),
        ] {
            assert_eq!(class(name), reason, "{name}");
        }
    }
}
