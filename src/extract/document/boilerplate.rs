//! What sites put around an article, told by its words and by where it stands. What is in doubt is kept.

mod phrases;

use super::block::{Block, Kind};
use super::{Document, Head, Omission, Reason, head, title};
use crate::text::{fold, sentence};
use std::ops::Range;

/// How many blocks at the end, at least, are looked at for what sites put below an article.
const END: usize = 8;

/// The longest block, in bytes, that is looked at.
const LONGEST: usize = 900;

/// What a line is that is no part of an article wherever it stands.
pub(super) fn anywhere(line: &str) -> Option<Reason> {
    if line.len() > LONGEST {
        return None;
    }
    let folded = fold::typography(line).to_lowercase();
    whole(&folded).or_else(|| {
        let short = folded.split(' ').count() <= 30;
        let begun = || phrases::STARTS.iter().find(|(_, start)| folded.starts_with(start));
        let ended = || phrases::ENDS.iter().find(|(_, end)| folded.ends_with(end));
        begun().or_else(ended).filter(|_| short).map(|(reason, _)| *reason)
    })
}

impl Document {
    /// Moves what is not part of the article from the blocks to what is omitted.
    pub(super) fn without_boilerplate(self) -> Document {
        let Document { head, blocks, mut omitted } = self;
        let reasons = reasons(&blocks, &head);
        let mut kept = Vec::with_capacity(blocks.len());
        for (block, reason) in blocks.into_iter().zip(reasons) {
            match reason {
                Some(reason) => omitted.push(Omission { reason, bytes: block.extent() }),
                None => kept.push(block),
            }
        }
        omitted.sort_by_key(|omission| (omission.bytes.start, omission.bytes.end));
        Document { head, blocks: kept, omitted }
    }
}

/// Of each block why it is left out.
fn reasons(blocks: &[Block], head: &Head) -> Vec<Option<Reason>> {
    let mut reasons: Vec<Option<Reason>> = blocks.iter().map(|block| anywhere(&block.text)).collect();
    for (block, reason) in blocks.iter().zip(&mut reasons).take(6) {
        if head::is_said(&block.text, head.headline.as_ref()) {
            *reason = Some(Reason::Repeated);
        }
    }
    let first_prose = blocks.iter().position(is_prose).unwrap_or(blocks.len());
    let form = (first_prose..blocks.len())
        .find(|&i| is_comment_form(&blocks[i].text) && reasons[i] == Some(Reason::Comments))
        .unwrap_or(blocks.len());
    reasons[form..].fill(Some(Reason::Comments));
    let end = form.saturating_sub(END.max(form / 8)).max(first_prose + 1).min(form);
    for i in end..form {
        reasons[i] = reasons[i].or_else(|| at_the_end(&blocks[i].text));
    }
    // a list in the middle of an article may be its own; what is below "Related" is not
    let mut below = 0;
    for i in 0..form {
        if i >= below && reasons[i] == Some(Reason::Related) && blocks[i].text.len() < 40 {
            below = links_below(blocks, &mut reasons, i + 1..form);
        }
    }
    author(blocks, &mut reasons, head, end..form);
    for (block, reason) in blocks[..end].iter().zip(&mut reasons) {
        if reason.is_some() && is_news(&block.text) {
            *reason = None;
        }
    }
    // a heading of nothing but what is left out
    for i in (end..form).rev() {
        let next = reasons.get(i + 1).copied().flatten();
        if matches!(blocks[i].kind, Kind::Heading { .. }) && reasons[i].is_none() && i + 1 < blocks.len() {
            reasons[i] = next.filter(|reason| matches!(reason, Reason::Related | Reason::Author));
        }
    }
    reasons
}

/// Words that are nothing but a link or a label: "Share", "Back to top", "5 min read", "12 comments".
fn whole(folded: &str) -> Option<Reason> {
    if folded.len() > 60 {
        return None;
    }
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let unnumbered = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if let Some((reason, _)) = phrases::WHOLE.iter().find(|(_, whole)| *whole == words) {
        return Some(*reason);
    }
    if unnumbered.len() == words.len() {
        return None;
    }
    let minutes =
        ["min read", "mins read", "minute read", "minutes read", "min", "minutes to read", "-minute read"];
    match unnumbered {
        "comments" | "comment" => Some(Reason::Comments),
        "shares" | "share" => Some(Reason::Share),
        _ if minutes.contains(&unnumbered) => Some(Reason::Byline),
        _ => None,
    }
}

/// Below this there is nothing of the article.
fn is_comment_form(text: &str) -> bool {
    let folded = text.to_lowercase();
    phrases::FORMS.iter().any(|form| folded.starts_with(form))
}

