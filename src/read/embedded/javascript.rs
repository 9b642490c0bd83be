//! Literals out of JavaScript: objects, arrays, strings and what else can be written down without
//! running anything.
//!
//! Accepts what pages write and JSON forbids: single quotes, `\x3c`, `\74`, names without quotes,
//! trailing commas, comments. Whatever needs a computer (a call, a sum) ends the reading.

use serde_json::{Map, Number, Value};

/// Deeper data is nothing that a page says about its post.
const MAX_DEPTH: usize = 64;

/// The literal that stands behind a marker such as `var items =`.
pub(super) fn literal_after(script: &str, marker: &str) -> Option<Value> {
    let at = script.find(marker)? + marker.len();
    literal(&script[at..])
}

/// The literal at the start of a text; what follows it is not looked at.
pub(super) fn literal(text: &str) -> Option<Value> {
    let mut reader = Reader {
        rest: text,
        open: Vec::new(),
    };
    loop {
        reader.skip_space()?;
        if let Step::Done(value) = reader.step()? {
            return Some(value);
        }
    }
}

/// A collection that is not closed yet.
enum Open {
    Array(Vec<Value>),
    Object(Map<String, Value>, Option<String>),
}

/// Where the reading stands after a token.
enum Step {
    More,
    Done(Value),
}

struct Reader<'a> {
    rest: &'a str,
    open: Vec<Open>,
}

