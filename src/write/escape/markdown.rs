//! Markdown: what must be escaped where, and no more than that.
//!
//! CommonMark with GFM's tables, strikethrough, task lists and footnotes. Whether a character
//! needs its backslash depends on its neighbours: `snake_case` and `2 * 3` stand as they are.

/// Where a text stands.
#[derive(Debug, Clone, Copy, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(crate) struct Place {
    /// At the start of a line, where a character can begin a block.
    pub(crate) line_start: bool,
    /// Between the brackets of a link or picture.
    pub(crate) in_brackets: bool,
    /// In a cell of a table.
    pub(crate) in_cell: bool,
    /// In a text whose braces would mean something to its reader.
    pub(crate) in_site: bool,
    /// The character before the text; none at the start of a line.
    pub(crate) before: Option<char>,
    /// The character after the text; none at the end of a line.
    pub(crate) after: Option<char>,
}

/// Whether a character is written at all: no control characters, nothing that turns the writing
/// direction of what follows it.
pub(crate) fn is_visible(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// White space, whichever kind it is.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Writes words so that they are read as words.
pub(crate) fn text(words: &str, place: Place, out: &mut String) {
    let mut before = place.before;
    let mut words = words;
    if place.line_start {
        let rest = line_start(words, place, out);
        if rest.len() < words.len() {
            before = out.chars().next_back().filter(|c| *c != '\n');
        }
        words = rest;
    }
    for (at, c) in words.char_indices() {
        if is_space(c) {
            let space = if c.is_ascii() || c.is_control() {
                ' '
            } else {
                c
            };
            if before != Some(' ') || space != ' ' {
                out.push(space);
            }
            before = Some(space);
            continue;
        }
        if !is_visible(c) {
            continue;
        }
        let rest = &words[at + c.len_utf8()..];
        let after = rest
            .chars()
            .find(|c| is_visible(*c) || is_space(*c))
            .or(place.after);
        if needs_escape(c, before, after, rest, place) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn needs_escape(
    c: char,
    before: Option<char>,
    after: Option<char>,
    rest: &str,
    place: Place,
) -> bool {
    match c {
        '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
        '`' => true,
        '*' | '~' => !(is_gap(before) && is_gap(after)),
        '_' => !(is_gap(before) && is_gap(after) || is_word(before) && is_word(after)),
        '[' => place.in_brackets || after == Some('^'),
        ']' => place.in_brackets || matches!(after, Some('(')),
        '^' => place.in_brackets && before == Some('['),
        '!' => after == Some('[') || place.in_site && before == Some('<'),
        // Attributes, short codes, tags of templates.
        '{' | '}' => place.in_site,
        '%' => place.in_site && before == Some('{'),
        '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => is_entity(rest),
        '|' => place.in_cell,
        _ => false,
    }
}

/// White space or the end of the line.
fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(is_space)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether `&` followed by this could be read as a character reference.
fn is_entity(rest: &str) -> bool {
    let body = rest.strip_prefix('#').unwrap_or(rest);
    let end = body.find(|c: char| !c.is_ascii_alphanumeric() && is_visible(c));
    end.is_some_and(|end| end > 0 && body[end..].starts_with(';'))
}

/// Escapes what would begin a block at the start of a line; returns what is left of the words.
fn line_start<'a>(words: &'a str, place: Place, out: &mut String) -> &'a str {
    let words = words.trim_start_matches(|c| is_space(c) || !is_visible(c));
    let Some(first) = words.chars().next() else {
        return words;
    };
    let rest = &words[first.len_utf8()..];
    let next = rest.chars().next().or(place.after);
    let begins = match first {
        '>' | '[' => true,
        '#' => {
            let hashes = words.trim_start_matches('#');
            words.len() - hashes.len() <= 6 && is_gap(hashes.chars().next().or(place.after))
        }
        '-' | '+' | '*' | '_' => is_gap(next) || is_line_of(words, "-+"),
        '=' => is_line_of(words, "="),
        // Not every parser leaves lists of definitions out.
        ':' if place.in_site && is_gap(next) => true,
        ':' | '|' => is_line_of(words, ":|- "),
        '0'..='9' => return number_start(words, place, out),
        _ => false,
    } || first == '-' && is_line_of(words, ":|- ");
    if begins {
        out.push('\\');
        out.push(first);
        return rest;
    }
    words
}

fn is_line_of(words: &str, characters: &str) -> bool {
    words
        .chars()
        .all(|c| characters.contains(c) || !is_visible(c))
}

/// `1. ` and `1) ` would begin a list.
fn number_start<'a>(words: &'a str, place: Place, out: &mut String) -> &'a str {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = words.split_at(digits);
    let mut characters = rest.chars();
    let is_mark = matches!(characters.next(), Some('.' | ')'));
    if digits <= 9 && is_mark && is_gap(characters.next().or(place.after)) {
        out.push_str(number);
        out.push('\\');
        out.push_str(&rest[..1]);
        return &rest[1..];
    }
    words
}

