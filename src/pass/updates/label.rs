//! The label of an update: `Update:`, `UPDATE II --`, `[Update 10:15AM] …`, `Nachtrag vom 3. Mai:`.
//!
//! ```text
//! [bracket] [number, time or "Final"] WORD [number, date, time, (…)] end
//! ```
//!
//! An end is a colon, a dash between spaces, the closing bracket, the end of the bold text that
//! the label stands in, dots after a number or time, or the end of the line. Without one, "Update
//! your software now" is a sentence.

use crate::pass::phrase;
use crate::pass::words;

/// More words than this before the colon are no label any more.
const MOST_WORDS: usize = 8;

/// A label at the beginning of a line; positions are bytes of the line's plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Where the label begins, behind a bracket.
    pub(super) start: usize,
    /// Where it ends, before its colon.
    pub(super) end: usize,
    /// Where what was added begins; the line's length for a label on its own.
    pub(super) rest: usize,
    /// Where what was added ends, before a closing bracket.
    pub(super) stop: usize,
}

/// The label that a line begins with. `bold` is how far its first words are set apart (bold or
/// italic), in bytes.
pub(super) fn label(line: &str, bold: usize) -> Option<Label> {
    let (start, bracket) = opening(line);
    let word = lead(line, start);
    let (mut end, strict) = keyword(line, word)?;
    let named = end;
    end = qualifiers(line, end);
    let qualified = end > named || word > start;
    let (rest, kind) = ending(line, end, bold)?;
    let fits = match kind {
        End::Colon | End::Bracket => true,
        End::Dash => !strict || bracket.is_some(),
        End::Bold | End::Line => !strict,
        End::Dots => qualified && !strict,
    };
    let stop = stop(line, bracket, kind, rest)?;
    let mut found = Label {
        start,
        end,
        rest,
        stop,
    };
    if strict && begins_with_date(&line[rest..stop]) {
        // "Updated: 3 June 2014" tells when, not what.
        return None;
    }
    if rest < stop && is_bare_date(&line[rest..stop]) {
        // "Update: 3 June" stands above what was added.
        (found.end, found.rest) = (stop, stop);
    }
    fits.then_some(found)
}

/// Where the label's own word at `start` ends, and whether it needs a colon.
fn keyword(line: &str, start: usize) -> Option<(usize, bool)> {
    let text = &line[start..];
    if let Some(length) = phrase::starts_with(text, &words::UPDATE) {
        return Some((start + length, false));
    }
    phrase::starts_with(text, &words::UPDATE_BEFORE_COLON).map(|length| (start + length, true))
}

/// How a label ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Colon,
    Dash,
    Dots,
    Bracket,
    Bold,
    Line,
}

/// Where the first word stands, and the bracket before it.
fn opening(line: &str) -> (usize, Option<char>) {
    let mut bracket = None;
    for (at, c) in line.char_indices() {
        match c {
            '(' | '[' | '【' | '（' | '［' | '《' => bracket = Some(c),
            '*' | '=' | '-' | '–' | '—' | '•' | '►' | '>' | '~' | '#' | '!' | '|' => {}
            c if c.is_whitespace() => {}
            _ => return (at, bracket),
        }
    }
    (line.len(), bracket)
}

/// Skips a number, a time, a date or a word like "Final" before the label's own word.
fn lead(line: &str, start: usize) -> usize {
    let mut at = start;
    if line[at..].starts_with(|c: char| c.is_ascii_digit()) {
        at = qualifiers(line, at);
    } else if let Some(length) = phrase::starts_with(&line[at..], &words::UPDATE_LEAD) {
        at += length;
    }
    at + space(&line[at..])
}

/// Skips numbers, dates, times and what is in brackets; returns where the last of them ends.
fn qualifiers(line: &str, start: usize) -> usize {
    let mut end = start;
    for _ in 0..MOST_WORDS {
        let next = end + comma(&line[end..]);
        let length = if line[next..].starts_with(['(', '（', '[']) {
            bracketed(&line[next..])
        } else {
            token(&line[next..]).filter(|length| is_qualifier(&line[next..next + length]))
        };
        match length {
            Some(length) => end = next + length,
            None => break,
        }
    }
    end
}

