//! Any quote in any article: no panic, every place is inside the article, and a place that is found holds the words.

#![no_main]

use factdiff::text::anchor::Anchors;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.splitn(4, '\n');
    let [Some(exact), Some(prefix), Some(suffix), Some(article)] = [(); 4].map(|()| parts.next()) else {
        return;
    };
    let anchors = Anchors::of(article);
    let found = anchors.places(exact, None, None);
    let beside = anchors.places(exact, Some(prefix), Some(suffix));
    assert!(beside.iter().all(|place| found.contains(place)), "what stands beside its words stands there");
    let parts = anchors.find_parts(exact).unwrap_or_default();
    assert!(parts.windows(2).all(|pair| pair[0].end <= pair[1].start), "parts are in order");
    for place in found.iter().chain(&beside).chain(&parts) {
        assert!(article.get(place.clone()).is_some_and(|words| !words.is_empty()), "{place:?}");
    }
    let is_words = !Anchors::of(exact).places(exact, None, None).is_empty();
    assert!(
        !found.is_empty() || !is_words || !article.contains(exact),
        "what stands there as it is is found"
    );
});