/// Writes an address as a link's target.
pub(crate) fn target(url: &str, in_cell: bool, out: &mut String) {
    let url = url.trim_matches(is_space);
    let balanced = is_balanced(url);
    for (at, c) in url.char_indices() {
        match c {
            '(' | ')' if !balanced => {
                out.push('\\');
                out.push(c);
            }
            '&' if is_entity(&url[at + 1..]) => out.push_str("&amp;"),
            '\\' => out.push_str("%5C"),
            '|' if in_cell => out.push_str("%7C"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            ' ' => out.push_str("%20"),
            _ if is_space(c) || !is_visible(c) => {}
            _ => out.push(c),
        }
    }
}

/// Whether every parenthesis has its partner, in order and not too deep.
fn is_balanced(url: &str) -> bool {
    let mut depth = 0_i32;
    for c in url.bytes() {
        match c {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if !(0..=8).contains(&depth) {
            return false;
        }
    }
    depth == 0
}

/// Writes a link's title with its quotation marks.
pub(crate) fn title(words: &str, in_cell: bool, out: &mut String) {
    out.push('"');
    let words = words.trim_matches(is_space);
    let mut space = false;
    for (at, c) in words.char_indices() {
        match c {
            _ if is_space(c) => {
                if !space {
                    out.push(' ');
                }
                space = true;
                continue;
            }
            '"' => out.push_str("&quot;"),
            // A backslash right before the closing mark would hide it from some parsers.
            '\\' => out.push_str(match words[at + 1..].chars().next() {
                None => "\\ ",
                Some(next) if next.is_ascii_punctuation() => "\\\\",
                Some(_) => "\\",
            }),
            '&' if is_entity(&words[at + 1..]) => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '`' => out.push_str("&#96;"),
            '|' if in_cell => out.push_str("&#124;"),
            _ if !is_visible(c) => continue,
            _ => out.push(c),
        }
        space = false;
    }
    out.push('"');
}

/// Whether `<url>` stands for the address as it is.
pub(crate) fn is_autolink(url: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '`' | '|');
    let schemes = ["http://", "https://", "ftp://"];
    schemes.iter().any(|scheme| url.starts_with(scheme))
        && url.chars().all(plain)
        && !url
            .match_indices('&')
            .any(|(at, _)| is_entity(&url[at + 1..]))
}

/// Writes a code span: a fence longer than any run of backticks inside, and the space that the
/// parser takes off again.
pub(crate) fn code_span(code: &str, in_cell: bool, out: &mut String) {
    let code = code_line(code);
    if code.is_empty() {
        return;
    }
    if in_cell && code.contains("\\|") {
        return code_element(&code, out);
    }
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let tick = code.starts_with('`') || code.ends_with('`');
    let spaced = code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty();
    let pad = if tick || spaced { " " } else { "" };
    out.push_str(&fence);
    out.push_str(pad);
    if in_cell {
        out.push_str(&code.replace('|', "\\|"));
    } else {
        out.push_str(&code);
    }
    out.push_str(pad);
    out.push_str(&fence);
}

fn code_line(code: &str) -> String {
    code.chars()
        .filter(|c| is_space(*c) || is_visible(*c))
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A cell cannot hold a backslash before a bar in backticks.
fn code_element(code: &str, out: &mut String) {
    out.push_str("<code>");
    for c in code.chars() {
        match c {
            '|' => out.push_str("&#124;"),
            '\\' => out.push_str("&#92;"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ if c.is_ascii_punctuation() => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out.push_str("</code>");
}

/// The length of the longest run of `wanted`.
pub(crate) fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
