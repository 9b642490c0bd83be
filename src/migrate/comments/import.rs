//! One file with the comments of a whole blog, as WordPress and Disqus import them.
//!
//! Both read WXR, an RSS feed with elements of WordPress's own. It is written as a stream: the
//! head, an item for each post, the tail; only two counters are kept.
//!
//! What the formats ask for and a page did not tell is given as WordPress gives it: the time
//! `0000-00-00 00:00:00`, an empty name. Disqus refuses such a time: it gets the post's, and else
//! the first of January 1970. A comment that was removed is a comment with the words `[removed]`,
//! so that its replies keep their place.

use std::fmt::Write as _;

use crate::document::{Comment, CommentKind, Document};
use crate::migrate::comments::html;
use crate::migrate::site::Planned;
use crate::walk;
use crate::write::escape::xml;

/// Who imports the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// WordPress: the posts' texts are in it, for those that are not there yet.
    WordPress,
    /// Disqus: each thread has the post's slug as its identifier.
    Disqus,
}

/// A file under construction: it numbers posts and comments.
#[derive(Debug)]
pub struct Import {
    system: System,
    posts: u64,
    comments: u64,
}

/// A comment's time where nobody knows it.
const NO_TIME: &str = "0000-00-00 00:00:00";

impl Import {
    /// A new file.
    pub fn new(system: System) -> Self {
        Self {
            system,
            posts: 0,
            comments: 0,
        }
    }

    /// What stands before the posts.
    pub fn head(&self, title: &str, site_url: &str) -> String {
        let mut out = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<rss version=\"2.0\"\n",
            "  xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n",
            "  xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n",
            "  xmlns:dsq=\"http://www.disqus.com/\"\n",
            "  xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n",
            "  xmlns:wp=\"http://wordpress.org/export/1.2/\">\n",
            "<channel>\n",
        ));
        element(&mut out, "title", title);
        element(&mut out, "link", site_url);
        element(&mut out, "wp:wxr_version", "1.2");
        element(&mut out, "wp:base_site_url", site_url);
        element(&mut out, "wp:base_blog_url", site_url);
        out
    }

    /// The item of a post at its new address, a whole one; empty for a post without comments.
    pub fn thread(&mut self, document: &Document, post: &Planned, address: &str) -> String {
        let threads = &document.comments.threads;
        if threads.is_empty() {
            return String::new();
        }
        self.posts += 1;
        let mut out = String::from("<item>\n");
        let title = walk::plain_text(&document.title);
        element(&mut out, "title", &title);
        element(&mut out, "link", address);
        let author = document.author.as_ref().map_or("", |author| &author.name);
        cdata(&mut out, "dc:creator", author);
        let text = match self.system {
            System::WordPress => html(&document.body),
            System::Disqus => String::new(),
        };
        cdata(&mut out, "content:encoded", &text);
        if self.system == System::Disqus {
            element(&mut out, "dsq:thread_identifier", &post.slug);
        }
        self.about(document, post, &mut out);
        let fallback = self.fallback(document);
        for comment in threads {
            self.comment(comment, 0, &fallback, &mut out);
        }
        out.push_str("</item>\n");
        out
    }

    /// What stands after the posts.
    pub fn tail(&self) -> String {
        "</channel>\n</rss>\n".to_owned()
    }

    fn about(&self, document: &Document, post: &Planned, out: &mut String) {
        element(out, "wp:post_id", &self.posts.to_string());
        let published = document.published.as_deref();
        let fallback = self.fallback(document);
        let (local, utc) = published.map_or((None, None), times);
        element(out, "wp:post_date", local.as_deref().unwrap_or(&fallback));
        element(out, "wp:post_date_gmt", utc.as_deref().unwrap_or(&fallback));
        element(out, "wp:comment_status", "open");
        element(out, "wp:ping_status", "closed");
        element(out, "wp:post_name", &post.slug);
        element(
            out,
            "wp:status",
            if post.is_draft { "draft" } else { "publish" },
        );
        element(out, "wp:post_parent", "0");
        element(out, "wp:menu_order", "0");
        element(
            out,
            "wp:post_type",
            if post.is_page { "page" } else { "post" },
        );
    }

    /// A time for what has none.
    fn fallback(&self, document: &Document) -> String {
        match self.system {
            System::WordPress => NO_TIME.to_owned(),
            System::Disqus => document
                .published
                .as_deref()
                .and_then(|time| times(time).1)
                .unwrap_or_else(|| "1970-01-01 00:00:00".to_owned()),
        }
    }

    /// A comment, then its replies: both systems want parents first.
    fn comment(&mut self, comment: &Comment, parent: u64, fallback: &str, out: &mut String) {
        self.comments += 1;
        let number = self.comments;
        let author = comment.author.as_ref();
        let url = author.and_then(|author| author.url.as_deref());
        let (local, utc) = comment.published.as_deref().map_or((None, None), times);
        out.push_str("<wp:comment>\n");
        element(out, "wp:comment_id", &number.to_string());
        cdata(
            out,
            "wp:comment_author",
            author.map_or("", |author| &author.name),
        );
        element(out, "wp:comment_author_email", "");
        element(out, "wp:comment_author_url", url.unwrap_or_default());
        element(out, "wp:comment_author_IP", "");
        element(out, "wp:comment_date", local.as_deref().unwrap_or(fallback));
        element(
            out,
            "wp:comment_date_gmt",
            utc.as_deref().unwrap_or(fallback),
        );
        cdata(out, "wp:comment_content", &content(comment));
        element(out, "wp:comment_approved", "1");
        element(out, "wp:comment_type", kind(comment.kind));
        element(out, "wp:comment_parent", &parent.to_string());
        element(out, "wp:comment_user_id", "0");
        out.push_str("</wp:comment>\n");
        for reply in &comment.replies {
            self.comment(reply, number, fallback, out);
        }
    }
}

fn content(comment: &Comment) -> String {
    let text = html(&comment.body);
    if text.is_empty() && comment.deleted {
        return "[removed]".to_owned();
    }
    text
}

fn kind(kind: CommentKind) -> &'static str {
    match kind {
        CommentKind::Comment => "",
        CommentKind::Pingback => "pingback",
        CommentKind::Trackback => "trackback",
    }
}

/// A time on the writer's clock and in UTC, as WordPress writes them. One without an offset
/// counts as UTC, a day as its beginning.
fn times(time: &str) -> (Option<String>, Option<String>) {
    let Some(parts) = crate::write::date::parse(time) else {
        return (None, None);
    };
    let local = match time.get(11..19) {
        Some(clock) => format!("{} {clock}", parts.day),
        None => format!("{} 00:00:00", parts.day),
    };
    let utc = time.parse::<jiff::Timestamp>().ok().map(|time| {
        let civil = jiff::tz::Offset::UTC.to_datetime(time);
        format!(
            "{} {:02}:{:02}:{:02}",
            civil.date(),
            civil.hour(),
            civil.minute(),
            civil.second()
        )
    });
    (Some(local.clone()), Some(utc.unwrap_or(local)))
}

fn element(out: &mut String, name: &str, text: &str) {
    write!(out, "<{name}>").expect("a String takes everything");
    xml::push_text(out, text);
    writeln!(out, "</{name}>").expect("a String takes everything");
}

/// An element whose text stands as it is, as both importers expect it of texts.
fn cdata(out: &mut String, name: &str, text: &str) {
    let text: String = text.chars().filter(|c| xml::is_writable(*c)).collect();
    let text = text.replace("]]>", "]]]]><![CDATA[>");
    writeln!(out, "<{name}><![CDATA[{text}]]></{name}>").expect("a String takes everything");
}