/// The white space before the next qualifier, with the comma of "Update, 3 June".
fn comma(text: &str) -> usize {
    let behind = text.strip_prefix(',').unwrap_or(text);
    text.len() - behind.trim_start().len()
}

/// The length of a short remark in brackets, when it is one.
fn bracketed(text: &str) -> Option<usize> {
    let close = text.find([')', '）', ']'])?;
    let inside = &text[..close];
    let closing = text[close..].chars().next()?.len_utf8();
    (phrase::word_count(inside) <= MOST_WORDS).then_some(close + closing)
}

/// The length of the next word; a colon or a point between digits belongs to it.
fn token(text: &str) -> Option<usize> {
    let mut before = ' ';
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit_follows = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let ends = match c {
            ':' | '：' => !(before.is_ascii_digit() && digit_follows),
            ')' | ']' | '】' | '）' | '］' | '…' | '(' | '[' | '—' => true,
            '.' => text[at..].starts_with(".."),
            c => c.is_whitespace(),
        };
        if ends {
            break;
        }
        before = c;
        end = at + c.len_utf8();
    }
    (end > 0).then_some(end)
}

/// Whether a word numbers or dates a label.
fn is_qualifier(token: &str) -> bool {
    let token = token.trim_matches(['.', ',', '#', ';']);
    if token.is_empty() {
        return false;
    }
    is_number(token)
        || is_roman(token)
        || is_month(token)
        || phrase::is_one_of(token, &words::UPDATE_JOINERS)
        || phrase::is_one_of(token, &words::WEEKDAYS)
}

/// `2`, `10:15AM`, `3rd`, `31/03`, `2014年6月3日`.
fn is_number(token: &str) -> bool {
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    token.starts_with(|c: char| c.is_numeric()) && letters <= 3
}

fn is_roman(token: &str) -> bool {
    token.len() <= 5 && token.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn is_month(token: &str) -> bool {
    crate::read::date::is_month(token)
}

/// What ends the label at `at`, and where the text behind it begins.
fn ending(line: &str, at: usize, bold: usize) -> Option<(usize, End)> {
    let gap = space(&line[at..]);
    let text = &line[at + gap..];
    let skip = |length: usize| at + gap + length + space(&text[length..]);
    if text.is_empty() {
        return Some((line.len(), End::Line));
    }
    let stars = text.len() - text.trim_start_matches('*').len();
    if let Some(colon) = text[stars..]
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：'))
    {
        return Some((skip(stars + colon.len_utf8()), End::Colon));
    }
    if let Some(closing) = text.chars().next().filter(|c| is_closing(*c)) {
        let behind = &text[closing.len_utf8()..];
        let colon = behind.len() - behind.trim_start_matches([':', '：', ' ']).len();
        return Some((skip(closing.len_utf8() + colon), End::Bracket));
    }
    let dashes = text.len() - text.trim_start_matches(['-', '–', '—']).len();
    if dashes > 0 && (gap > 0 || dashes > 1) && text[dashes..].starts_with([' ', '\u{a0}']) {
        return Some((skip(dashes), End::Dash));
    }
    let dots = text.len() - text.trim_start_matches(['.', '…']).len();
    if dots > 1 {
        return Some((skip(dots), End::Dots));
    }
    let mark = text.len() - text.trim_start_matches(['.', ',', '!', '*']).len();
    let set_apart = bold >= at && bold <= at + gap + mark;
    set_apart.then(|| (skip(mark), End::Bold))
}

/// Where the text ends. None where a bracket closes in the middle of the line: what follows it is
/// not part of the update.
fn stop(line: &str, bracket: Option<char>, kind: End, rest: usize) -> Option<usize> {
    if bracket.is_none() || kind == End::Bracket {
        return (bracket.is_some() || kind != End::Bracket).then_some(line.len());
    }
    let mut depth = 1usize;
    for (at, c) in line[rest..].char_indices() {
        if matches!(c, '(' | '[' | '【' | '（' | '［' | '《') {
            depth += 1;
        } else if is_closing(c) {
            depth -= 1;
            if depth == 0 {
                let end = rest + at;
                return (phrase::bare(&line[end..]).is_empty()).then_some(end);
            }
        }
    }
    Some(line.len())
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '】' | '）' | '］' | '》')
}

