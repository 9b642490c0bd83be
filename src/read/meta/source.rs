//! Which source is believed: for each field a row of one table, and a note where others say
//! something else.

use crate::note::{Note, NoteKind};
use crate::read::meta::Meta;

/// Where values of fields come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The rows of the page's own profile.
    Profile,
    /// The data in the platform's scripts.
    Platform,
    /// JSON-LD.
    JsonLd,
    /// The generic rows for microdata and microformats (h-entry).
    Markup,
    /// `<meta>` elements, and what the root element says.
    Head,
    /// The generic rows for names that themes have in common.
    Theme,
    /// What stands around the post and looks like it.
    Nearby,
    /// The page's address.
    Address,
    /// The text itself.
    Text,
}

use Source::{Address, Head, JsonLd, Markup, Nearby, Platform, Profile, Text, Theme};

/// One row of the table.
#[derive(Debug)]
pub(super) struct Field {
    /// How notes call it.
    pub(super) name: &'static str,
    /// The better sources first.
    pub(super) sources: &'static [Source],
    /// The rule that goes without saying where no source says anything else.
    pub(super) plain: Option<&'static str>,
}

/// The title, where no heading agrees with what the page calls itself.
pub(super) const TITLE: Field = Field {
    name: "title",
    sources: &[Platform, JsonLd, Head],
    plain: None,
};
pub(super) const AUTHOR: Field = Field {
    name: "author",
    sources: &[Profile, Platform, JsonLd, Markup, Head, Theme, Nearby],
    plain: None,
};
pub(super) const PUBLISHED: Field = Field {
    name: "time of publication",
    sources: &[
        Profile, Platform, JsonLd, Head, Markup, Theme, Nearby, Address,
    ],
    plain: None,
};
pub(super) const UPDATED: Field = Field {
    name: "time of the last change",
    sources: &[Profile, Platform, JsonLd, Head, Markup],
    plain: None,
};
pub(super) const DEK: Field = Field {
    name: "dek",
    sources: &[Profile, Platform, Theme, Nearby],
    plain: None,
};
pub(super) const LABELS: Field = Field {
    name: "labels",
    sources: &[Profile, Markup, Theme, Nearby, Platform, JsonLd, Head],
    plain: None,
};
pub(super) const LANGUAGE: Field = Field {
    name: "language",
    sources: &[Head, Platform, JsonLd, Text],
    plain: Some("read.html.lang"),
};
pub(super) const ADDRESS: Field = Field {
    name: "address",
    sources: &[Profile, Head, Markup, JsonLd],
    plain: None,
};

impl Source {
    /// Whether it states the value, so that it is worth telling that it states another.
    fn is_stated(self) -> bool {
        match self {
            Profile | Platform | JsonLd | Markup | Head => true,
            Theme | Nearby | Address | Text => false,
        }
    }

    /// What kind of note tells of it.
    pub(super) fn kind(self) -> NoteKind {
        match self {
            Profile | Platform | JsonLd | Markup | Head | Theme => NoteKind::Chosen,
            Nearby | Address | Text => NoteKind::Guessed,
        }
    }
}

/// What a source says of a field.
#[derive(Debug)]
pub(super) struct Claim<T> {
    pub(super) value: T,
    /// The row, or the step.
    pub(super) rule: String,
    /// Whether it counts only where nothing better is said.
    pub(super) is_weak: bool,
    /// How sure it is, in words, where that is known.
    pub(super) certainty: Option<String>,
}

impl<T> Claim<T> {
    pub(super) fn new(value: T, rule: impl Into<String>) -> Self {
        Self {
            value,
            rule: rule.into(),
            is_weak: false,
            certainty: None,
        }
    }
}

/// The first of one source's claims that is not a weak one, else the first.
pub(super) fn stronger<T>(claims: impl Iterator<Item = Claim<T>>) -> Option<Claim<T>> {
    let mut weak: Option<Claim<T>> = None;
    for claim in claims {
        if !claim.is_weak {
            return Some(claim);
        }
        weak.get_or_insert(claim);
    }
    weak
}

