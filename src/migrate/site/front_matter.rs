//! Front matter with nested values, as YAML or TOML.
//!
//! Strings follow the rules of [`crate::write::front_matter`]: without quotes only where no version
//! of YAML could take them for anything else.

use crate::write::front_matter::{quoted, yaml_string};

/// A value of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A day or a time as TOML writes it (RFC 3339, the offset and the time of day may be
    /// absent); YAML has it in quotes, since its loaders would move it to another zone.
    Date(String),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u64),
    /// Values in order.
    List(Vec<Value>),
    /// Keys with their values, in order.
    Table(Table),
}

/// Keys with their values, in order. Keys are letters, digits and `_`, so that they need no
/// quotes.
pub type Table = Vec<(&'static str, Value)>;

impl Value {
    /// Whether there is nothing to tell.
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Date(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Table(fields) => fields.is_empty(),
            Self::Flag(_) | Self::Number(_) => false,
        }
    }
}

/// Words; nothing where there are none.
pub fn text(text: Option<&String>) -> Value {
    Value::Text(text.cloned().unwrap_or_default())
}

/// A list of words.
pub fn texts(texts: &[String]) -> Value {
    Value::List(texts.iter().cloned().map(Value::Text).collect())
}

/// The fields that have a value.
pub fn filled(mut fields: Table) -> Table {
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// A block of YAML between `---` lines.
pub fn yaml(fields: &Table) -> String {
    let mut out = String::from("---\n");
    yaml_table(fields, 0, &mut out);
    if fields.is_empty() {
        out.push_str("{}\n");
    }
    out.push_str("---\n");
    out
}

/// Lines of `key: value`; the first stands where `out` ends.
fn yaml_table(fields: &Table, depth: usize, out: &mut String) {
    for (number, (key, value)) in fields.iter().enumerate() {
        if number > 0 {
            indent(depth, out);
        }
        out.push_str(key);
        out.push(':');
        yaml_value(value, depth, out);
    }
}

/// What stands after `key:`, with the line's end.
fn yaml_value(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Table(fields) if !fields.is_empty() => {
            out.push('\n');
            indent(depth + 1, out);
            yaml_table(fields, depth + 1, out);
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                indent(depth + 1, out);
                out.push_str("- ");
                yaml_item(item, depth + 2, out);
            }
        }
        other => {
            out.push(' ');
            out.push_str(&yaml_scalar(other));
            out.push('\n');
        }
    }
}

/// An item after its dash; a list in a list stands in brackets.
fn yaml_item(item: &Value, depth: usize, out: &mut String) {
    if let Value::Table(fields) = item
        && !fields.is_empty()
    {
        return yaml_table(fields, depth, out);
    }
    out.push_str(&yaml_scalar(item));
    out.push('\n');
}

fn yaml_scalar(value: &Value) -> String {
    match value {
        Value::Text(text) => yaml_string(text),
        Value::Date(date) => quoted(date),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::List(items) => bracketed(items, yaml_scalar),
        // Only an empty one stands in a line.
        Value::Table(_) => "{}".to_owned(),
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// A block of TOML between `+++` lines. Tables of the top level follow the other keys under
/// their headings, as TOML wants it; those inside are written in line.
pub fn toml(fields: &Table) -> String {
    let mut out = String::from("+++\n");
    let is_table = |value: &Value| matches!(value, Value::Table(_));
    for (key, value) in fields.iter().filter(|(_, value)| !is_table(value)) {
        toml_line(key, value, &mut out);
    }
    for (key, value) in fields {
        if let Value::Table(fields) = value {
            out.push_str("\n[");
            out.push_str(key);
            out.push_str("]\n");
            for (key, value) in fields {
                toml_line(key, value, &mut out);
            }
        }
    }
    out.push_str("+++\n");
    out
}

/// `key = value`; each table of a list has a line of its own.
fn toml_line(key: &str, value: &Value, out: &mut String) {
    out.push_str(key);
    out.push_str(" = ");
    match value {
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Table(_))) => {
            out.push_str("[\n");
            for item in items {
                out.push_str("  ");
                out.push_str(&toml_value(item));
                out.push_str(",\n");
            }
            out.push(']');
        }
        other => out.push_str(&toml_value(other)),
    }
    out.push('\n');
}

fn toml_value(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Date(date) => date.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::List(items) => bracketed(items, toml_value),
        Value::Table(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key} = {}", toml_value(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

fn bracketed(items: &[Value], write: fn(&Value) -> String) -> String {
    let items: Vec<String> = items.iter().map(write).collect();
    format!("[{}]", items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with every kind of value.
    fn sample() -> Table {
        let link = |title: &str| {
            Value::Table(vec![
                ("title", Value::Text(title.to_owned())),
                ("authors", texts(&["A".to_owned(), "no".to_owned()])),
                ("more", Value::Table(vec![("n", Value::Number(3))])),
            ])
        };
        vec![
            ("title", Value::Text("a: \"b\"\n--- {{x}} '".to_owned())),
            ("draft", Value::Flag(true)),
            (
                "extra",
                Value::Table(vec![
                    ("dek", Value::Text("yes".to_owned())),
                    ("links", Value::List(vec![link("+++"), link("\u{2028}")])),
                    ("none", Value::List(Vec::new())),
                ]),
            ),
            ("tags", texts(&["- x".to_owned(), "null".to_owned()])),
        ]
    }

    fn expected() -> serde_json::Value {
        let link = |title: &str| serde_json::json!({"title": title, "authors": ["A", "no"], "more": {"n": 3}});
        serde_json::json!({
            "title": "a: \"b\"\n--- {{x}} '",
            "draft": true,
            "extra": {"dek": "yes", "links": [link("+++"), link("\u{2028}")], "none": []},
            "tags": ["- x", "null"],
        })
    }

    #[test]
    fn yaml_gives_back_what_was_put_in() {
        let text = yaml(&sample());
        let inside = text
            .strip_prefix("---\n")
            .unwrap()
            .strip_suffix("---\n")
            .unwrap();
        assert!(!inside.contains("\n---"));
        let read: serde_json::Value = serde_yaml_ng::from_str(inside).unwrap();
        assert_eq!(read, expected());
    }

    #[test]
    fn toml_gives_back_what_was_put_in() {
        let text = toml(&sample());
        let inside = text
            .strip_prefix("+++\n")
            .unwrap()
            .strip_suffix("+++\n")
            .unwrap();
        assert!(!inside.contains("\n+++"));
        let read: serde_json::Value = toml::from_str(inside).unwrap();
        assert_eq!(read, expected());
    }

    #[test]
    fn a_date_is_one_in_toml_and_words_in_yaml() {
        let fields = vec![("date", Value::Date("2014-06-12T09:30:00-07:00".to_owned()))];
        assert_eq!(
            toml(&fields),
            "+++\ndate = 2014-06-12T09:30:00-07:00\n+++\n"
        );
        assert_eq!(
            yaml(&fields),
            "---\ndate: \"2014-06-12T09:30:00-07:00\"\n---\n"
        );
    }
}
