//! Any bytes as an article: no panic, and every claim, sentence and quote is where it says it is.

#![no_main]

use factdiff::claim::SourceId;
use factdiff::extract::{self, document::Format};
use factdiff::span::Files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let format = [Format::Text, Format::Markdown, Format::Html][usize::from(first % 3)];
    let mut files = Files::default();
    let file = files.add("article", text);
    let article = extract::article(text, format, file, SourceId::new("a"), None);
    for claim in &article.set.claims {
        let spans = [Some(claim.span), claim.sentence, claim.quote.as_ref().and_then(|quote| quote.found)];
        for span in spans.into_iter().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
        if let Some(sentence) = claim.sentence {
            assert!(sentence.start <= claim.span.start && claim.span.end <= sentence.end);
        }
    }
});
