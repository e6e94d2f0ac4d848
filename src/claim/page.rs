//! Pages and their versions.

use super::{DerivationKind, Source};

/// A URL without what makes no other page of it: scheme, `www.`, case of the host, fragment, marks of campaigns, a last `/`.
/// `None` for what is no URL.
pub fn same_page(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://")?.1;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let query: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_lowercase();
    let mut same = format!("{}/{}", host.strip_prefix("www.").unwrap_or(&host), path.trim_end_matches('/'));
    if !query.is_empty() {
        same += "?";
        same += &query.join("&");
    }
    Some(same)
}

impl Source {
    /// The page that it stands on: [`same_page`].
    pub fn page(&self) -> Option<String> {
        self.url.as_deref().and_then(same_page)
    }

    /// Whether this is a later version of one article: it says that it is a revision of the other (PROV `wasRevisionOf`), or
    /// both stand on one page and this one was changed, or else published, later.
    pub fn is_version_of(&self, older: &Source) -> bool {
        let page = self.page();
        let declares = |newer: &Source, older: &Source, page: Option<&str>| {
            newer.derived_from.iter().any(|origin| {
                let is_page = || page.is_some() && same_page(&origin.from).as_deref() == page;
                origin.how == DerivationKind::Revision && (origin.from == older.id.as_str() || is_page())
            })
        };
        let of_other = older.page();
        if declares(self, older, of_other.as_deref().filter(|_| of_other != page)) {
            return true;
        }
        let stamp = |source: &Source| source.modified.clone().or_else(|| source.published.clone());
        page.is_some()
            && page == of_other
            && !declares(older, self, None)
            && stamp(self).zip(stamp(older)).is_some_and(|(own, other)| other.is_earlier(&own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Options, load_text};

    fn source(head: &str) -> Source {
        let text = format!("source: {{{head}}}\nclaims: [One died.]\n");
        load_text("x.yaml", &text, &Options::default()).sets.remove(0).source
    }

    #[test]
    fn what_makes_no_other_page_of_a_url_is_left_out() {
        for (url, page) in [
            ("https://www.Post.example/a/b/", Some("post.example/a/b")),
            ("http://post.example/a/b#top", Some("post.example/a/b")),
            ("https://post.example/a/b?utm_source=x&page=2", Some("post.example/a/b?page=2")),
            ("https://post.example", Some("post.example/")),
            ("north-wire", None),
        ] {
            assert_eq!(same_page(url).as_deref(), page, "{url}");
        }
    }

    #[test]
    fn of_one_day_the_hour_tells() {
        let at = |id: &str, hour: &str| {
            source(&format!("id: {id}, url: \"https://post.example/a\", published: \"2026-03-04T{hour}:00Z\""))
        };
        assert!(at("b", "11:30").is_version_of(&at("a", "09:00")));
        assert!(!at("b", "09:00").is_version_of(&at("a", "09:00")));
    }

    #[test]
    fn a_later_version_is_declared_or_of_the_same_page_and_later() {
        let page = "url: \"https://post.example/a\"";
        let first = source(&format!("id: v1, published: 2026-03-04, {page}"));
        for (head, is_version) in [
            ("id: v2, derived_from: [{id: v1, how: revision}]".to_owned(), true),
            ("id: v2, derived_from: [v1]".to_owned(), false),
            (format!("id: v2, published: 2026-03-04, modified: 2026-03-06, {page}"), true),
            (format!("id: v2, published: 2026-03-04, {page}"), false),
            (format!("id: v2, published: \"2026-03-05T09:00:00Z\", modified: \"2026-03-05T11:30:00Z\", {page}"), true),
            ("id: v2, published: 2026-03-06".to_owned(), false),
        ] {
            let second = source(&head);
            assert_eq!(second.is_version_of(&first), is_version, "{head}");
            assert!(!first.is_version_of(&second), "{head}");
        }
    }
}
