//! `values`: names and what is given for them, handed to [`read_given`] in the words of the file.

use super::fields::{Field, Reader, kind_name, shown};
use super::rules;
use super::shape::{Known, Shape, names};
use super::tree::{At, Kind, Style};
use crate::claim::GivenValue;
use crate::span::Span;
use crate::value::date;
use crate::value::{Given, read_given};

/// What may stand under a name.
pub(super) const VALUE: Shape =
    Shape::OneOf(&[Shape::Words, Shape::List(&Shape::Words), Shape::Mapping(&LIST)]);

const LIST: [Known; 4] = [
    Known::new("date", Shape::Words, "a date or a year, alone: {date: 2026}"),
    Known::new("items", Shape::List(&Shape::Words), "the items that are named"),
    Known::new("count", Shape::Words, "the total that is stated"),
    Known::new("complete", Shape::Flag, "whether the items are all there are"),
];

impl Reader {
    pub(super) fn values(&mut self, field: Field<'_>) -> Vec<GivenValue> {
        match field.value.kind() {
            Kind::Mapping => {
                field.value.pairs().filter_map(|(key, value)| self.given_value(key, value)).collect()
            }
            Kind::Null | Kind::Refused => Vec::new(),
            Kind::Scalar(..) | Kind::Sequence => {
                self.wrong_type(field, "a mapping of names to values");
                Vec::new()
            }
        }
    }

    fn given_value(&mut self, key: At<'_>, value: At<'_>) -> Option<GivenValue> {
        let name = key.text()?;
        let span = Field { name: "values", key, value }.span();
        let given = self.given(name, value, span)?;
        match read_given(name, &given) {
            Ok(value) => Some(GivenValue { name: name.to_owned(), value, span }),
            Err(message) => {
                let rule = if is_date(&given) { rules::DATE } else { rules::VALUE };
                self.faults.push(rule.at(value.span(), message));
                None
            }
        }
    }

    fn given(&mut self, name: &str, value: At<'_>, span: Span) -> Option<Given> {
        match value.kind() {
            Kind::Scalar(text, _) if text.trim().is_empty() => {
                self.faults.push(rules::EMPTY.at(span, format!("{} has no value", shown(name))));
                None
            }
            Kind::Scalar(text, Style::Plain) => Some(Given::Scalar(text.clone().into_owned())),
            Kind::Scalar(text, Style::Quoted) => Some(Given::Quoted(text.clone().into_owned())),
            Kind::Null => {
                self.faults.push(rules::EMPTY.at(span, format!("{} has no value", shown(name))));
                None
            }
            Kind::Sequence => Some(Given::List { count: None, items: self.items(value), complete: None }),
            Kind::Mapping => self.given_mapping(name, value),
            Kind::Refused => None,
        }
    }

    fn given_mapping(&mut self, name: &str, value: At<'_>) -> Option<Given> {
        let [date, items, count, complete] = self.fields(value, "a value", &names(&LIST));
        if let Some(date) = date {
            for other in [items, count, complete].into_iter().flatten() {
                let message = format!("`{}` cannot stand beside `date`", other.name);
                self.faults.push(rules::VALUE.at(other.key.span(), message));
            }
            return self.plain_words(date).map(|words| Given::Date(words.text));
        }
        if items.is_none() && count.is_none() {
            let message = format!("{} has neither `items` nor `count` nor `date`", shown(name));
            self.faults.push(rules::MISSING_FIELD.at(value.span(), message));
            return None;
        }
        let count = count.and_then(|field| self.plain_words(field)).map(|words| words.text);
        let complete = complete.and_then(|field| self.yes_or_no(field));
        let items = items.map(|field| self.item_field(field)).unwrap_or_default();
        Some(Given::List { count, items, complete })
    }

    fn item_field(&mut self, field: Field<'_>) -> Vec<String> {
        match field.value.kind() {
            Kind::Sequence => self.items(field.value),
            Kind::Null | Kind::Refused => Vec::new(),
            Kind::Scalar(..) | Kind::Mapping => {
                self.wrong_type(field, "a list");
                Vec::new()
            }
        }
    }

