//! Links from one post to another, as each form writes them.

use std::fmt::Write as _;

use super::blog::{Blog, Entry, Kind};
use super::body::Dialect;
use super::picture;
use super::random::Random;

impl Blog {
    pub(crate) fn wordpress_host(&self) -> String {
        format!("synthetic-{}.example", self.seed)
    }

    /// The number that WordPress gave an entry.
    pub(crate) fn wordpress_id(entry: &Entry) -> u64 {
        entry.number * 4 + entry.kind as u64 + 1
    }

    /// WordPress' address of an entry: no `.html`, a slash at the end.
    pub(crate) fn wordpress_url(&self, entry: &Entry) -> String {
        let host = self.wordpress_host();
        if matches!(entry.kind, Kind::Draft | Kind::Trashed) {
            return format!("https://{host}/?p={}", Self::wordpress_id(entry));
        }
        let path = entry.path.trim_end_matches(".html");
        format!("https://{host}{}/", path.trim_start_matches("/p"))
    }

    /// A link to a post by one of its old addresses, now and then to one of its comments.
    pub(crate) fn link(
        &self,
        from: &Entry,
        dialect: Dialect,
        number: u64,
        random: &mut Random,
    ) -> String {
        let other = self.entry(Kind::Post, number);
        let comment = Some(self.comments_of(number)).filter(|comments| !comments.is_empty());
        let comment = comment.map(|comments| comments.start);
        match dialect {
            Dialect::Classic | Dialect::Blocks => self.wordpress_link(&other, comment, random),
            Dialect::Saved if random.one_in(2) => {
                format!(
                    "{}{}",
                    picture::up(from),
                    other.path.trim_start_matches('/')
                )
            }
            Dialect::Saved | Dialect::Blogger => self.blogger_link(&other, comment, random),
        }
    }

    fn wordpress_link(&self, other: &Entry, comment: Option<u64>, random: &mut Random) -> String {
        let url = self.wordpress_url(other);
        match (random.below(8), comment) {
            (0, _) => format!(
                "https://{}/?p={}",
                self.wordpress_host(),
                Self::wordpress_id(other)
            ),
            (1, Some(comment)) => format!("{url}#comment-{}", comment + 1),
            (2, _) => url.replace("https:", "http:"),
            (3, _) => url.trim_end_matches('/').to_owned(),
            _ => url,
        }
    }

    fn blogger_link(&self, other: &Entry, comment: Option<u64>, random: &mut Random) -> String {
        let mut url = self.url(other);
        if random.one_in(3) {
            url = url.replace("http:", "https:");
        }
        match (random.below(8), comment) {
            (0, _) => url.push_str("?m=1"),
            (1, Some(comment)) => {
                let at = self.commented(comment, other.number).milliseconds();
                let id = self.comment_id(comment);
                let _ = write!(url, "?showComment={at}#c{id}");
            }
            (2, _) => url.push_str("#comments"),
            _ => {}
        }
        url
    }
}