/// What a block at the end is, if at least half of its sentences say so.
fn at_the_end(text: &str) -> Option<Reason> {
    if text.len() > LONGEST || text.starts_with(['"', '“', '‘']) {
        return None;
    }
    let (mut found, mut hard, mut soft, mut all) = (None, 0, 0, 0);
    for range in sentence::split(text) {
        let folded = fold::typography(&text[range]).to_lowercase();
        all += 1;
        let has = phrases::AT_THE_END.iter().find(|(_, words)| folded.contains(words));
        if let Some((reason, _)) =
            has.or_else(|| phrases::STARTS.iter().find(|(_, start)| folded.starts_with(start)))
        {
            hard += 1;
            found = found.or(Some(*reason));
        } else if folded.ends_with('?') && phrases::has_word(&folded, &["you", "your"])
            || folded.starts_with("we pay ")
        {
            soft += 1;
        }
    }
    found.filter(|&reason| 2 * (hard + soft) >= all || reason == Reason::Author && hard > 0)
}

/// Leaves out the titles and items below a label, up to the next prose and the heading of it; where that is.
fn links_below(blocks: &[Block], reasons: &mut [Option<Reason>], range: Range<usize>) -> usize {
    let is_link =
        |block: &Block| !is_prose(block) && block.text.len() < 200 && !title::ends_a_sentence(&block.text);
    let mut end = range.start + blocks[range.clone()].iter().take_while(|block| is_link(block)).count();
    if end < range.end && end > range.start && matches!(blocks[end - 1].kind, Kind::Heading { .. }) {
        end -= 1;
    }
    reasons[range.start..end].fill(Some(Reason::Related));
    end
}

/// Finds what is said of the author below the article, and the name above it.
fn author(blocks: &[Block], reasons: &mut [Option<Reason>], head: &Head, end: Range<usize>) {
    let (before, prose) =
        blocks[..end.start].iter().filter(|block| is_prose(block)).fold((0, 0), |(mine, all), block| {
            (mine + usize::from(phrases::has_word(&block.text, &["I", "I’m", "I'm", "my", "My"])), all + 1)
        });
    // an article that is told by its author speaks like that all along
    let is_personal = 4 * before > prose;
    for i in end.rev() {
        if reasons[i].is_some() {
            continue;
        }
        let below = reasons.get(i + 1).copied().flatten();
        let text = &blocks[i].text;
        let ends = below.is_some() || i + 1 == reasons.len();
        let name = head.author.as_ref().map(|author| author.text.as_str());
        let is_name = below == Some(Reason::Author)
            && title::is_name(text)
            && !matches!(blocks[i].kind, Kind::Item { .. });
        if head::is_said(text, head.author.as_ref())
            || is_name
            || ends && is_about_author(text, name, is_personal)
            || ends && presents_a_stranger(text, &blocks[..i])
        {
            reasons[i] = Some(Reason::Author);
        }
    }
}

/// "As a news editor, I bring stories to life", "Anna Holt covers crime for the Courier".
fn is_about_author(text: &str, name: Option<&str>, is_personal: bool) -> bool {
    if text.len() > LONGEST || text.contains(['"', '“', '”']) {
        return false;
    }
    let has = |words: &[&str]| phrases::has_word(text, words);
    let of_trade = phrases::has_word(&text.to_lowercase(), phrases::TRADE);
    let first_person =
        has(&["I", "I’m", "I'm", "I’ve", "I've"]) && !text.contains(|c: char| c.is_ascii_digit());
    let named = name.is_some_and(|name| text.starts_with(name));
    let presents = has(&[
        "is",
        "covers",
        "writes",
        "reports",
        "edits",
        "leads",
        "works",
        "joined",
        "specialises",
        "specializes",
    ]);
    of_trade && (first_person && !is_personal || named && presents)
}

/// "Jane Doe has covered shipping for the Ledger since 2011": of somebody whom the article does not speak of.
fn presents_a_stranger(text: &str, before: &[Block]) -> bool {
    let Some((name, rest)) = phrases::PRESENTS.iter().find_map(|words| text.split_once(words)) else {
        return false;
    };
    let surname = name.rsplit(' ').next().unwrap_or(name);
    text.len() <= LONGEST
        && title::is_name(name)
        && (2..=4).contains(&name.split(' ').count())
        && (phrases::has_word(&rest.to_lowercase(), phrases::TRADE)
            || !text.starts_with(&format!("{name} is ")))
        && !phrases::has_word(rest, &["who", "was", "were", "said"])
        && !before.iter().any(|block| is_prose(block) && phrases::has_word(&block.text, &[surname]))
}

