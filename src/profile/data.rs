//! The part of a profile that says what stands where in data that a script of the page carries:
//! `window._preloads = JSON.parse("...")`.

use serde::Deserialize;

use crate::profile::Rows;

/// Where the parts of a post are in a script's data.
#[derive(Debug, Clone, Default)]
pub(crate) struct DataRows {
    /// The script that is nothing but the data.
    pub(crate) script: Rows,
    /// What a script says before the data. Without either the page has no such data.
    pub(crate) behind: String,
    pub(crate) title: Path,
    pub(crate) dek: Path,
    pub(crate) author: Path,
    pub(crate) published: Path,
    pub(crate) updated: Path,
    pub(crate) labels: Path,
    /// The post as HTML, for pages that do not show it without their scripts.
    pub(crate) body: Path,
    pub(crate) declared: Path,
    pub(crate) comments: CommentPaths,
}

/// Where the parts of a comment are, seen from the comment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CommentPaths {
    /// The comments, seen from the whole.
    pub(crate) list: Path,
    /// The replies to a comment.
    pub(crate) replies: Path,
    /// The id of the comment that one answers, or those of all above it, divided by dots.
    pub(crate) parent: Path,
    pub(crate) id: Path,
    pub(crate) author: Path,
    /// An address in which `{path}` stands for a value.
    pub(crate) author_url: String,
    pub(crate) date: Path,
    /// What was said, as plain text.
    pub(crate) text: Path,
    /// What was said, as HTML.
    pub(crate) html: Path,
    pub(crate) owner: Path,
    pub(crate) deleted: Path,
    /// What nobody was shown: spam.
    pub(crate) hidden: Path,
    /// Whether times without a zone are in UTC.
    pub(crate) utc: bool,
}

/// Names divided by dots: `post.title`. A list on the way stands for each of its items.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Path(String);

impl Path {
    /// A path out of a part of another row.
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its names; none where the profile has no such path.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').filter(|name| !name.is_empty())
    }

    /// Whether the profile has no such path.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
