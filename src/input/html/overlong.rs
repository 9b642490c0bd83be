//! Tags with more attributes than anyone has written.
//!
//! The tokenizer compares each attribute with all before it, and holds the whole tag back until it
//! ends. So a tag that goes on and on must be found before it is given to the tokenizer.

use crate::input::tag::{Attributes, is_space};

use super::MAX_ATTRIBUTES;

/// Counts what could part attributes in a piece of an unfinished token. A slash counts less, as
/// the data of pictures is full of them.
#[derive(Debug, Default)]
pub(super) struct Suspicion {
    slashes: usize,
    others: usize,
}

impl Suspicion {
    /// From here on the quadratic comparison can be felt.
    const TOO_MANY: usize = 4096;

    pub(super) fn look_at(&mut self, piece: &str) {
        for byte in piece.bytes() {
            self.slashes += usize::from(byte == b'/');
            self.others += usize::from(is_space(byte) || byte == b'"' || byte == b'\'');
        }
    }

    pub(super) fn is_strong(&self) -> bool {
        self.others + self.slashes / 8 > Self::TOO_MANY
    }
}

/// What was found out about a long tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Examined {
    /// Where the tag has attributes enough, if it has too many.
    pub(super) cut: Option<usize>,
    /// The tag's `>`, or the end of the text.
    pub(super) end: usize,
}

/// Looks at the tag at `start`, whose first bytes up to `fed` cannot be changed any more. None
/// where this is not a tag.
pub(super) fn examine(text: &str, start: usize, fed: usize) -> Option<Examined> {
    let bytes = text.as_bytes();
    let mut attributes = Attributes::new(bytes, behind_name(bytes, start)?);
    let mut count = 0;
    let mut cut = None;
    while attributes.next().is_some() {
        count += 1;
        if cut.is_none() && count >= MAX_ATTRIBUTES && attributes.position() >= fed {
            cut = Some(attributes.position());
        }
    }
    let end = attributes.position();
    Some(Examined { cut, end })
}

/// The first byte behind the name of the tag that begins at `start`, or one byte before it, where
/// the tokenizer has looked at the `<` already.
fn behind_name(bytes: &[u8], start: usize) -> Option<usize> {
    let open = [start, start.wrapping_sub(1)]
        .into_iter()
        .find(|&at| bytes.get(at) == Some(&b'<'))?;
    let name = open + 1 + usize::from(bytes.get(open + 1) == Some(&b'/'));
    if !bytes.get(name)?.is_ascii_alphabetic() {
        return None;
    }
    let length = bytes[name..]
        .iter()
        .position(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'))?;
    Some(name + length)
}
