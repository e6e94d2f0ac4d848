//! JSON Schemas (draft 2020-12) of the files that people write, made of the tables that their readers read by. They tell
//! what an editor can know; what a date or a quote is worth, the readers tell.

use crate::load::shape::{Known, Shape};
use crate::{config, judgement, load, rules};
use serde_json::{Map, Value, json};

/// A file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A claim set in YAML or JSON.
    ClaimSet,
    /// `factdiff.toml`.
    Config,
    /// `judgements.yaml`.
    Judgements,
    /// A line of a file of labels.
    Label,
}

/// The JSON Schema of a file.
pub fn of(subject: Subject) -> Value {
    let (title, fields): (_, &[Known]) = match subject {
        Subject::ClaimSet => ("factdiff claim set, format 1", &load::source::FILE),
        Subject::Config => ("factdiff.toml", &config::SECTIONS),
        Subject::Judgements => ("factdiff judgements, format 1", &judgement::FILE),
        Subject::Label => ("a line of factdiff labels", &judgement::labels::LABEL),
    };
    let mut schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title});
    let Value::Object(mapping) = mapping(fields) else { return schema };
    schema.as_object_mut().expect("it was made as one").extend(mapping);
    schema
}

fn mapping(fields: &[Known]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// A field that nobody asks for may also be left empty.
fn property(field: &Known) -> Value {
    let mut schema = shape(&field.shape);
    if !field.required {
        schema = json!({"anyOf": [schema, {"type": "null"}]});
    }
    schema["description"] = field.about.into();
    schema
}

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::Version => json!({"enum": [1, "1"]}),
        Shape::Words => json!({"type": ["string", "number", "boolean"], "pattern": "\\S"}),
        Shape::Form(form) => json!({"type": ["string", "integer"], "pattern": form}),
        Shape::Choice(choices) => json!({"enum": choices()}),
        Shape::Flag => json!({"enum": [true, false, "yes", "no"]}),
        Shape::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Shape::Count => json!({"type": "integer", "minimum": 1}),
        Shape::Tolerance => json!({"anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": "^[0-9]+([.][0-9]+)?%?$"},
        ]}),
        Shape::List(item) => json!({"type": "array", "items": self::shape(item)}),
        Shape::Mapping(fields) => mapping(fields),
        Shape::Names(value) => json!({"type": "object", "additionalProperties": self::shape(value)}),
        Shape::Rules => levels(),
        Shape::OneOf(shapes) => json!({"anyOf": shapes.iter().map(self::shape).collect::<Vec<_>>()}),
    }
}

/// `"quote.missing" = "off"`, `quote.missing = "off"` and `quote = "off"`.
fn levels() -> Value {
    let names = config::LEVELS.map(|(name, _)| name);
    let level = |about: &str| json!({"description": about, "enum": names});
    let (mut families, mut properties) = (Map::new(), Map::new());
    for info in rules::all() {
        let id = info.rule.0;
        properties.insert(id.to_owned(), level(info.about));
        if let Some((family, name)) = id.split_once('.') {
            let rules = families.entry(family).or_insert_with(|| json!({}));
            rules[name] = level(info.about);
        }
    }
    for (family, rules) in families {
        let inner = json!({"type": "object", "properties": rules, "additionalProperties": false});
        properties.insert(family, json!({"anyOf": [{"enum": names}, inner]}));
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}
