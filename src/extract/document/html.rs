//! HTML to blocks: the elements that hold the article, without what stands around and between. Nothing here calls
//! itself, so that no nesting is too deep.

mod content;
mod elements;
mod json_ld;
mod metadata;
mod reference;
mod tree;

use super::{Document, head};

pub(super) fn read(text: &str) -> Document {
    let (tree, metadata) = tree::read(text);
    let mut head = metadata.head();
    let (blocks, mut omitted) = content::choose(tree);
    let blocks = head::take_blocks(blocks, &mut head, &mut omitted);
    Document { head, blocks, omitted }.without_boilerplate()
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Located, Reason};
    use super::*;

    const ONE: &str =
        "Police searched the offices of the platform on Tuesday and took several computers with them.";
    const TWO: &str =
        "The prosecutor said the search was part of an inquiry that began in January of last year.";

    fn blocks(page: &str) -> Vec<String> {
        read(page).blocks.into_iter().map(|block| block.text).collect()
    }

    fn reasons(page: &str) -> Vec<&'static str> {
        read(page).omitted.iter().map(|omission| omission.reason.as_str()).collect()
    }

    fn said(located: Option<Located>) -> String {
        located.map(|located| located.text).unwrap_or_default()
    }

    #[test]
    fn references_and_markup_keep_the_way_back() {
        let page = format!("<p>{ONE}</p><p>Law &amp; <b>ord</b>er,\n it&rsquo;s <a href=x>caf&#233;</a></p>");
        let document = read(&page);
        let block = &document.blocks[1];
        assert_eq!(block.text, "Law & order, it’s café");
        for (words, bytes) in [
            ("&", "&amp;"),
            ("order", "ord</b>er"),
            ("order, it", "ord</b>er,\n it"),
            ("’", "&rsquo;"),
            ("café", "caf&#233;"),
            ("Law", "Law"),
        ] {
            let at = block.text.find(words).unwrap_or(0);
            assert_eq!(&page[block.bytes(at..at + words.len())], bytes);
        }
    }

    #[test]
    fn headings_items_quotations_and_rows_are_blocks() {
        let page = format!(
            "<article><h1>Raid on a platform</h1><p>{ONE}<h2>1. The law</h2><ol start=3><li>one<li>two<ul><li>in</ul></ol>\
             <blockquote><p>They lied.</p></blockquote><table><tr><th>Hurt</th><td>12</td></tr></table><p>{TWO}<br>So it is.</article>"
        );
        let document = read(&page);
        let found: Vec<(Kind, &str)> =
            document.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        let last = format!("{TWO} So it is.");
        assert_eq!(
            found,
            [
                (Kind::Paragraph, ONE),
                (Kind::Heading { level: 2, number: Some(1) }, "The law"),
                (Kind::Item { number: Some(3), depth: 0 }, "one"),
                (Kind::Item { number: Some(4), depth: 0 }, "two"),
                (Kind::Item { number: None, depth: 1 }, "in"),
                (Kind::Quote, "They lied."),
                (Kind::Paragraph, "Hurt 12"),
                (Kind::Paragraph, last.as_str()),
            ]
        );
        assert_eq!(said(document.head.headline), "Raid on a platform");
    }

    #[test]
    fn what_stands_around_the_article_is_left_out() {
        let page = format!(
            "<body><header><a href=/>The Courier</a></header><nav><ul><li><a href=/a>News</a></ul></nav>\
             <div class='cookie-banner'>We value your privacy and use cookies for everything that we do.</div>\
             <div id=content><div class=post><p>{ONE}</p><div class='ad-slot'>Buy this</div><p>{TWO}</p>\
             <figure><img alt=x><figcaption>A police car in the rain</figcaption></figure>\
             <div class='social-share'>Tell others</div></div></div>\
             <aside><h3>More</h3><p>Something else happened on the same day in another town far away.</p></aside>\
             <section class=comments><p>I was there too, says a reader with more time than most of us have.</p></section>\
             <script>var x = '<p>no</p>';</script><footer>The Courier Ltd</footer>"
        );
        assert_eq!(blocks(&page), [ONE, TWO]);
        assert_eq!(
            reasons(&page),
            [
                "navigation",
                "navigation",
                "cookies",
                "advert",
                "caption",
                "share",
                "related",
                "comments",
                "navigation"
            ]
        );
    }

    #[test]
    fn a_mark_on_what_holds_the_text_is_none() {
        let page =
            format!("<form class=ad-free><div class='social menu'><p>{ONE}</p><p>{TWO}</p></div></form>");
        assert_eq!(blocks(&page), [ONE, TWO]);
    }

    #[test]
    fn many_comments_do_not_make_an_article() {
        let comment =
            "<p>I was there too, says a reader with more time on his hands than most of us have.</p>";
        let page = format!(
            "<article><p>{ONE}</p><p>{TWO}</p><p>{TWO}</p></article><div id=comments>{}</div>",
            comment.repeat(40)
        );
        assert_eq!(blocks(&page), [ONE, TWO, TWO]);
        assert_eq!(reasons(&page), ["comments"]);
    }

    #[test]
    fn the_densest_part_is_the_article_if_none_says_so() {
        let page = format!(
            "<div><div><a href=1>One thing</a> <a href=2>Another thing</a></div><div><p>{ONE}</p><p>{TWO}</p></div>\
             <ul><li><a href=3>How the inquiry into the platform began last year</a></li></ul></div>"
        );
        assert_eq!(blocks(&page), [ONE, TWO]);
    }

    #[test]
    fn json_ld_comes_before_opengraph_and_elements() {
        let page = format!(
            r#"<html lang="en-GB"><head><title>Raid on a platform | The Courier</title>
            <meta property="og:title" content="Another title"><meta property="og:site_name" content="The Courier">
            <link rel="canonical" href="https://example.com/raid"><meta name="author" content="desk">
            <script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": ["NewsArticle"],
            "headline": "Raid on a platform", "datePublished": "2026-02-04T10:00:00Z", "dateModified": "2026-02-05",
            "author": [{{"@type": "Person", "name": "Anna Holt"}}, {{"name": "Paul Reed"}}]}}]}}</script></head>
            <body><main><h1>Raid on a platform</h1><p>By Anna Holt</p><p>{ONE}</p><p>{TWO}</p></main>"#
        );
        let document = read(&page);
        let headline = document.head.headline.clone().map(|headline| headline.bytes).unwrap_or_default();
        assert_eq!(&page[headline.clone()], "Raid on a platform");
        assert_eq!(page[..headline.start].rfind("\"headline\": \""), Some(headline.start - 13));
        assert_eq!(said(document.head.published), "2026-02-04T10:00:00Z");
        assert_eq!(said(document.head.modified), "2026-02-05");
        assert_eq!(said(document.head.author), "Anna Holt and Paul Reed");
        assert_eq!(said(document.head.publisher), "The Courier");
        assert_eq!(said(document.head.url), "https://example.com/raid");
        assert_eq!(said(document.head.language), "en-GB");
        assert_eq!(document.blocks.len(), 2);
        let reasons: Vec<Reason> = document.omitted.iter().map(|omission| omission.reason).collect();
        assert_eq!(reasons, [Reason::Repeated, Reason::Byline]);
    }

    #[test]
    fn without_metadata_the_page_is_read() {
        let page = format!(
            "<title>Raid on a platform - The Courier</title><div itemprop=articleBody><p>{ONE}</p><p>{TWO}</p></div>\
             <time datetime='2026-02-04'>today</time>"
        );
        let head = read(&page).head;
        assert_eq!(said(head.headline), "Raid on a platform");
        assert_eq!(said(head.publisher), "The Courier");
        assert_eq!(said(head.published), "2026-02-04");
    }

    #[test]
    fn what_stands_between_title_and_text_is_read() {
        let page = format!(
            "<div><h1>Raid on a platform</h1><p class=by>By Anna Holt</p><p>4 February 2026</p>\
             <div itemprop=articleBody><p>{ONE}</p><p>{TWO}</p></div></div>"
        );
        let document = read(&page);
        assert_eq!(said(document.head.headline), "Raid on a platform");
        assert_eq!(said(document.head.author), "Anna Holt");
        assert_eq!(said(document.head.published), "2026-02-04");
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn hidden_words_are_left_out() {
        let page = format!("<p>{ONE}</p><p hidden>no</p><div style='display: none'>no</div><p>{TWO}</p>");
        assert_eq!(blocks(&page), [ONE, TWO]);
    }

    #[test]
    fn no_nesting_is_too_deep() {
        for tag in ["div", "p", "b", "li", "ul", "blockquote", "a", "table", "article"] {
            let page =
                format!("{}{ONE}{}", format!("<{tag}>").repeat(100_000), format!("</{tag}>").repeat(100_000));
            assert_eq!(read(&page).blocks.len() + read(&page).omitted.len(), 1, "{tag}");
        }
    }

    #[test]
    fn of_a_page_of_a_blog_the_article_is_left() {
        let page = include_str!("../../../tests/articles/blog.html");
        let document = read(page);
        let starts: Vec<String> =
            document.blocks.iter().map(|block| block.text.chars().take(24).collect()).collect();
        assert_eq!(
            starts,
            [
                "The maritime regulator h",
                "What Happened in the Fog",
                "The ferry had 146 people",
                "Twenty-seven people were",
                "Two rafts did not inflat",
                "Lough Line said that it "
            ]
        );
        let quote = &document.blocks[2];
        let at = quote.text.find("“We").unwrap_or(0)..quote.text.find("went").unwrap_or(0) + 4;
        assert_eq!(&page[quote.bytes(at)], "&#8220;We heard a bang &amp; then the lights went");
        assert_eq!(said(document.head.headline), "Regulator Opens Inquiry Into Ferry Line After Collision");
        assert_eq!(said(document.head.publisher), "Harbour Daily");
        assert_eq!(said(document.head.author), "Mina Shah");
        assert_eq!(said(document.head.published), "2026-02-04T09:12:44+00:00");
        assert_eq!(said(document.head.modified), "2026-02-04T11:00:00+00:00");
        assert_eq!(said(document.head.url), "https://harbour.example/2026/02/04/ferry-inquiry/");
        assert_eq!(
            reasons(page),
            [
                "navigation",
                "navigation",
                "repeated",
                "byline",
                "caption",
                "share",
                "advert",
                "related",
                "navigation",
                "author",
                "related",
                "comments",
                "navigation",
                "navigation",
                "cookies"
            ]
        );
    }
}
