//! Pages and their versions.

use super::{ClaimSet, DerivationKind, Source, SourceId};
use crate::text::fold;
use crate::value::date::Date;
use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;

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

/// Where a source stands: the words of a URL, and the page that they lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    words: String,
    page: Option<String>,
}

impl Url {
    /// Takes the words as they stand; they need be no URL.
    pub fn new(words: String) -> Url {
        Url { page: same_page(&words), words }
    }

    /// The page that it leads to: [`same_page`].
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }
}

impl Deref for Url {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl Source {
    /// The page that it stands on: [`same_page`].
    pub fn page(&self) -> Option<&str> {
        self.url.as_ref()?.page()
    }

    /// Whether this is a later version of one article: it says that it is a revision of the other (PROV `wasRevisionOf`), or
    /// both stand on one page, of one publisher where both name it, and this one was changed, or else published, later; or it is
    /// a later version of such a one that is loaded, too.
    pub fn is_version_of(&self, older: &Source) -> bool {
        self.earlier.contains(&older.id) || self.is_next_version_of(older)
    }

    fn is_next_version_of(&self, older: &Source) -> bool {
        let on_one_page = self.page().is_some() && self.page() == older.page();
        if self.declares_revision_of(older, !on_one_page) {
            return true;
        }
        let publishers = self.publisher.as_deref().zip(older.publisher.as_deref());
        on_one_page
            && self.stamp().zip(older.stamp()).is_some_and(|(own, other)| other.is_earlier(own))
            && publishers
                .is_none_or(|(own, other)| own == other || fold::canonical(own) == fold::canonical(other))
            && !older.declares_revision_of(self, false)
    }

    /// When it was last changed, or else published.
    fn stamp(&self) -> Option<&Date> {
        self.modified.as_ref().or(self.published.as_ref())
    }

    /// Whether it says so of the id, or if asked of the page.
    fn declares_revision_of(&self, older: &Source, of_page: bool) -> bool {
        let page = older.page().filter(|_| of_page);
        self.derived_from.iter().filter(|origin| origin.how == DerivationKind::Revision).any(|origin| {
            origin.from == older.id.as_str() || page.is_some() && same_page(&origin.from).as_deref() == page
        })
    }
}

/// Fills [`Source::earlier`]. What leads there only through a ring of revisions is left out. Takes time in the square of the
/// sources of one page at most.
pub(crate) fn follow_versions(sets: &mut [ClaimSet]) {
    let revises = |source: &Source| source.derived_from.iter().any(|it| it.how == DerivationKind::Revision);
    // versions of one page need no others to be known for such
    if !sets.iter().any(|set| revises(&set.source)) {
        return;
    }
    let links = Links::of(sets);
    let through: Vec<Vec<SourceId>> = (0..sets.len())
        .map(|newer| {
            let direct = |older: &usize| sets[newer].source.is_next_version_of(&sets[*older].source);
            let further = links.reached(newer).into_iter().filter(|older| !direct(older));
            let kept = further.filter(|&older| !links.reached(older).contains(&newer));
            kept.map(|older| sets[older].source.id.clone()).collect()
        })
        .collect();
    for (set, earlier) in sets.iter_mut().zip(through) {
        set.source.earlier = earlier;
    }
}

/// Which sources name which as what they revise, and which stand on one page.
struct Links<'a> {
    sets: &'a [ClaimSet],
    declared: Vec<Vec<usize>>,
    pages: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Links<'a> {
    fn of(sets: &'a [ClaimSet]) -> Links<'a> {
        let mut pages: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut ids: HashMap<&str, usize> = HashMap::new();
        for (at, ClaimSet { source, .. }) in sets.iter().enumerate() {
            ids.insert(source.id.as_str(), at);
            if let Some(page) = source.page() {
                pages.entry(page).or_default().push(at);
            }
        }
        let declared = |ClaimSet { source, .. }: &ClaimSet| -> Vec<usize> {
            let revised = source.derived_from.iter().filter(|it| it.how == DerivationKind::Revision);
            let named = revised.flat_map(|it| {
                let of_page = same_page(&it.from).and_then(|page| pages.get(page.as_str()));
                ids.get(it.from.as_str()).into_iter().chain(of_page.into_iter().flatten()).copied()
            });
            named.filter(|&older| source.is_next_version_of(&sets[older].source)).collect()
        };
        let declared = sets.iter().map(declared).collect();
        Links { sets, declared, pages }
    }

    /// All versions before one. Those of its page are transitive by themselves, so of them only what they declare is followed.
    fn reached(&self, newer: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![(newer, true)];
        while let Some((at, enters_page)) = open.pop() {
            let declared = self.declared[at].iter().filter(|&&older| reached.insert(older));
            open.extend(declared.map(|&older| (older, true)));
            let source = &self.sets[at].source;
            if let Some(page) = source.page().filter(|_| enters_page) {
                let older = |older: &&usize| source.is_next_version_of(&self.sets[**older].source);
                let older = self.pages[page].iter().filter(older).filter(|&&older| reached.insert(older));
                open.extend(older.map(|&older| (older, false)));
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Derivation;
    use crate::span::{Files, Span};

    /// A source on a page, published and changed at these times.
    fn source(id: &str, url: Option<&str>, times: [Option<&str>; 2]) -> Source {
        let span = Span { file: Files::default().add("x.yaml", ""), start: 0, end: 0 };
        let [published, modified] = times.map(|time| time.map(|time| Date::parse_edtf(time).unwrap()));
        Source {
            url: url.map(|url| Url::new(url.to_owned())),
            published,
            modified,
            ..Source::new(SourceId::new(id), span)
        }
    }

    fn derived(source: Source, from: &str, how: DerivationKind) -> Source {
        let origin = Derivation { from: from.to_owned(), how, span: source.span };
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
            (derived(source("v2", None, [None, None]), "v1", DerivationKind::Revision), true),
            (derived(source("v2", None, [None, None]), "v1", DerivationKind::Unspecified), false),
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

    /// Which of these are later versions of which.
    fn versions(sources: [Source; 3]) -> Vec<String> {
        let mut sets = sources.map(|source| ClaimSet { source, claims: Vec::new() });
        follow_versions(&mut sets);
        let sources = || sets.iter().map(|set| &set.source);
        let pairs = sources().flat_map(|newer| sources().map(move |older| (newer, older)));
        let versions = pairs.filter(|(newer, older)| newer.id != older.id && newer.is_version_of(older));
        versions.map(|(newer, older)| format!("{} of {}", newer.id, older.id)).collect()
    }

    #[test]
    fn a_later_version_of_a_later_version_is_one_of_the_first() {
        let bare = |id: &str| source(id, None, [None, None]);
        let on_page = |id: &str, day: &str| source(id, Some("https://post.example/a"), [Some(day), None]);
        let revises = |source: Source, of: &str| derived(source, of, DerivationKind::Revision);
        let chain = ["b of a", "c of a", "c of b"];
        assert_eq!(versions([bare("a"), revises(bare("b"), "a"), revises(bare("c"), "b")]), chain);
        let moved = [bare("a"), revises(on_page("b", "2026-03-04"), "a"), on_page("c", "2026-03-05")];
        assert_eq!(versions(moved), chain);
        let quoted = derived(bare("b"), "a", DerivationKind::Quoted);
        assert_eq!(versions([bare("a"), quoted, revises(bare("c"), "b")]), ["c of b"]);
        let ring = [revises(bare("a"), "b"), revises(bare("b"), "c"), revises(bare("c"), "a")];
        assert_eq!(versions(ring), ["a of b", "b of c", "c of a"]);
    }
}