impl Meta<'_, '_> {
    /// The first claim in a field's order that is not a weak one, else the first weak one. A note
    /// tells which it was, and what other sources state that is not the same.
    pub(super) fn settle<T>(
        &mut self,
        field: &Field,
        claim_of: impl Fn(&Self, Source) -> Option<Claim<T>>,
        shown: impl Fn(&T) -> String,
        same: impl Fn(&T, &T) -> bool,
    ) -> Option<Claim<T>> {
        let mut won: Option<Claim<T>> = None;
        let mut others: Vec<Claim<T>> = Vec::new();
        let mut kind = NoteKind::Chosen;
        for source in field.sources {
            let is_settled = won.as_ref().is_some_and(|claim| !claim.is_weak);
            if is_settled && !source.is_stated() {
                continue;
            }
            let Some(claim) = claim_of(self, *source) else {
                continue;
            };
            match &mut won {
                Some(best) if !best.is_weak || claim.is_weak => others.push(claim),
                // A better source bears a weak one out, which may say more.
                Some(best) if same(&best.value, &claim.value) => best.is_weak = false,
                Some(_) | None => {
                    others.extend(won.replace(claim));
                    kind = source.kind();
                }
            }
        }
        let won = won?;
        others.retain(|other| !same(&won.value, &other.value));
        let others: Vec<(String, String)> = others
            .into_iter()
            .map(|other| (other.rule, shown(&other.value)))
            .collect();
        let certainty = won.certainty.clone().unwrap_or_default();
        self.tell_more(kind, field, &won.rule, &certainty, &others);
        Some(won)
    }

    /// Notes which rule gave a field, and what others say.
    pub(super) fn tell(
        &mut self,
        kind: NoteKind,
        field: &Field,
        rule: &str,
        others: &[(String, String)],
    ) {
        self.tell_more(kind, field, rule, "", others);
    }

    fn tell_more(
        &mut self,
        kind: NoteKind,
        field: &Field,
        rule: &str,
        certainty: &str,
        others: &[(String, String)],
    ) {
        if others.is_empty() && field.plain == Some(rule) {
            return;
        }
        let others: Vec<String> = others
            .iter()
            .map(|(other, value)| format!("{other} says \"{}\"", cut(value)))
            .collect();
        let mut message = format!("gave the {}{certainty}", field.name);
        if !others.is_empty() {
            message = format!("{message}, where {}", others.join(" and "));
        }
        self.context.note(Note::new(kind, rule, message));
    }
}

/// Letters of another source's value that a note shows.
const LONGEST_SHOWN: usize = 80;

fn cut(value: &str) -> String {
    let mut folded = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = folded.char_indices().nth(LONGEST_SHOWN) {
        folded.truncate(end);
        folded.push('…');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = include_str!("../../../README.md");

    fn name(source: Source) -> &'static str {
        match source {
            Profile => "profile",
            Platform => "platform",
            JsonLd => "JSON-LD",
            Markup => "markup",
            Head => "head",
            Theme => "theme",
            Nearby => "nearby",
            Address => "address",
            Text => "text",
        }
    }

    #[test]
    fn the_readme_tells_the_order_of_every_field() {
        let fields = [AUTHOR, PUBLISHED, UPDATED, DEK, LABELS, LANGUAGE, ADDRESS];
        for field in fields {
            let sources: Vec<&str> = field.sources.iter().map(|source| name(*source)).collect();
            let row = format!("| {} | {} |", field.name, sources.join(", "));
            assert!(README.contains(&row), "{row}");
        }
        let title: Vec<&str> = TITLE.sources.iter().map(|source| name(*source)).collect();
        assert!(README.contains(&format!("then {} |", title.join(", "))));
    }

    #[test]
    fn a_long_value_is_cut_between_letters() {
        let shown = cut(&"ß ".repeat(200));
        assert_eq!(shown.chars().count(), LONGEST_SHOWN + 1);
    }
}
