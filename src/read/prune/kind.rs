//! What stands around a post, and how much of it may be in one box: the numbers of this step.

use crate::read::dom::Weight;

/// What a box or a line is instead of the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Buttons that send the post elsewhere.
    Share,
    /// Other posts.
    Related,
    /// The way to other pages.
    Navigation,
    /// The post's headings as links.
    Contents,
    /// Letters and accounts to sign up for.
    Signup,
    /// A call for money or custom.
    Appeal,
    /// Who the author is.
    Author,
    /// What stands above the title.
    Header,
    /// Who wrote it when, how long it takes to read.
    Byline,
    /// What the post is filed under.
    Labels,
    /// An advertisement, or the word for it.
    Advertisement,
    /// Cookies and consent.
    Notice,
    /// Buttons for sound and pictures, stars to be given.
    Player,
    /// The way to the comments.
    Comments,
    /// Words for screen readers only.
    Screen,
    /// A column beside the post.
    Sidebar,
}

/// How a kind is known in the tables, named in a note, and bounded.
struct Row {
    kind: Kind,
    /// In the tables and in the rule of a note.
    name: &'static str,
    /// What the note calls it.
    says: &'static str,
    /// Bytes of text outside of links that such a box may hold: above it, it is somebody's prose.
    words: u32,
    /// A box without a link, a form or a button is something else.
    leads: bool,
    /// Most of its text must be links.
    dense: bool,
}

/// Tuned on no page: a sentence has some 100 bytes, a teaser two or three sentences, a biography
/// a paragraph or two.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { kind: Kind::Share, name: "share", says: "buttons to share the post", words: 300, leads: false, dense: false },
    Row { kind: Kind::Related, name: "related", says: "other posts", words: 3000, leads: true, dense: false },
    Row { kind: Kind::Navigation, name: "navigation", says: "the way to other pages", words: 300, leads: true, dense: false },
    Row { kind: Kind::Contents, name: "contents", says: "a table of contents", words: 200, leads: true, dense: true },
    Row { kind: Kind::Signup, name: "signup", says: "something to sign up for", words: 1200, leads: false, dense: false },
    Row { kind: Kind::Appeal, name: "appeal", says: "a call to support or buy", words: 1200, leads: true, dense: false },
    Row { kind: Kind::Author, name: "author", says: "a portrait of the author", words: 1500, leads: false, dense: false },
    Row { kind: Kind::Header, name: "header", says: "above its title", words: 300, leads: false, dense: false },
    Row { kind: Kind::Byline, name: "byline", says: "a byline", words: 300, leads: false, dense: false },
    Row { kind: Kind::Labels, name: "labels", says: "what the post is filed under", words: 300, leads: true, dense: false },
    Row { kind: Kind::Advertisement, name: "advertisement", says: "an advertisement", words: 600, leads: false, dense: false },
    Row { kind: Kind::Notice, name: "notice", says: "a notice of the site", words: 1200, leads: false, dense: false },
    Row { kind: Kind::Player, name: "player", says: "buttons", words: 200, leads: false, dense: false },
    Row { kind: Kind::Comments, name: "comments", says: "the way to the comments", words: 600, leads: false, dense: false },
    Row { kind: Kind::Screen, name: "screen_reader", says: "words for screen readers only", words: 200, leads: false, dense: false },
    Row { kind: Kind::Sidebar, name: "sidebar", says: "a column beside the post", words: 3000, leads: true, dense: false },
];

impl Kind {
    /// The kind of that name.
    pub(super) fn of(name: &str) -> Option<Self> {
        let row = ROWS.iter().find(|row| row.name == name);
        row.map(|row| row.kind)
    }

    fn row(self) -> &'static Row {
        let row = ROWS.iter().find(|row| row.kind == self);
        row.expect("every kind has a row")
    }

    /// The rule of a note about it.
    pub(super) fn rule(self) -> String {
        format!("read.prune.{}", self.row().name)
    }

    /// What a note calls it.
    pub(super) fn says(self) -> &'static str {
        self.row().says
    }

    /// Whether a box of that much text may be of this kind.
    pub(super) fn holds(self, weight: Weight, leads_somewhere: impl FnOnce() -> bool) -> bool {
        let row = self.row();
        let words = weight.text - weight.links;
        words <= row.words
            && (!row.dense || weight.links * 2 >= weight.text)
            && (!row.leads || leads_somewhere())
    }
}