impl Reader<'_> {
    /// Takes one token. None where the text is no literal.
    fn step(&mut self) -> Option<Step> {
        let first = self.rest.chars().next()?;
        match first {
            '{' => self.descend(Open::Object(Map::new(), None)),
            '[' => self.descend(Open::Array(Vec::new())),
            '}' | ']' => {
                self.skip(1);
                let closed = self.open.pop()?;
                self.place(closed.finish(first)?)
            }
            ',' | ':' => {
                self.open.last()?;
                self.skip(1);
                Some(Step::More)
            }
            '\'' | '"' | '`' => {
                let text = self.string(first)?;
                self.name_or_place(text, Value::String)
            }
            '-' | '+' | '.' | '0'..='9' => {
                let number = self.number()?;
                self.place(number)
            }
            _ => self.word(),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn descend(&mut self, open: Open) -> Option<Step> {
        self.skip(1);
        self.open.push(open);
        (self.open.len() <= MAX_DEPTH).then_some(Step::More)
    }

    /// Puts a value where it belongs; gives it back where it is the whole.
    fn place(&mut self, value: Value) -> Option<Step> {
        match self.open.last_mut() {
            None => return Some(Step::Done(value)),
            Some(Open::Array(values)) => values.push(value),
            Some(Open::Object(map, name)) => {
                map.insert(name.take()?, value);
            }
        }
        Some(Step::More)
    }

    /// A text is the name of a member where an object waits for one, and a value elsewhere.
    fn name_or_place(&mut self, text: String, value: impl FnOnce(String) -> Value) -> Option<Step> {
        match self.open.last_mut() {
            Some(Open::Object(_, name @ None)) => {
                *name = Some(text);
                Some(Step::More)
            }
            _ => self.place(value(text)),
        }
    }

    /// A name without quotes, `true`, `null`, or a variable, whose value nobody knows.
    fn word(&mut self) -> Option<Step> {
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let word = self.rest[..end].to_owned();
        if word.is_empty() {
            return None;
        }
        self.skip(end);
        self.name_or_place(word, |word| match word.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::Null,
        })
    }

    fn number(&mut self) -> Option<Value> {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let text = &self.rest[..end];
        let whole = text.parse::<i64>().ok().map(Number::from);
        let number = whole.or_else(|| Number::from_f64(text.parse().ok()?))?;
        self.skip(end);
        Some(Value::Number(number))
    }

    fn string(&mut self, quote: char) -> Option<String> {
        self.skip(1);
        let mut out = String::new();
        loop {
            let end = self.rest.find(['\\', quote])?;
            out.push_str(&self.rest[..end]);
            let closed = self.rest[end..].starts_with(quote);
            self.skip(end + 1);
            if closed {
                return Some(out);
            }
            self.escape(&mut out)?;
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, out: &mut String) -> Option<()> {
        let first = self.rest.chars().next()?;
        if first.is_digit(8) {
            let length = if first <= '3' { 3 } else { 2 };
            let octal = self
                .rest
                .bytes()
                .take(length)
                .take_while(|b| (b'0'..=b'7').contains(b));
            let length = octal.count();
            out.extend(self.code(0, length, 8));
            return Some(());
        }
        match first {
            'x' => out.push(self.code(1, 2, 16)?),
            'u' => self.unicode(out)?,
            other => {
                self.skip(other.len_utf8());
                out.extend(plain_escape(other));
            }
        }
        Some(())
    }

    /// The character whose number is written in the digits behind so many bytes.
    fn code(&mut self, skipped: usize, length: usize, radix: u32) -> Option<char> {
        let digits = self.rest.get(skipped..skipped + length)?;
        let code = u32::from_str_radix(digits, radix).ok()?;
        self.skip(skipped + length);
        char::from_u32(code)
    }

    /// `u0041`, `u{1F426}`, and pairs of surrogates; half a pair is a replacement character.
    fn unicode(&mut self, out: &mut String) -> Option<()> {
        if let Some(braced) = self.rest.strip_prefix("u{") {
            out.push(self.code(2, braced.find('}')?, 16)?);
            self.skip(1);
            return Some(());
        }
        let mut units = vec![self.unit()?];
        if (0xd800..0xdc00).contains(&units[0]) && self.rest.starts_with("\\u") {
            self.skip(1);
            units.push(self.unit()?);
        }
        out.push_str(&String::from_utf16_lossy(&units));
        Some(())
    }

    fn unit(&mut self) -> Option<u16> {
        let unit = u16::from_str_radix(self.rest.get(1..5)?, 16).ok()?;
        self.skip(5);
        Some(unit)
    }

    /// White space and comments. None where a comment has no end.
    fn skip_space(&mut self) -> Option<()> {
        loop {
            self.rest = self
                .rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            if let Some(comment) = self.rest.strip_prefix("//") {
                self.rest = comment.find('\n').map_or("", |end| &comment[end..]);
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                self.rest = &comment[comment.find("*/")? + 2..];
            } else {
                return Some(());
            }
        }
    }
}

impl Open {
    fn finish(self, closing: char) -> Option<Value> {
        match (self, closing) {
            (Self::Array(values), ']') => Some(Value::Array(values)),
            (Self::Object(map, None), '}') => Some(Value::Object(map)),
            _ => None,
        }
    }
}

/// The character that a letter behind a backslash stands for; none for a line that goes on.
fn plain_escape(letter: char) -> Option<char> {
    match letter {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_literal_behind_a_marker_is_read() {
        let script = "var a = 1; var items = [{'id': '7', 'n': 2}]; var b;";
        assert_eq!(
            literal_after(script, "var items ="),
            Some(json!([{"id": "7", "n": 2}]))
        );
        assert_eq!(literal_after(script, "var others ="), None);
        assert_eq!(
            literal_after("var items = null;", "var items ="),
            Some(Value::Null)
        );
    }

    #[test]
    fn escapes_of_every_kind_are_read() {
        let text =
            r#"['\x3cb\x3e', '\74b\76\075\0', '\u00e4\uD83D\uDC26\u{1F426}', 'it\'s', "\/\n"]"#;
        let expected = json!(["<b>", "<b>=\0", "ä🐦🐦", "it's", "/\n"]);
        assert_eq!(literal(text), Some(expected));
        assert_eq!(literal("'a\\\nb\\uD83Dc'"), Some(json!("ab\u{fffd}c")));
    }

    #[test]
    fn what_json_forbids_is_accepted() {
        let text =
            "{a: [1, 2.5, -3,], // one\n 'b': undefined, /* two */ $c: true, 'd': window.x,}";
        let expected = json!({"a": [1, 2.5, -3], "b": null, "$c": true, "d": null});
        assert_eq!(literal(text), Some(expected));
    }

    #[test]
    fn what_is_no_literal_is_none() {
        for text in [
            "",
            "new Date(3)",
            "[1, f(2)]",
            "{'a' 'b'",
            "[1}",
            "{'a':",
            "'open",
            "]",
            "/* open",
            "[(1)]",
            "'\\xzz'",
        ] {
            let found = literal(text);
            assert!(
                found.is_none() || found == Some(Value::Null),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn depth_is_bounded() {
        assert!(literal(&format!("{}{}", "[".repeat(64), "]".repeat(64))).is_some());
        assert_eq!(literal(&"[".repeat(1_000_000)), None);
    }

    proptest::proptest! {
        #[test]
        fn json_is_read_as_serde_reads_it(words in proptest::collection::vec("\\PC{0,12}", 0..8), number: i64) {
            let value = json!({"words": words, "inner": [{"n": number}, null, true]});
            proptest::prop_assert_eq!(literal(&value.to_string()), Some(value));
        }

        #[test]
        fn any_text_is_read_without_harm(text in "\\PC{0,80}") {
            literal(&text);
            literal(&format!("{{'a': [{text}"));
        }
    }
}
