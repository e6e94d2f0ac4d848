//! JSON Schema, as much of draft 4 as the schema of SARIF uses. A keyword that is not known is a panic, so that no rule of a
//! schema is passed over in silence. (The crates that do this bring sixty others along.)

use serde_json::Value;

/// Every place of `value` that `schema` does not allow, as a path and what is wrong.
pub(super) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let mut fault = |why: String| faults.push(format!("{path}: {why}"));
        match keyword.as_str() {
            "$schema" | "$id" | "id" | "title" | "description" | "default" | "definitions" | "format" => {}
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                check(root, root.pointer(pointer).unwrap(), value, path, faults);
            }
            "type" if !is_of_type(rule, value) => fault(format!("is no {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => fault(format!("is none of {rule}")),
            "minimum" if value.as_f64() < rule.as_f64() => fault(format!("is less than {rule}")),
            "maximum" if value.as_f64() > rule.as_f64() => fault(format!("is more than {rule}")),
            "minItems" if value.as_array().map(Vec::len) < rule.as_u64().map(|n| n as usize) => {
                fault("too short".into());
            }
            "uniqueItems" => {
                let items = value.as_array().unwrap();
                let twice = items.iter().enumerate().any(|(at, item)| items[..at].contains(item));
                if twice && rule == true {
                    fault("an item stands twice".into());
                }
            }
            "required" => {
                let missing =
                    |name: &&Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                rule.as_array()
                    .unwrap()
                    .iter()
                    .filter(missing)
                    .for_each(|name| fault(format!("{name} is missing")));
            }
            "pattern" => assert_pattern(rule.as_str().unwrap(), value, path, faults),
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(name) {
                        check(root, schema, inner, &format!("{path}/{name}"), faults);
                    }
                }
            }
            "additionalProperties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let known = schema.get("properties").is_some_and(|known| known.get(name).is_some());
                    match rule {
                        Value::Bool(true) => {}
                        Value::Bool(false) if !known => faults.push(format!("{path}: {name} is not known")),
                        Value::Object(_) if !known => {
                            check(root, rule, inner, &format!("{path}/{name}"), faults);
                        }
                        _ => {}
                    }
                }
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}/{at}"), faults);
                }
            }
            "anyOf" | "oneOf" | "allOf" => {
                let schemas = rule.as_array().unwrap();
                let fitting = schemas.iter().filter(|schema| is_valid(root, schema, value)).count();
                let fits = match keyword.as_str() {
                    "anyOf" => fitting > 0,
                    "oneOf" => fitting == 1,
                    _ => fitting == schemas.len(),
                };
                if !fits {
                    fault(format!("fits {fitting} of {keyword}"));
                }
            }
            "not" if is_valid(root, rule, value) => fault("fits what it must not".into()),
            "type" | "enum" | "minimum" | "maximum" | "minItems" | "not" => {}
            other => panic!("the keyword `{other}` is not known here"),
        }
    }
}

fn is_valid(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut faults = Vec::new();
    check(root, schema, value, "", &mut faults);
    faults.is_empty()
}

fn is_of_type(rule: &Value, value: &Value) -> bool {
    match rule {
        Value::Array(types) => types.iter().any(|rule| is_of_type(rule, value)),
        _ => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            other => panic!("the type `{other}` is not known here"),
        },
    }
}

/// The patterns that are there are those of ids, times and media types; what we write holds none of these.
fn assert_pattern(pattern: &str, value: &Value, path: &str, faults: &mut Vec<String>) {
    if value.is_string() {
        faults.push(format!("{path}: must match {pattern}, which is not looked at here"));
    }
}

#[test]
fn what_a_schema_forbids_is_found() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"$ref": "#/definitions/n"}, "b": {"type": "array", "items": {"enum": ["x"]}, "uniqueItems": true}},
        "definitions": {"n": {"type": "integer", "minimum": 1}}
    });
    let cases = [
        (serde_json::json!({"a": 1, "b": ["x"]}), 0),
        (serde_json::json!({"a": 0}), 1),
        (serde_json::json!({"a": "1"}), 2),
        (serde_json::json!({"b": ["y"]}), 2),
        (serde_json::json!({"a": 1, "b": ["x", "x"]}), 1),
        (serde_json::json!({"a": 1, "c": 1}), 1),
        (serde_json::json!([]), 1),
    ];
    for (value, expected) in cases {
        assert_eq!(faults(&schema, &value).len(), expected, "{value}: {:?}", faults(&schema, &value));
    }
}
