//! Pictures: where a post shows them, and the bytes of those that were saved.

use super::blog::{Blog, Entry};
use super::body::Dialect;
use super::escape;
use super::random::{Purpose, Random};

/// One picture of a post.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// Its file's name: `words-12-0.gif`.
    pub(crate) name: String,
    /// Its place among all pictures of the post.
    pub(crate) place: u64,
    /// A part of Blogger's address that means nothing.
    token: u64,
}

/// The picture at a place of an entry.
pub(crate) fn of(blog: &Blog, entry: &Entry, place: u64) -> Picture {
    let mut random = Random::of(blog.seed, Purpose::Picture, entry.kind as u64, entry.number);
    let token = random.next() ^ place;
    Picture {
        name: format!("IMG_{}-{}-{place}.gif", entry.kind as u64, entry.number),
        place,
        token,
    }
}

impl Picture {
    pub(crate) fn html(
        &self,
        blog: &Blog,
        entry: &Entry,
        dialect: Dialect,
        caption: &str,
    ) -> String {
        let caption = escape::text(caption);
        let (full, shown) = match dialect {
            Dialect::Blogger => (self.hosted("s1600"), self.hosted("s320")),
            Dialect::Saved => {
                let saved = format!("{}images/{}", up(entry), self.name);
                (saved.clone(), saved)
            }
            Dialect::Classic | Dialect::Blocks => {
                let full = self.uploaded(blog, entry);
                let shown = full.replace(".gif", "-300x200.gif");
                (full, shown)
            }
        };
        let link = format!(
            "<a href=\"{full}\" imageanchor=\"1\"><img border=\"0\" height=\"200\" src=\"{shown}\" \
             width=\"300\" /></a>"
        );
        match dialect {
            Dialect::Blogger | Dialect::Saved if caption.is_empty() => format!(
                "<div class=\"separator\" style=\"clear: both; text-align: center;\">{link}</div>"
            ),
            Dialect::Blogger | Dialect::Saved => format!(
                "<table align=\"center\" class=\"tr-caption-container\"><tbody><tr><td>{link}</td>\
                 </tr><tr><td class=\"tr-caption\">{caption}</td></tr></tbody></table>"
            ),
            Dialect::Classic => format!(
                "[caption id=\"attachment_{}\" align=\"aligncenter\" width=\"300\"]<a \
                 href=\"{full}\"><img src=\"{shown}\" width=\"300\" height=\"200\" alt=\"\" \
                 /></a> {caption}[/caption]",
                self.attachment(entry)
            ),
            Dialect::Blocks => format!(
                "<figure class=\"wp-block-image\"><a href=\"{full}\"><img src=\"{shown}\" \
                 alt=\"\"/></a><figcaption>{caption}</figcaption></figure>"
            ),
        }
    }

    /// Its address at Blogger in a size.
    fn hosted(&self, size: &str) -> String {
        let (host, token) = (self.token % 4 + 1, self.token);
        format!(
            "http://{host}.bp.blogspot.com/-{token:016x}/VAAAA/AAAAAAAAAbc/{size}/{}",
            self.name
        )
    }

    /// Its address at WordPress.
    pub(crate) fn uploaded(&self, blog: &Blog, entry: &Entry) -> String {
        let month = entry.published.format("%Y/%m");
        format!(
            "https://{}/wp-content/uploads/{month}/{}",
            blog.wordpress_host(),
            self.name
        )
    }

    /// The number of the attachment that it is at WordPress.
    pub(crate) fn attachment(&self, entry: &Entry) -> u64 {
        1_000_000_000 + entry.number * 1000 + entry.kind as u64 * 100 + self.place
    }

    /// The bytes of a small GIF whose colours tell it from all others.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let colours = self.token.to_le_bytes();
        let mut bytes = b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec();
        bytes.extend_from_slice(&colours[..6]);
        bytes.extend_from_slice(b"!\xfe\x08");
        bytes.extend_from_slice(&colours);
        bytes.extend_from_slice(b"\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;");
        bytes
    }
}

/// The way from an entry's page up to the root of its site.
pub(crate) fn up(entry: &Entry) -> String {
    "../".repeat(entry.path.matches('/').count() - 1)
}
