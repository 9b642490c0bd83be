//! Profiles: what a platform looks like, as a table.
//!
//! A profile is a TOML file of rows. A row is a CSS selector, and where a value is wanted that
//! stands in an attribute, the attribute's name behind an `@`:
//!
//! ```toml
//! published = ["abbr.published @title", "time.published @datetime", ".post-timestamp"]
//! ```
//!
//! Rows are tried from the top. The row that gave a value is recorded as `blogger.published[0]`.

use std::sync::OnceLock;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, ErrorKind};
use crate::read::Wanted;

mod data;
mod query;
mod systems;

pub(crate) use data::{CommentPaths, DataRows, Path};
pub(crate) use query::{Alternative, Combinator, Compound, Condition, Key, Query};
pub(crate) use systems::compiled as compiled_systems;
pub use systems::systems;

/// The profiles that come with repost, in the order in which pages are tested against them.
const BUILTIN: &[(&str, &str)] = &[
    ("blogger", include_str!("profile/blogger.toml")),
    ("substack", include_str!("profile/substack.toml")),
    ("medium", include_str!("profile/medium.toml")),
    ("ghost", include_str!("profile/ghost.toml")),
    ("tumblr", include_str!("profile/tumblr.toml")),
    ("print", include_str!("profile/print.toml")),
    ("reader", include_str!("profile/reader.toml")),
    ("livejournal", include_str!("profile/livejournal.toml")),
    ("joomla", include_str!("profile/joomla.toml")),
    ("squarespace", include_str!("profile/squarespace.toml")),
    ("wix", include_str!("profile/wix.toml")),
    ("hubspot", include_str!("profile/hubspot.toml")),
    ("shopify", include_str!("profile/shopify.toml")),
    ("webflow", include_str!("profile/webflow.toml")),
    ("octopress", include_str!("profile/octopress.toml")),
    ("jekyll", include_str!("profile/jekyll.toml")),
    ("hugo", include_str!("profile/hugo.toml")),
    ("hexo", include_str!("profile/hexo.toml")),
    ("pelican", include_str!("profile/pelican.toml")),
    ("serendipity", include_str!("profile/serendipity.toml")),
    ("dotclear", include_str!("profile/dotclear.toml")),
    ("typecho", include_str!("profile/typecho.toml")),
    ("writefreely", include_str!("profile/writefreely.toml")),
    ("hatena", include_str!("profile/hatena.toml")),
    ("ameblo", include_str!("profile/ameblo.toml")),
    ("tistory", include_str!("profile/tistory.toml")),
    ("overblog", include_str!("profile/overblog.toml")),
    ("typepad", include_str!("profile/typepad.toml")),
    ("movabletype", include_str!("profile/movabletype.toml")),
    ("drupal", include_str!("profile/drupal.toml")),
    ("wordpress", include_str!("profile/wordpress.toml")),
    ("generic", include_str!("profile/generic.toml")),
];

/// Name and text of every built-in profile.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    BUILTIN
}

/// One platform, or one comment system.
#[derive(Debug, Clone)]
pub struct Profile {
    name: String,
    /// What a comment system is called in words; nothing where the profile is a platform's.
    pub(crate) system: String,
    pub(crate) detect: Rows,
    pub(crate) detect_script: Vec<String>,
    /// Words in scripts by which a page says that it is a list of posts.
    pub(crate) list_script: Vec<String>,
    pub(crate) post: PostRows,
    pub(crate) comments: Vec<CommentRows>,
    pub(crate) data: DataRows,
    pub(crate) wanted: Wanted,
}

/// Where the parts of a post are.
#[derive(Debug, Clone)]
pub(crate) struct PostRows {
    /// Elements that hold one post each: several, and the page is not one post's.
    pub(crate) item: Rows,
    /// Evidence that the page is one post's, however many items it shows.
    pub(crate) single: Rows,
    /// Evidence that the content is loaded by script.
    pub(crate) script_only: Rows,
    /// What the blog is called.
    pub(crate) site: Rows,
    pub(crate) title: Rows,
    pub(crate) title_link: Rows,
    pub(crate) author: Rows,
    pub(crate) author_url: Rows,
    pub(crate) published: Rows,
    /// The time of day, where it stands apart from the day.
    pub(crate) published_time: Rows,
    pub(crate) updated: Rows,
    pub(crate) labels: Rows,
    pub(crate) permalink: Rows,
    pub(crate) dek: Rows,
    pub(crate) body: Rows,
    /// Whether the platform names its posts' elements, so that a short one is a short post.
    pub(crate) body_is_certain: bool,
    /// Elements to take for the body where neither a row nor the score finds one.
    pub(crate) body_by_default: Rows,
    /// Parts of the body element that are not the post.
    pub(crate) drop: Rows,
    /// The number of comments that the page claims.
    pub(crate) declared: Rows,
    /// Links to further pages of comments.
    pub(crate) more_comments: Rows,
    /// Comment systems that keep their comments elsewhere.
    pub(crate) remote_comments: Rows,
    /// Frames whose documents were saved with the page, and templates.
    pub(crate) frames: Rows,
    /// What was left below the post without a word: likes.
    pub(crate) reactions: Rows,
    /// Evidence that the post ends where a subscription would begin.
    pub(crate) paywall: Rows,
    /// Evidence that the post was never published.
    pub(crate) draft: Rows,
    /// What the platform writes before those keywords of its data that are labels.
    pub(crate) keyword_prefix: String,
}

