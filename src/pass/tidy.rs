//! Mends what the passes before it cut: neighbouring texts are merged, ends trimmed, what is
//! empty is dropped, and a rule that parted the body from what is gone goes, too.
//!
//! ```
//! use repost::document::{Block, Document};
//!
//! let mut post = Document {
//!     body: vec![
//!         Block::text("The bridge is closed."),
//!         Block::Rule,
//!         Block::text("Update: It is open again."),
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! assert_eq!(post.body, [Block::text("The bridge is closed.")]);
//! ```
//!
//! When it is wrong: a post that its writer closed with a rule loses it.

use crate::document::{Block, Document};
use crate::walk;

/// See the module.
pub(super) fn run(document: &mut Document) {
    walk::tidy_blocks(&mut document.body);
    for update in &mut document.updates {
        walk::tidy_blocks(&mut update.text);
    }
    if let Some(caption) = &mut document.caption {
        walk::tidy_inlines(&mut caption.text);
    }
    if let Some(dek) = &mut document.dek {
        walk::tidy_inlines(dek);
    }
    let body = &mut document.body;
    while body.last() == Some(&Block::Rule) {
        body.pop();
    }
    let rules = body
        .iter()
        .take_while(|block| **block == Block::Rule)
        .count();
    body.drain(..rules);
}
