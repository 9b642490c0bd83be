//! A name around the post that no row knows: themes call their bylines what they like, but they
//! put `author` into the class or the link, or words like "Written by" before the name.

use std::borrow::Cow;

use scraper::ElementRef;

use super::{Authors, claim_of, pieces};
use crate::read::byline;
use crate::read::dom;
use crate::read::meta::Meta;
use crate::read::meta::source::Claim;
use crate::read::prune;

/// Bytes of text of the longest byline.
const LONGEST: u32 = 160;

/// Elements among which a byline stands: before the title, at the beginning of the text, at its
/// end, and behind it.
const BEFORE: usize = 40;
const INSIDE: usize = 40;
const AT_END: usize = 25;
const BEHIND: usize = 60;

/// Bytes of the longest text that only introduces a name.
const LONGEST_LABEL: u32 = 30;

/// Bytes of the longest text that such a text introduces.
const LONGEST_NAME: u32 = 60;

/// Words of the longest name.
const MOST_WORDS: usize = 6;

/// What classes and ids of bylines hold, in lower case.
const CLASSES: &[&str] = &["author", "byline", "autor", "auteur", "writer", "verfasser"];

/// Folders in which blogs keep their authors' pages.
const FOLDERS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autores",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "contributor",
    "contributors",
    "writer",
    "writers",
    "people",
    "profile",
    "team",
    "users",
    "producers",
];

/// What classes hold beside those words where they name something else.
const BESIDE: &[&str] = &[
    "comment",
    "description",
    "bio",
    "title",
    "role",
    "position",
    "image",
    "avatar",
    "photo",
    "social",
    "date",
    "modal",
    "label",
    "reviewer",
];

/// Classes of icons that stand before an author's name.
const ICONS: &[&str] = &[
    "bi-person",
    "bi-person-fill",
    "fa-user",
    "fa-user-o",
    "fa-user-circle",
    "fa-user-circle-o",
    "glyphicon-user",
    "icon-user",
    "icon-author",
    "icon-person",
    "dashicons-admin-users",
    "genericon-user",
    "ion-person",
    "ti-user",
];

/// Hosts where the name of a page is no author's.
const NETWORKS: &[&str] = &[
    "facebook.",
    "twitter.",
    "youtube.",
    "instagram.",
    "linkedin.",
    "bsky.",
    "pinterest.",
    "tiktok.",
    "reddit.",
];

/// What shows that an element holds an author's name.
enum Evidence<'t> {
    /// Its class, or the address that it links to.
    Markup(Option<&'t str>),
    /// The words before the name.
    Words,
}

impl<'a> Meta<'a, '_> {
    /// The author that the elements before the text name, else those behind it.
    pub(super) fn author_nearby(&self) -> Option<Claim<Authors>> {
        let body = self.context.dom.subtree(self.located.body);
        let all = self.context.dom.elements().len();
        let title = self.heading.filter(|title| *title < body.end);
        let title = title.unwrap_or(body.start);
        let start = title.min(body.start).saturating_sub(BEFORE);
        let head = prune::head_end(self.context.dom, self.located.body);
        let before = start..body.end.min(head.max(title.max(body.start) + INSIDE));
        let behind = before.end.max(body.end.saturating_sub(AT_END))..all.min(body.end + BEHIND);
        [before, behind].into_iter().find_map(|range| {
            let elements = &self.context.dom.elements()[range];
            elements.iter().find_map(|element| self.author_at(*element))
        })
    }

    fn author_at(&self, element: ElementRef<'a>) -> Option<Claim<Authors>> {
        let bytes = self.context.dom.weight(element).text;
        if bytes == 0 || bytes > LONGEST || is_control(element.value().name()) {
            return None;
        }
        let text = dom::text_of(element);
        if bytes < LONGEST_LABEL && byline::introduces(&text) {
            return self.author_behind(element);
        }
        let evidence = evidence_of(element, &text)?;
        if (self.is_comment)(element) || is_in_form(element) {
            return None;
        }
        let mut names = pieces::names(element, &text);
        names.retain(|name| is_persons(name));
        let url = match evidence {
            Evidence::Markup(url) => url.map(str::to_owned),
            Evidence::Words => None,
        };
        claim_of(Authors { names, url }, "read.author_nearby")
    }

    /// The author whose name stands in the element behind one that says `Author`.
    fn author_behind(&self, label: ElementRef<'a>) -> Option<Claim<Authors>> {
        let behind = |element: ElementRef<'a>| element.next_siblings().find_map(ElementRef::wrap);
        let parent = || label.parent().and_then(ElementRef::wrap);
        let element = behind(label).or_else(|| behind(parent()?))?;
        let bytes = self.context.dom.weight(element).text;
        if bytes > LONGEST_NAME || (self.is_comment)(label) || is_in_form(label) {
            return None;
        }
        let mut names = pieces::names(element, &dom::text_of(element));
        // A single word may be anything.
        names.retain(|name| is_persons(name) && name.contains(' '));
        claim_of(Authors { names, url: None }, "read.author_nearby")
    }
}