/// Whether a text begins with a date: with a month or with more than one number.
fn begins_with_date(text: &str) -> bool {
    let month = token(text).is_some_and(|length| is_month(&text[..length]));
    month || text[..qualifiers(text, 0)].contains([' ', '.', '/', '-', '年'])
}

/// Whether a text is nothing but a date.
fn is_bare_date(text: &str) -> bool {
    qualifiers(text, 0) >= text.trim_end_matches(['.', ' ']).len()
}

/// The white space at the start of a text, in bytes.
fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::label;

    /// The label and the text of a line without bold words.
    fn parts(line: &str) -> Option<(&str, &str)> {
        label(line, 0).map(|found| {
            (
                &line[found.start..found.end],
                line[found.rest..found.stop].trim(),
            )
        })
    }

    #[test]
    fn labels_in_many_languages_are_read() {
        let cases = [
            ("Update: it rained", "Update", "it rained"),
            ("UPDATE II: more rain", "UPDATE II", "more rain"),
            ("Update #2: more", "Update #2", "more"),
            ("Update (June 3): dry", "Update (June 3)", "dry"),
            ("Update 10:15AM -- wet", "Update 10:15AM", "wet"),
            ("10:15AM Update.... Here is", "10:15AM Update", "Here is"),
            ("[Update 10:15AM: wet]", "Update 10:15AM", "wet"),
            (
                "(Update - it has been pointed out)",
                "Update",
                "it has been pointed out",
            ),
            ("*Update*: yes", "Update", "yes"),
            ("2nd update: yes", "2nd update", "yes"),
            ("Final Update: yes", "Final Update", "yes"),
            ("Edited to add: yes", "Edited to add", "yes"),
            ("Edited to add (ETA): yes", "Edited to add (ETA)", "yes"),
            ("EDIT: yes", "EDIT", "yes"),
            (
                "Nachtrag vom 3. Mai 2014: ja",
                "Nachtrag vom 3. Mai 2014",
                "ja",
            ),
            ("Update, 3 June: dry", "Update, 3 June", "dry"),
            (
                "Edited to add, 3 June 2014: yes",
                "Edited to add, 3 June 2014",
                "yes",
            ),
            ("Mise à jour : oui", "Mise à jour", "oui"),
            ("Actualización: sí", "Actualización", "sí"),
            ("Aggiornamento: sì", "Aggiornamento", "sì"),
            ("Обновление: да", "Обновление", "да"),
            ("تحديث: نعم", "تحديث", "نعم"),
            ("به‌روزرسانی: بله", "به‌روزرسانی", "بله"),
            ("עדכון: כן", "עדכון", "כן"),
            ("更新：已修复", "更新", "已修复"),
            ("【追記】直しました", "追記", "直しました"),
        ];
        for (line, name, text) in cases {
            assert_eq!(parts(line), Some((name, text)), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_labels() {
        for line in [
            "Update your software now, or be sorry",
            "Updates are slow: mine took a day",
            "Update your 3 machines: it is worth it",
            "Update to the new version: it is better",
            "Update, 3 machines later: it is worth it",
            "Updated: 3 June 2014",
            "Updated: December 9, 2014If you are hungry",
            "Aktualisiert: 3.6.2014",
            "Edit",
            "Edit this page",
            "Update-Service: gone",
            "Maja: a girl",
            "更新しました。ありがとう",
            "Correction is a virtue: it helps",
            "[Update: small] The rest of the paragraph is older",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn bold_ends_a_label_where_nothing_else_does() {
        assert_eq!(label("Update it rained", 0), None);
        let found = label("Update it rained", "Update".len()).unwrap();
        assert_eq!((found.end, found.rest), (6, 7));
        assert_eq!(label("Update it rained", "Update it".len()), None);
    }
}
