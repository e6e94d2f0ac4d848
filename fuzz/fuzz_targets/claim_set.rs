//! Any words as a claim set in YAML, JSON or JSON Lines, then every rule on it: no panic, and every place is inside the file.

#![no_main]

use factdiff::lint;
use factdiff::load::{Options, load_text};
use libfuzzer_sys::fuzz_target;
use std::borrow::Cow;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let name = ["a.yaml", "a.json", "a.jsonl"][usize::from(first % 3)];
    let loaded = load_text(name, text, &Options::default());
    let mut found = lint::check_each(&loaded.files, &loaded.sets, |set| Cow::Borrowed(set));
    found.extend(lint::check_heads(&loaded.sets));
    let findings = loaded.findings.iter().chain(&found);
    let claims = loaded.sets.iter().flat_map(|set| &set.claims);
    let spans = findings.flat_map(|finding| finding.places.iter().map(|place| place.span));
    for span in spans.chain(claims.map(|claim| claim.span)) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    }
});