/// Whether a block is sentences, not a label.
fn is_prose(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Quote)
        && block.text.len() > 60
        && title::ends_a_sentence(&block.text)
}

/// A number, a quotation and a verb in the past tense: that is what news is made of.
fn is_news(text: &str) -> bool {
    let is_past = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.ends_with("ed")
            || ["said", "was", "were", "had", "told", "took", "found", "made"].contains(&word)
    };
    text.contains(|c: char| c.is_ascii_digit())
        && text.contains(['"', '“', '”', '‘', '«'])
        && text.split(' ').any(is_past)
}

#[cfg(test)]
mod tests {
    use crate::extract::document::{Document, Format, Reason, read};

    const ARTICLE: &str = "Raid on the offices of a platform\nThe Courier\n2026-02-04\n\n\
        Police searched the offices of the platform on Tuesday and took several computers with them.\n\n\
        The prosecutor said the search was part of an inquiry that began in January of last year.\n\n";

    fn with(end: &str) -> Document {
        read(&format!("{ARTICLE}{end}"), Format::Text)
    }

    fn reasons(document: &Document) -> Vec<Reason> {
        document.omitted.iter().map(|omission| omission.reason).collect()
    }

    #[test]
    fn what_sites_put_below_an_article_is_left_out() {
        for (end, reason) in [
            ("Featured image credits: Heute.at", Reason::Caption),
            ("For more stories like it, click the +Follow button at the top of this page.", Reason::Share),
            ("What do YOU think? Vote in our online poll and have your say below.", Reason::Poll),
            (
                "Do you work there? Contact our newsdesk. Comments on this article are now closed.",
                Reason::Poll,
            ),
            ("Send your own memories of the Long Room to our letters page.", Reason::Poll),
            ("(Reporting by P. Anand and Greta Holloway; Editing by M. Oyelaran)", Reason::Byline),
            ("(Dublin newsroom; editing by R. Achterberg)", Reason::Byline),
            ("Copyright Plan Fiduciary Monitor. Reprints available on request.", Reason::Legal),
            ("© 2026 The Courier. All rights reserved.", Reason::Legal),
            ("Sign up for our newsletter to get the news of the day.", Reason::Newsletter),
            ("Advertisement", Reason::Advert),
            ("Scroll to Top", Reason::Navigation),
            ("Read more: How the inquiry began", Reason::Related),
            ("About the author: Dale Pruett spent 22 years on the melt deck.", Reason::Author),
            ("Dale Pruett has covered steel and shipping for the Courier since 2011.", Reason::Author),
            ("Dale Pruett is the Courier's crime correspondent.", Reason::Author),
        ] {
            let document = with(end);
            assert_eq!((document.blocks.len(), reasons(&document)), (2, vec![reason]), "{end}");
        }
    }

    #[test]
    fn nothing_is_kept_below_a_comment_form() {
        let document = with(
            "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\n\
             Bob says that he was there too, and that 12 people were hurt in the fire last week.",
        );
        assert_eq!(document.blocks.len(), 2);
        assert_eq!(reasons(&document), [Reason::Comments; 3]);
    }

    #[test]
    fn the_author_may_say_a_word_about_himself_below() {
        let document = with(
            "Jolyen\n\nAs a news editor, I bring stories to life. My job is to make sure it’s heard.\n\nLeave a Reply",
        );
        assert_eq!(document.blocks.len(), 2);
        assert_eq!(reasons(&document), [Reason::Author, Reason::Author, Reason::Comments]);
    }

    #[test]
    fn links_below_a_label_are_left_out_with_it() {
        let document = with("Related articles\n\nWhy The Raid Matters\n\nWhat Comes Next For The Platform");
        assert_eq!(document.blocks.len(), 2);
        assert_eq!(reasons(&document), [Reason::Related; 3]);
    }

    #[test]
    fn what_is_in_doubt_is_kept() {
        for end in [
            "Reporting restrictions on a linked civil claim remain in force until further order.",
            "“Share this with everyone you know,” he said.",
            "The newspaper said its subscribers had followed the story for 3 years.",
            "John Smith is a journalist who was freed on Monday after 12 days.",
            "Related claims were dropped in 2024 by the court.",
        ] {
            assert_eq!(with(end).blocks.len(), 3, "{end}");
        }
    }

    #[test]
    fn news_in_the_middle_is_never_dropped() {
        let middle = "Read more: the minister said “we counted 12” and closed the door.";
        let rest =
            "The inquiry goes on and nobody could say on Friday when it might come to an end.\n\n".repeat(9);
        let document = with(&format!("{middle}\n\n{rest}"));
        assert!(document.blocks.iter().any(|block| block.text == middle));
    }
}