    fn items(&mut self, list: At<'_>) -> Vec<String> {
        let item = |item: At<'_>| {
            let text = match item.kind() {
                Kind::Scalar(text, _) => text.trim(),
                Kind::Null => "",
                Kind::Refused => return None,
                Kind::Sequence | Kind::Mapping => {
                    let message = format!("this item is {}, and must be words", kind_name(item));
                    self.faults.push(rules::TYPE.at(item.span(), message));
                    return None;
                }
            };
            if text.is_empty() {
                self.faults.push(rules::EMPTY.at(item.span(), "this item has no words"));
            }
            (!text.is_empty()).then(|| text.to_owned())
        };
        list.children().filter_map(item).collect()
    }

    fn yes_or_no(&mut self, field: Field<'_>) -> Option<bool> {
        let (text, style) = self.scalar(field, "yes or no")?;
        let answer = match text.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        };
        if answer.is_none() || style == Style::Quoted {
            let message = format!("`{}` is {}, and must be `true` or `false`", field.name, shown(text));
            self.faults.push(rules::TYPE.at(field.value.span(), message));
            return None;
        }
        answer
    }
}

/// Whether what could not be read was meant as a date: `2026-02-30`, not `ships`.
fn is_date(given: &Given) -> bool {
    match given {
        Given::Date(_) => true,
        Given::Scalar(text) | Given::Quoted(text) => date::looks_like_edtf(text),
        Given::List { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{json, yaml};
    use crate::span::Files;

    /// What is given under the names of a mapping.
    fn given(text: &str, is_json: bool) -> Vec<(String, Given)> {
        let mut files = Files::default();
        let file = files.add("a", text);
        let mut reader = Reader { json: is_json, ..Reader::default() };
        let read = if is_json { json::read } else { yaml::read };
        let tree = read(text, file, 0, &mut reader.faults).unwrap();
        let root = tree.root().unwrap();
        let given = root.pairs().filter_map(|(key, value)| {
            let name = key.text().unwrap();
            Some((name.to_owned(), reader.given(name, value, value.span())?))
        });
        let given = given.collect();
        assert!(reader.faults.finish().is_empty(), "{text}");
        given
    }

    fn scalar(text: &str) -> Given {
        Given::Scalar(text.to_owned())
    }

    #[test]
    fn scalars_are_kept_as_written() {
        for text in [
            "88.20", "017", "0x1F", "1_000", "1e3", "no", "Yes", "on", "y", "+5", ".5", "2026-03", "12:30",
            "1,150", "NaN",
        ] {
            assert_eq!(given(&format!("a: {text}\n"), false), [("a".to_owned(), scalar(text))]);
        }
        assert_eq!(given("a: \"no\"\n", false)[0].1, Given::Quoted("no".to_owned()));
        assert_eq!(given("a: |\n  no\n", false)[0].1, Given::Quoted("no\n".to_owned()));
        for text in ["88.20", "1e3", "-0", "true", "12345678901234567890123"] {
            assert_eq!(given(&format!("{{\"a\": {text}}}"), true), [("a".to_owned(), scalar(text))]);
        }
    }

    #[test]
    fn lists_totals_and_dates_are_told_apart() {
        let words = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        let cases = [
            ("[Alba, 88.20]", Given::List { count: None, items: words(&["Alba", "88.20"]), complete: None }),
            ("[]", Given::List { count: None, items: Vec::new(), complete: None }),
            (
                "{count: 7, items: [Alba], complete: no}",
                Given::List { count: Some("7".to_owned()), items: words(&["Alba"]), complete: Some(false) },
            ),
            ("{count: 7}", Given::List { count: Some("7".to_owned()), items: Vec::new(), complete: None }),
            ("{date: 2026}", Given::Date("2026".to_owned())),
        ];
        for (text, expected) in cases {
            assert_eq!(given(&format!("a: {text}\n"), false)[0].1, expected, "{text}");
        }
    }
}
