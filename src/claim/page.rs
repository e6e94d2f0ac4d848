//! Pages and their versions.

use super::{DerivationKind, Source};
use crate::text::fold;

/// A URL without what makes no other page of it: scheme, `www.`, case and usual port of the host, marks of campaigns, the order of
/// what is asked for, a last `/`. A fragment stays: it may be the post of a live blog or the page of an app. `None` for what is no
/// URL, and for the front page of a site, which is no article.
pub fn same_page(url: &str) -> Option<String> {
    const CAMPAIGNS: [&str; 5] = ["utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid="];
    let rest = url.trim().split_once("://")?.1;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_campaign = |part: &&str| CAMPAIGNS.iter().any(|mark| part.starts_with(mark));
    let mut query: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !is_campaign(part)).collect();
    query.sort_unstable();
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_lowercase();
    let host = host.strip_suffix(":443").or(host.strip_suffix(":80")).unwrap_or(&host);
    let (host, path) = (host.strip_prefix("www.").unwrap_or(host), path.trim_end_matches('/'));
    let fragment = if fragment == "top" || fragment.starts_with(":~:") { "" } else { fragment };
    if host.is_empty() || path.is_empty() && query.is_empty() && fragment.is_empty() {
        return None;
    }
    let mut same = format!("{host}/{path}");
    for (mark, part) in [("?", query.join("&").as_str()), ("#", fragment)] {
        if !part.is_empty() {
            same += mark;
            same += part;
        }
    }
    Some(same)
}

impl Source {
    /// The page that it stands on: [`same_page`].
    pub fn page(&self) -> Option<String> {
        self.url.as_deref().and_then(same_page)
    }

    /// Whether this is a later version of one article: it says that it is a revision of the other (PROV `wasRevisionOf`), or
    /// both stand on one page, of one publisher where both name it, and this one was changed, or else published, later.
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
        let publishers = self.publisher.as_deref().zip(older.publisher.as_deref());
        page.is_some()
            && page == of_other
            && publishers.is_none_or(|(own, other)| fold::canonical(own) == fold::canonical(other))
            && !declares(older, self, None)
            && stamp(self).zip(stamp(older)).is_some_and(|(own, other)| other.is_earlier(&own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Derivation, SourceId};
    use crate::span::{Files, Span};
    use crate::value::date::Date;

    /// A source on a page, published and changed at these times.
    fn source(id: &str, url: Option<&str>, times: [Option<&str>; 2]) -> Source {
        let span = Span { file: Files::default().add("x.yaml", ""), start: 0, end: 0 };
        let [published, modified] = times.map(|time| time.map(|time| Date::parse_edtf(time).unwrap()));
        Source { url: url.map(str::to_owned), published, modified, ..Source::new(SourceId::new(id), span) }
    }

    fn derived(source: Source, how: DerivationKind) -> Source {
        let origin = Derivation { from: "v1".to_owned(), how, span: source.span };
        Source { derived_from: vec![origin], ..source }
    }

    #[test]
    fn what_makes_no_other_page_of_a_url_is_left_out() {
        for (url, page) in [
            ("https://www.Post.example/a/b/", Some("post.example/a/b")),
            ("http://post.example/a/b#top", Some("post.example/a/b")),
            (
                "https://post.example:443/a/b?utm_source=x&page=2&all=1&fbclid=z",
                Some("post.example/a/b?all=1&page=2"),
            ),
            ("https://post.example/live#post-2", Some("post.example/live#post-2")),
            ("https://post.example/#/story/1", Some("post.example/#/story/1")),
            ("https://post.example", None),
            ("note://", None),
            ("north-wire", None),
        ] {
            assert_eq!(same_page(url).as_deref(), page, "{url}");
        }
    }

    #[test]
    fn a_later_version_is_declared_or_of_the_same_page_and_later() {
        let page = Some("https://post.example/a");
        let first = source("v1", page, [Some("2026-03-04"), None]);
        let of_page = |times| source("v2", page, times);
        for (second, is_version) in [
            (derived(source("v2", None, [None, None]), DerivationKind::Revision), true),
            (derived(source("v2", None, [None, None]), DerivationKind::Unspecified), false),
            (of_page([Some("2026-03-04"), Some("2026-03-06")]), true),
            (of_page([Some("2026-03-04"), None]), false),
            (of_page([None, None]), false),
            (source("v2", None, [Some("2026-03-06"), None]), false),
        ] {
            assert_eq!(second.is_version_of(&first), is_version, "{second:?}");
            assert!(!first.is_version_of(&second), "{second:?}");
        }
    }

    #[test]
    fn of_one_day_the_hour_tells() {
        let at = |hour: &str| {
            source("b", Some("https://post.example/a"), [Some(&format!("2026-03-04T{hour}:00Z")), None])
        };
        assert!(at("11:30").is_version_of(&at("09:00")));
        assert!(!at("09:00").is_version_of(&at("09:00")));
    }
}
