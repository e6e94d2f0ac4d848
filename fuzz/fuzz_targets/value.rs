//! Any words as a claim, as a value that is given and as a date: no panic, values compare alike from either side, and a
//! date that is written in its normal form reads as itself.

#![no_main]

use factdiff::claim::reading::read_text;
use factdiff::value::date::Date;
use factdiff::value::{Comparison, Given, read_given};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let published = Date::parse_edtf("2026-03-04").ok();
    let reading = read_text(text, published.as_ref(), None);
    for a in &reading.values {
        for b in &reading.values {
            let (there, back) = (a.value.compare(&b.value), b.value.compare(&a.value).flip());
            // the reason is in the order of the sides
            let incomparable = |it: &Comparison| matches!(it, Comparison::Incomparable(_));
            assert!(
                there == back || incomparable(&there) && incomparable(&back),
                "{:?} {:?}",
                a.value,
                b.value
            );
        }
    }
    let name = text.split_whitespace().next().unwrap_or_default();
    let items: Vec<String> = text.split(',').map(str::to_owned).collect();
    for given in [
        Given::Scalar(text.to_owned()),
        Given::Quoted(text.to_owned()),
        Given::Date(text.to_owned()),
        Given::List { count: Some(name.to_owned()), items, complete: Some(true) },
    ] {
        let _ = read_given(name, &given);
    }
    if let Ok(date) = Date::parse_edtf(text) {
        let canonical = date.canonical();
        assert_eq!(Date::parse_edtf(&canonical).map(|date| date.canonical()), Ok(canonical));
    }
});
