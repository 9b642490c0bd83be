//! The names that themes and plugins give to what stands around a post.
//!
//! An id or a class is split into its words (`AuthorBox_root`, `author-box` and `author_box` are
//! "author box"), and rows of words are looked up in `names.tsv`. A row of the fit `part` may
//! stand among other words; one of the fit `whole` is so common a word (`.related`, `.share`) that
//! nothing but words of layout may stand beside it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use scraper::ElementRef;

use crate::read::prune::kind::Kind;

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// The words, with a space between two.
    words: &'static str,
    pub(super) kind: Kind,
    /// No words but those of layout may stand beside it.
    whole: bool,
    /// Means this before the first and after the last paragraph only.
    pub(super) edge: bool,
}

impl Name {
    /// Whether it means this wherever it stands, and whoever wrote what is around it.
    pub(super) fn is_certain(&self) -> bool {
        !self.whole && !self.edge
    }
}

type ByFirstWord = FxHashMap<&'static str, Vec<Name>>;

/// Words of layout, which say nothing of what is in a box.
const LAYOUT: &[&str] = &[
    "wrapper",
    "wrap",
    "container",
    "box",
    "block",
    "section",
    "list",
    "module",
    "area",
    "inner",
    "outer",
    "content",
    "post",
    "entry",
    "article",
    "blog",
    "page",
    "single",
    "row",
    "bar",
    "links",
    "link",
    "icons",
    "icon",
    "buttons",
    "button",
    "btn",
    "item",
    "items",
    "group",
    "holder",
    "panel",
    "body",
    "main",
    "root",
    "top",
    "bottom",
    "left",
    "right",
    "mobile",
    "desktop",
    "col",
    "column",
    "inline",
    "footer",
    "header",
    "heading",
    "title",
    "text",
    "component",
    "element",
    "field",
    "name",
    "label",
    "style",
    "styles",
    "story",
    "the",
    "c",
    "l",
    "m",
    "o",
    "js",
    "wp",
    "el",
    "div",
];

/// Words at the start of a class that says something of its element's parts or values, not of the
/// element: `has-share`, `tag-newsletter`.
const NOT_NAMES: &[&str] = &[
    "has", "no", "not", "non", "with", "without", "hide", "show", "is", "tag", "category", "cat",
    "type", "format", "status",
];

fn table() -> &'static ByFirstWord {
    static TABLE: OnceLock<ByFirstWord> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = ByFirstWord::default();
        for name in include_str!("names.tsv").lines().skip(1).flat_map(row) {
            let first = name.words.split(' ').next().expect("a split has a part");
            table.entry(first).or_default().push(name);
        }
        table
    })
}

fn row(line: &'static str) -> impl Iterator<Item = Name> {
    let mut columns = line.split('\t');
    let mut column = || columns.next().expect("a row has four columns");
    let kind = Kind::of(column()).expect("the kind is known");
    let (whole, edge) = (column() == "whole", column() == "edge");
    column().split('|').map(move |words| Name {
        words,
        kind,
        whole,
        edge,
    })
}

/// What the names of one element say: the rows that its ids and classes hold.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The words of one name, with a space before each and behind the last.
    words: String,
}

impl Words {
    /// Whether the ids and classes of an element name what stands around a post.
    pub(crate) fn is_around_a_post(&mut self, element: ElementRef<'_>) -> bool {
        let attributes = element.value().attrs.iter();
        let mut names = attributes.filter(|(key, _)| matches!(&*key.local, "id" | "class"));
        names.any(|(_, value)| self.find(value).is_some())
    }

    /// The first row that one of the names in an attribute fits, those that count anywhere before
    /// those that count at the edge.
    pub(super) fn find(&mut self, names: &str) -> Option<Name> {
        let mut at_edge = None;
        for name in names.split_ascii_whitespace() {
            self.split(name);
            match self.looked_up() {
                Some(name) if name.edge => at_edge = at_edge.or(Some(name)),
                Some(name) => return Some(name),
                None => {}
            }
        }
        at_edge
    }

    fn looked_up(&self) -> Option<Name> {
        let table = table();
        let mut at = 0;
        while let Some(length) = self.words[at + 1..].find(' ') {
            let word = &self.words[at + 1..=at + length];
            let names = table.get(word).map_or(&[][..], Vec::as_slice);
            let fitting = |name: &&Name| self.fits(name, at);
            if let Some(name) = names.iter().find(fitting) {
                let bare = at == 0 && self.words.len() == name.words.len() + 2;
                let first = self.words[1..].split(' ').next().unwrap_or_default();
                return (bare || !NOT_NAMES.contains(&first)).then_some(*name);
            }
            at += length + 1;
        }
        None
    }

    /// Whether a row stands at that place.
    fn fits(&self, name: &Name, at: usize) -> bool {
        let Some(rest) = self.words[at + 1..].strip_prefix(name.words) else {
            return false;
        };
        let mut others = self.words[..at].split(' ').chain(rest.split(' '));
        rest.starts_with(' ') && (!name.whole || others.all(is_layout))
    }

    /// Splits a name into words: at what is no letter or digit, and where a capital follows a small
    /// letter.
    fn split(&mut self, name: &str) {
        self.words.clear();
        self.words.push(' ');
        for part in name.split(|c: char| !c.is_ascii_alphanumeric()) {
            let is_code = is_code(part);
            let mut small = false;
            for c in part.chars() {
                if small && c.is_ascii_uppercase() && !is_code {
                    self.end_word();
                }
                self.words.push(c.to_ascii_lowercase());
                small = !c.is_ascii_uppercase();
            }
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        if !self.words.ends_with(' ') {
            self.words.push(' ');
        }
    }
}

/// Whether letters and digits were thrown together by a program: there are no words in `Dk9toC2x`.
fn is_code(part: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| part.as_bytes().iter().any(kind);
    has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

fn is_layout(word: &str) -> bool {
    word.is_empty() || word.bytes().all(|byte| byte.is_ascii_digit()) || LAYOUT.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(names: &str) -> Option<Kind> {
        let name = Words::default().find(names);
        name.map(|name| name.kind)
    }

    #[test]
    fn a_name_is_read_however_its_words_are_joined() {
        for name in [
            "author-box",
            "author_box",
            "AuthorBox_root__x1",
            "c-author-box--wide",
        ] {
            assert_eq!(kind(name), Some(Kind::Author), "{name}");
        }
    }

    #[test]
    fn a_common_word_counts_only_among_words_of_layout() {
        assert_eq!(kind("related"), Some(Kind::Related));
        assert_eq!(kind("post-related-wrapper"), Some(Kind::Related));
        assert_eq!(kind("share-price-table"), None);
        assert_eq!(kind("relatedness"), None);
        assert_eq!(kind("record-Dk9dTocF2x"), None);
    }

    #[test]
    fn what_an_element_has_or_is_about_is_not_its_name() {
        assert_eq!(kind("has-share-buttons"), None);
        assert_eq!(kind("tag-newsletter"), None);
        assert_eq!(
            kind("hentry tag-share-buttons newsletter"),
            Some(Kind::Signup)
        );
    }

    #[test]
    fn no_row_stands_twice() {
        let rows = include_str!("names.tsv").lines().skip(1).flat_map(row);
        let mut words: Vec<_> = rows.map(|name| name.words).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