fn evidence_of<'t>(element: ElementRef<'t>, text: &str) -> Option<Evidence<'t>> {
    let href = dom::attribute(element, "href").filter(|href| is_authors(href));
    if href.is_some() || ["class", "id"].iter().any(|name| is_named(element, name)) {
        return Some(Evidence::Markup(href));
    }
    let is_told = byline::is_byline(text) || byline::is_dated(text) || has_icon(element);
    is_told.then_some(Evidence::Words)
}

/// Whether a class or an id names an author, and not what is said of one.
fn is_named(element: ElementRef<'_>, attribute: &str) -> bool {
    let value = dom::attribute(element, attribute).unwrap_or_default();
    let mut small = Cow::Borrowed(value);
    if value.bytes().any(|byte| byte.is_ascii_uppercase()) {
        small.to_mut().make_ascii_lowercase();
    }
    let mut names = small.split_ascii_whitespace();
    names.any(|name| {
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        says(CLASSES) && !says(BESIDE)
    })
}

/// Whether a child of an element is the picture of a person from one of the usual icon fonts.
fn has_icon(element: ElementRef<'_>) -> bool {
    // A link with such a picture leads to an account.
    let is_link = element.value().name() == "a" || is_in_link(element);
    let mut children = element.children().filter_map(ElementRef::wrap);
    !is_link
        && children.any(|child| {
            let class = dom::attribute(child, "class").unwrap_or_default();
            let mut names = class.split_ascii_whitespace();
            matches!(child.value().name(), "i" | "span" | "svg")
                && names.any(|name| ICONS.contains(&name))
        })
}

/// Whether an address of this site is in a folder of authors, and not the folder itself.
fn is_authors(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let is_number = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let name = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    let folder = if is_number(&name) {
        parts.next().unwrap_or_default()
    } else {
        folder
    };
    let is_in = FOLDERS.contains(&folder) || is_number(&name) && FOLDERS.contains(&folder);
    !name.is_empty() && is_in && !NETWORKS.iter().any(|network| href.contains(network))
}

fn is_in_link(element: ElementRef<'_>) -> bool {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    around.any(|around| around.value().name() == "a")
}

/// Whether an element is in a form, whose fields are for somebody else's name.
fn is_in_form(element: ElementRef<'_>) -> bool {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    around.any(|around| around.value().name() == "form")
}

/// Whether a text has the form of a person's or a group's name: a few words with capitals.
fn is_persons(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le",
        "al", "bin", "ibn", "and", "und", "et", "y", "the", "of", "zu", "ter", "ten",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        let first = word.chars().next().unwrap_or_default();
        SMALL.contains(word) || (first.is_alphabetic() && !first.is_lowercase())
    };
    let has_digit = name.chars().any(|c| c.is_ascii_digit());
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().all(is_word)
        && !has_digit
        && !is_label(name)
}

/// What stands in bylines and is no name.
fn is_label(name: &str) -> bool {
    const LABELS: &[&str] = &[
        "about",
        "share",
        "follow",
        "read",
        "view",
        "more",
        "all",
        "author",
        "authors",
        "article",
        "posts",
        "home",
        "blog",
        "contact",
        "comments",
        "updated",
        "published",
        "reviewed",
        "editor",
        "written",
        "meet",
        "see",
        "über",
        "alle",
        "mehr",
    ];
    let first = name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    LABELS.contains(&first.trim_end_matches([':', '.']))
}

/// Elements whose text is for doing something.
fn is_control(name: &str) -> bool {
    matches!(
        name,
        "button"
            | "option"
            | "select"
            | "label"
            | "nav"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
    )
}
