//! A comment as data, whatever script carries it.

/// A comment as data.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CommentItem {
    /// The id, as the markup has it: digits alone where there are some.
    pub(crate) id: Option<String>,
    /// When it was written: RFC 3339.
    pub(crate) published: Option<String>,
    /// The id of the comment that it replies to.
    pub(crate) parent: Option<String>,
    /// The place in the list of the comment that it stands in.
    pub(crate) within: Option<usize>,
    /// The commenter's name.
    pub(crate) author: Option<String>,
    /// The commenter's profile.
    pub(crate) author_url: Option<String>,
    /// True where the commenter wrote the post.
    pub(crate) is_owner: bool,
    /// True where it stands for a comment that was removed.
    pub(crate) is_deleted: bool,
    /// What was written, as HTML.
    pub(crate) body: String,
}