/// The shape of one kind of comment markup.
#[derive(Debug, Clone)]
pub(crate) struct CommentRows {
    /// The elements that each are, or begin, one comment.
    pub(crate) item: Rows,
    /// How items relate to elements and to each other.
    pub(crate) nesting: Nesting,
    pub(crate) id: Rows,
    /// The id of the comment that it answers, or a link to that one.
    pub(crate) parent: Rows,
    pub(crate) author: Rows,
    pub(crate) author_url: Rows,
    pub(crate) date: Rows,
    pub(crate) body: Rows,
    pub(crate) owner: Rows,
    pub(crate) deleted: Rows,
    pub(crate) pingback: Rows,
    pub(crate) trackback: Rows,
    /// Parts of a comment that nobody wrote: reply links, avatars.
    pub(crate) drop: Rows,
}

/// How a comment's parent is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Nesting {
    /// A reply stands inside the element of the comment that it answers.
    #[default]
    Inside,
    /// Comments are flat, and each goes on over the following siblings (`dt dd dd`).
    Siblings,
    /// A reply's id ends in `_` and its parent's id (wpDiscuz).
    IdSuffix,
    /// Replies stand in a list behind their parent, which a class names (`indented` in Drupal).
    Indented,
    /// Comments are flat, and a reply's own left margin, or the spacer before its words, is wider
    /// than its parent's (LiveJournal).
    Margin,
    /// Comments are flat, and a class says how deep each stands: `depth-2`, `comment_level_2`;
    /// its own, or that of an element in it.
    Depth,
}

/// The rows of one field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows(pub(crate) Vec<Row>);

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// How notes call it: `blogger.title[0]`.
    pub(crate) name: String,
    /// The selector as it stands in the profile.
    pub(crate) selector: String,
    /// What it selects.
    pub(crate) query: Query,
    /// The attribute that holds the value; the element's text where it is none.
    pub(crate) attribute: Option<String>,
}

impl Profile {
    /// Reads a profile's TOML text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BadProfile`] with line and column for unknown keys and bad selectors.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        Self::compiled_by(Query::checked, text)
    }

    fn compiled_by(parse: ParseQuery, text: &str) -> Result<Self, Error> {
        let bad = |message: String| Error::new(ErrorKind::BadProfile(message), "");
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| bad(not_a_table(&error, text)))?;
        let mut compiler = Compiler {
            text,
            parse,
            wanted: Wanted::default(),
        };
        file.compile(&mut compiler).map_err(bad)
    }

    /// The platform's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a comment system's: its tables are tried on every page, and it is no platform.
    pub(crate) fn is_system(&self) -> bool {
        !self.system.is_empty()
    }
}

/// One line, where TOML's own message draws the place over several.
fn not_a_table(error: &toml::de::Error, text: &str) -> String {
    let what = error.message().replace('\n', " ");
    match error.span() {
        Some(span) => format!("{}: {what}", place(text, span.start)),
        None => what,
    }
}

/// Where in a profile something stands.
fn place(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[line_start..].chars().count() + 1;
    format!("line {line}, column {column}")
}

/// The built-in profiles, compiled once.
pub(crate) fn compiled() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| {
        let profiles: Result<Vec<Profile>, Error> = BUILTIN.iter().map(tested).collect();
        profiles.expect("the built-in profiles are tested")
    })
}

/// Compiles one of the built-in profiles. A test has checked their selectors: that would be a
/// third of what compiling them costs.
fn tested((_, text): &(&str, &str)) -> Result<Profile, Error> {
    Profile::compiled_by(Query::parse, text)
}

/// The names that any built-in profile asks for.
pub(crate) fn wanted() -> &'static Wanted {
    static WANTED: OnceLock<Wanted> = OnceLock::new();
    WANTED.get_or_init(|| {
        let mut all = Wanted::default();
        for profile in compiled().iter().chain(compiled_systems()) {
            all.merge(&profile.wanted);
        }
        all
    })
}

