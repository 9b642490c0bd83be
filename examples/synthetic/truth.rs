//! What a right reader has to find.

use serde::Serialize;

use super::comment::Fate;

/// Counts of what was written; printed as JSON.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Truth {
    pub(crate) posts: u64,
    pub(crate) pages: u64,
    pub(crate) drafts: u64,
    /// Posts that were thrown away.
    pub(crate) trashed: u64,
    /// Comments of people that a reader of the blog could see, placeholders included.
    pub(crate) comments: u64,
    /// Those among them that are placeholders of removed ones.
    pub(crate) deleted: u64,
    pub(crate) pingbacks: u64,
    pub(crate) trackbacks: u64,
    pub(crate) spam: u64,
    pub(crate) trash: u64,
    /// Comments that wait for approval.
    pub(crate) pending: u64,
    pub(crate) attachments: u64,
    /// Pictures in bodies.
    pub(crate) images: u64,
    /// Pictures of a folder's pages that were not saved with them.
    pub(crate) missing: u64,
    /// Files of a folder.
    pub(crate) files: u64,
    /// Pages of a folder that say again what another one says.
    pub(crate) twins: u64,
    /// Pages of a folder that are no post: months, labels, the front page, feeds.
    pub(crate) indexes: u64,
    /// Bytes written.
    pub(crate) bytes: u64,
}

impl Truth {
    pub(crate) fn comment(&mut self, fate: Fate) {
        match fate {
            Fate::Kept => self.comments += 1,
            Fate::Deleted => {
                self.comments += 1;
                self.deleted += 1;
            }
            Fate::Spam => self.spam += 1,
            Fate::Trash => self.trash += 1,
            Fate::Pending => self.pending += 1,
            Fate::Pingback => self.pingbacks += 1,
            Fate::Trackback => self.trackbacks += 1,
        }
    }
}
