//! Text as a reader would see it: which characters are space, which are nothing at all.

/// Where a word may be parted at the end of a line. Nobody sees it elsewhere, and whoever searches
/// for the word does not find it.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// What a character of the page is in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a word.
    Word,
    /// Space, as this character.
    Space(char),
    /// Not visible: left out.
    Nothing,
}

/// Asks it of one character.
pub(super) fn class(c: char) -> Class {
    match c {
        '!'..='~' => Class::Word,
        ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Class::Space(' ')
        }
        _ if c == SOFT_HYPHEN || is_invisible(c) => Class::Nothing,
        _ if c.is_whitespace() => Class::Space(c),
        _ => Class::Word,
    }
}

/// Control characters, marks that turn the writing direction of what follows, spaces of no width.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

/// A run of space that has not been written yet. A single character stays what it was, so that a
/// no-break space between two words survives; a run is layout and becomes one space.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Space(Option<char>);

impl Space {
    /// One more character of space.
    pub(super) fn add(&mut self, c: char) {
        self.0 = Some(if self.0.is_some() { ' ' } else { c });
    }

    /// The run, taken out.
    pub(super) fn take(&mut self) -> Option<char> {
        self.0.take()
    }
}

/// `text` with every run of space as one, none at the ends and nothing invisible.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = Space::default();
    for c in text.chars() {
        match class(c) {
            Class::Nothing => {}
            Class::Space(c) => space.add(c),
            Class::Word => {
                if let Some(gap) = space.take().filter(|_| !out.is_empty()) {
                    out.push(gap);
                }
                out.push(c);
            }
        }
    }
    out
}

/// The lines of a preformatted text: control characters out, line breaks as `\n`, the last one
/// gone.
pub(super) fn verbatim(text: &str) -> String {
    let mut out: String = text
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !is_invisible(*c))
        .map(|c| if c == '\u{A0}' { ' ' } else { c })
        .collect();
    if out.ends_with('\n') {
        out.pop();
    }
    out
}