type RowTexts = Vec<Spanned<String>>;

/// The form of a profile's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    name: String,
    #[serde(default)]
    system: String,
    #[serde(default)]
    detect: RowTexts,
    #[serde(default)]
    detect_script: Vec<String>,
    #[serde(default)]
    list_script: Vec<String>,
    #[serde(default)]
    post: PostFile,
    #[serde(default)]
    comments: Vec<CommentFile>,
    #[serde(default)]
    data: DataFile,
}

/// Writes the form of a table of rows and the step from its texts to compiled rows.
macro_rules! row_tables {
    ($($file:ident => $table:ident { $($field:ident),+ $(,)? } + { $($plain:ident: $type:ty),* $(,)? })+) => {$(
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $file {
            $(#[serde(default)] $field: RowTexts,)+
            $(#[serde(default)] $plain: $type,)*
        }
        impl $file {
            fn compile(self, prefix: &str, compiler: &mut Compiler<'_>) -> Result<$table, String> {
                Ok($table {
                    $($field: compiler.rows(prefix, stringify!($field), self.$field)?,)+
                    $($plain: self.$plain,)*
                })
            }
        }
    )+};
}

row_tables! {
    PostFile => PostRows {
        item, single, script_only, site, title, title_link, author, author_url, published,
        published_time, updated, labels, permalink, dek, body, body_by_default, drop, declared, more_comments, remote_comments,
        frames, reactions, paywall, draft,
    } + { body_is_certain: bool, keyword_prefix: String }
    CommentFile => CommentRows {
        item, id, parent, author, author_url, date, body, owner, deleted, pingback, trackback, drop,
    } + { nesting: Nesting }
    DataFile => DataRows { script } + {
        behind: String, title: Path, dek: Path, author: Path, published: Path, updated: Path,
        labels: Path, body: Path, declared: Path, comments: CommentPaths,
    }
}

impl ProfileFile {
    fn compile(self, compiler: &mut Compiler<'_>) -> Result<Profile, String> {
        let detect = compiler.rows(&self.name, "detect", self.detect)?;
        let post = self.post.compile(&self.name, compiler)?;
        let mut comments = Vec::new();
        for (place, table) in self.comments.into_iter().enumerate() {
            comments.push(table.compile(&format!("{}.comments[{place}]", self.name), compiler)?);
        }
        let data = self
            .data
            .compile(&format!("{}.data", self.name), compiler)?;
        Ok(Profile {
            name: self.name,
            system: self.system,
            detect,
            detect_script: self.detect_script,
            list_script: self.list_script,
            post,
            comments,
            data,
            wanted: std::mem::take(&mut compiler.wanted),
        })
    }
}

/// Turns texts into rows and collects the names that they ask for.
struct Compiler<'a> {
    text: &'a str,
    parse: ParseQuery,
    wanted: Wanted,
}

/// How a selector is compiled; the error is one line.
type ParseQuery = fn(&str) -> Result<Query, String>;

impl Compiler<'_> {
    fn rows(&mut self, prefix: &str, field: &str, texts: RowTexts) -> Result<Rows, String> {
        let mut rows = Vec::with_capacity(texts.len());
        for (place, text) in texts.into_iter().enumerate() {
            rows.push(self.row(format!("{prefix}.{field}[{place}]"), &text)?);
        }
        Ok(Rows(rows))
    }

    fn row(&mut self, name: String, text: &Spanned<String>) -> Result<Row, String> {
        let (selector, attribute) = parts(text.as_ref());
        let bad = |why: String| format!("{}: {why}", place(self.text, text.span().start));
        if attribute.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(bad(format!(
                "`{}` names no attribute behind its @",
                text.as_ref()
            )));
        }
        let query = (self.parse)(&selector).map_err(|why| {
            let why = in_words(why.lines().last().unwrap_or_default());
            bad(format!("`{selector}` is not a selector: {why}"))
        })?;
        query.visit_keys(&mut |key| self.wanted.insert(key));
        Ok(Row {
            name,
            selector,
            query,
            attribute,
        })
    }
}

/// A row's selector and its attribute. `@id` alone is the attribute of whatever has it.
fn parts(row: &str) -> (String, Option<String>) {
    if let Some((selector, attribute)) = row.rsplit_once(" @") {
        (selector.trim_end().to_owned(), Some(attribute.to_owned()))
    } else if let Some(attribute) = row.strip_prefix('@') {
        (format!("[{attribute}]"), Some(attribute.to_owned()))
    } else {
        (row.to_owned(), None)
    }
}

fn is_name(attribute: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    !attribute.is_empty() && attribute.chars().all(is_part)
}

/// The selector library's names of mistakes, as words: `DanglingCombinator`, `dangling combinator`.
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}
