//! Comments, which stand inside the item that they belong to.

use encoding_rs::Encoding;

use crate::document::CommentKind;
use crate::input::export::{Comment, Entry, Kind, Place, PostKey, Status};

use super::autop::paragraphs;
use super::clickable::clickable;
use super::item::Item;
use super::name::Names;
use super::post;

/// Kinds of comments that are written for readers. Others are a plugin's notes to itself.
const TYPES: &[(&str, CommentKind)] = &[
    ("", CommentKind::Comment),
    ("comment", CommentKind::Comment),
    ("review", CommentKind::Comment),
    ("pingback", CommentKind::Pingback),
    ("webmention", CommentKind::Pingback),
    ("mention", CommentKind::Pingback),
    ("trackback", CommentKind::Trackback),
];

fn kind(item: &Item<'_>) -> Result<CommentKind, String> {
    let told = item.value("wp:comment_type").unwrap_or_default();
    let row = TYPES.iter().find(|(name, _)| *name == told);
    row.map(|(_, kind)| *kind).ok_or(told)
}

/// What the scan tells of a comment. `post` is where its item begins.
pub(super) fn describe(item: &Item<'_>, place: Place, post: u64) -> Entry {
    let mut entry = Entry::new(Kind::Comment, place);
    entry.id = item.value("wp:comment_id");
    entry.post = Some(PostKey::Inside(post));
    entry.published = item.time("wp:comment_date", "wp:comment_date_gmt");
    (entry.status, entry.reason) = status(item);
    if let Err(name) = kind(item) {
        entry.kind = Kind::Other;
        entry.reason = Some(format!("a comment of the type “{name}”"));
    }
    entry
}

fn status(item: &Item<'_>) -> (Status, Option<String>) {
    let told = item.value("wp:comment_approved");
    match told.as_deref() {
        None | Some("1" | "approve" | "approved") => (Status::Public, None),
        Some("0" | "hold") => (Status::Draft, Some("waiting for approval".to_owned())),
        Some("spam") => (Status::Spam, None),
        Some("trash" | "post-trashed") => (Status::Trashed, None),
        Some(other) => (Status::Draft, Some(format!("of the status “{other}”"))),
    }
}

/// Reads a comment. `owner` is the number of the post's author.
pub(super) fn read(
    bytes: &[u8],
    names: &Names,
    encoding: &'static Encoding,
    owner: Option<u64>,
) -> Comment {
    let item = Item::new(bytes, names, encoding);
    let (mut text, repaired) = item.text("wp:comment_content");
    if repaired {
        text = post::shown(&text);
    }
    let user = item.number("wp:comment_user_id").filter(|id| *id != 0);
    let reply_to = item.value("wp:comment_parent").filter(|id| id != "0");
    let mut comment = Comment {
        id: item.value("wp:comment_id"),
        reply_to,
        kind: kind(&item).unwrap_or_default(),
        author: item.value("wp:comment_author"),
        author_url: item
            .value("wp:comment_author_url")
            .filter(|url| url != "http://" && url != "https://"),
        is_owner: user.is_some() && user == owner,
        published: item.time("wp:comment_date", "wp:comment_date_gmt"),
        content: paragraphs(&clickable(&text)),
        ..Comment::default()
    };
    if repaired {
        comment.notes.push(post::nested_note());
    }
    comment
}

/// What says that the last comment of a file that was cut is not all there.
pub(super) fn cut(place: Place, post: u64) -> Entry {
    let mut entry = Entry::new(Kind::Broken, place);
    entry.post = Some(PostKey::Inside(post));
    entry.reason = Some("a comment whose end is missing".to_owned());
    entry
}
