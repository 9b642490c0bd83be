//! Bytes to text.
//!
//! 1. A byte order mark decides.
//! 2. UTF-16 without a mark shows by the zeros of its markup.
//! 3. The charset that the page declares ([`prescan`]) is believed, unless the bytes say otherwise.
//! 4. Without a declaration, valid UTF-8 is UTF-8; anything else is guessed from letter statistics.
//!
//! A page that was encoded twice is left as it is: what looks broken may be what was meant.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::note::{Note, NoteKind};

mod prescan;

/// The rule that the notes of this step name.
const RULE: &str = "input.charset";

/// How much of a text is given to the guessing: more changes nothing but the time.
const GUESS_FROM: usize = 1 << 20;

/// A text and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The WHATWG name of the charset.
    pub(super) charset: &'static str,
    pub(super) notes: Vec<Note>,
}

/// Decodes a page. Valid UTF-8 is borrowed.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return decode_as(encoding, bytes)
            .noting(NoteKind::Guessed, "UTF-16 without a byte order mark");
    }
    match prescan::declared(bytes) {
        Some(label) => match known(&label) {
            Some(encoding) if encoding == UTF_8 => declared_utf8(bytes),
            Some(encoding) => declared_legacy(encoding, bytes),
            None => guess(bytes).noting(
                NoteKind::Repaired,
                format!("the declared charset {label:?} is not known"),
            ),
        },
        None => undeclared(bytes),
    }
}

impl Decoded<'_> {
    fn noting(mut self, kind: NoteKind, why: impl std::fmt::Display) -> Self {
        let message = format!("{why}: read as {}", self.charset);
        self.notes.push(Note::new(kind, RULE, message));
        self
    }
}

/// The encoding of a label, with the two exceptions that HTML makes for `<meta>`.
fn known(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        // It was read as ASCII, so it is not UTF-16.
        return Some(UTF_8);
    }
    Some(if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    })
}

/// Decodes and notes how many bytes could not be.
fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if had_errors {
        let count = broken(encoding, bytes, &text);
        let plural = if count == 1 { "" } else { "s" };
        let message = format!("{count} undecodable byte{plural} stand as U+FFFD");
        notes.push(Note::new(NoteKind::Repaired, RULE, message));
    }
    Decoded {
        text,
        charset: encoding.name(),
        notes,
    }
}

/// How many bytes were broken: exactly so for UTF-8; elsewhere a replacement counts as one.
fn broken(encoding: &'static Encoding, bytes: &[u8], text: &str) -> usize {
    if encoding == UTF_8 {
        bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum()
    } else {
        text.matches(char::REPLACEMENT_CHARACTER).count()
    }
}

/// Markup and spaces are ASCII, and ASCII in UTF-16 is every second byte zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0);
    let (even, odd) = (zeros(0).count(), zeros(1).count());
    let many = sample.len() / 16;
    match (even, odd) {
        (0, odd) if odd > 2 && odd >= many => Some(UTF_16LE),
        (even, 0) if even > 2 && even >= many => Some(UTF_16BE),
        _ => None,
    }
}

/// Decodes what declares no charset.
pub(super) fn undeclared(bytes: &[u8]) -> Decoded<'_> {
    if !is_shifted(bytes) {
        if let Some(decoded) = valid_utf8(bytes) {
            return decoded;
        }
        if is_mostly_utf8(bytes, 4) {
            return decode_as(UTF_8, bytes);
        }
    }
    guess(bytes).noting(NoteKind::Guessed, "no charset declared")
}

/// The charset of a file of which only parts are decoded at a time, judged by a sample.
#[cfg(feature = "migrate")]
pub(super) fn of_sample(sample: &[u8]) -> &'static Encoding {
    let charset = undeclared(sample).charset;
    Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8)
}

fn valid_utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Decoded {
        text: Cow::Borrowed(text),
        charset: UTF_8.name(),
        notes: Vec::new(),
    })
}

/// The escapes of ISO-2022-JP, whose every byte is ASCII.
fn is_shifted(bytes: &[u8]) -> bool {
    memchr::memchr(0x1b, bytes).is_some_and(|at| matches!(bytes.get(at + 1), Some(b'$' | b'(')))
}

/// Broken UTF-8 (cut off, or patched together) stays UTF-8; another charset under its name is
/// guessed.
fn declared_utf8(bytes: &[u8]) -> Decoded<'_> {
    if let Some(decoded) = valid_utf8(bytes) {
        return decoded;
    }
    if is_mostly_utf8(bytes, 1) {
        return decode_as(UTF_8, bytes);
    }
    guess(bytes).noting(NoteKind::Guessed, "declared as UTF-8, which it is not")
}

/// Whether there are `times` as many good characters as broken ones. A character that is cut off
/// at the end is not held against the text.
fn is_mostly_utf8(bytes: &[u8], times: usize) -> bool {
    let cut_off = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    cut_off || good >= bad * times
}

/// A page that declares an old charset, but was saved again as UTF-8, or declares the wrong one.
fn declared_legacy<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    if is_surely_utf8(encoding, bytes) {
        let why = format!("declared as {}, but valid UTF-8", encoding.name());
        return decode_as(UTF_8, bytes).noting(NoteKind::Guessed, why);
    }
    let decoded = decode_as(encoding, bytes);
    if !is_garbled(&decoded) {
        return decoded;
    }
    let guessed = guess(bytes);
    if replacements(&guessed.text) < replacements(&decoded.text) {
        let why = format!("declared as {}, which it is not", encoding.name());
        return guessed.noting(NoteKind::Guessed, why);
    }
    decoded
}

/// Enough characters of several bytes, none of them broken. Two-byte characters of old Chinese,
/// Japanese and Korean charsets can look like UTF-8's of two bytes, but not like its longer ones.
fn is_surely_utf8(declared: &'static Encoding, bytes: &[u8]) -> bool {
    const ENOUGH: usize = 3;
    let shortest = if declared.is_single_byte() { 2 } else { 3 };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut wide = text.chars().filter(|c| c.len_utf8() >= shortest);
    wide.nth(ENOUGH - 1).is_some()
}

/// More than one in twenty of the characters that are not ASCII could not be decoded.
fn is_garbled(decoded: &Decoded<'_>) -> bool {
    if decoded.notes.is_empty() {
        return false;
    }
    let wide = decoded.text.chars().filter(|c| !c.is_ascii()).count();
    replacements(&decoded.text) * 20 > wide
}

fn replacements(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

fn guess(bytes: &[u8]) -> Decoded<'_> {
    let sample = &bytes[..bytes.len().min(GUESS_FROM)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    decode_as(detector.guess(None, Utf8Detection::Allow), bytes)
}

#[cfg(test)]
mod tests;
