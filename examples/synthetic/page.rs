//! A saved page in a theme of Blogger: the post, and what was said below it.

use std::fmt::Write as _;

use super::blog::{Blog, Entry, Kind};
use super::body::Body;
use super::comment::{Comment, Fate};
use super::escape::{path, text};
use super::picture::up;

/// What a page shows besides its posts.
pub(crate) struct Page<'a> {
    pub(crate) blog: &'a Blog,
    html: String,
}

impl<'a> Page<'a> {
    /// Begins a page with this title, in this language, whose own address is this one.
    pub(crate) fn new(blog: &'a Blog, title: &str, entry: Option<&Entry>, url: &str) -> Self {
        let (id, host) = (blog.blog_id(), blog.host());
        let language = entry.map_or("en", |entry| entry.script.language);
        let is_from_right = entry.is_some_and(|entry| entry.script.is_from_right);
        let direction = if is_from_right { "rtl" } else { "ltr" };
        let name = blog.title();
        let html = format!(
            "<!DOCTYPE html>\n<html dir='{direction}' lang='{language}'>\n<head>\n\
             <meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>\n\
             <meta content='blogger' name='generator'/>\n\
             <link href='{url}' rel='canonical'/>\n\
             <link rel=\"alternate\" type=\"application/atom+xml\" title=\"{name} - Atom\" \
             href=\"http://{host}/feeds/posts/default\" />\n\
             <link rel=\"service.post\" type=\"application/atom+xml\" title=\"{name} - Atom\" \
             href=\"https://www.blogger.com/feeds/{id}/posts/default\" />\n\
             <title>{name}: {}</title>\n</head>\n<body>\n\
             <div class='header section' id='header'><h1 class='title'><a href='http://{host}/'>\
             {name}</a></h1></div>\n<div class='main section' id='main'>\
             <div class='widget Blog' data-version='1' id='Blog1'>\n\
             <div class='blog-posts hfeed'>\n",
            text(title)
        );
        Self { blog, html }
    }

    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(crate) fn post(&mut self, entry: &Entry, body: &Body) {
        let blog = self.blog;
        let id = blog.entry_id(entry.kind, entry.number);
        let (blog_id, url) = (blog.blog_id(), blog.url(entry));
        let day = entry.published.format("%A, %B %-d, %Y");
        let _ = write!(
            self.html,
            "<div class=\"date-outer\">\n<h2 class='date-header'><span>{day}</span></h2>\n\
             <div class=\"date-posts\">\n<div class='post-outer'>\n\
             <div class='post hentry' itemprop='blogPost' itemscope='itemscope' \
             itemtype='http://schema.org/BlogPosting'>\n\
             <meta content='{blog_id}' itemprop='blogId'/>\n\
             <meta content='{id}' itemprop='postId'/>\n<a name='{id}'></a>\n\
             <h3 class='post-title entry-title' itemprop='name'>\n{title}\n</h3>\n\
             <div class='post-header'>\n<div class='post-header-line-1'></div>\n</div>\n\
             <div class='post-body entry-content' id='post-body-{id}' \
             itemprop='description articleBody'>\n{body}\n<div style='clear: both;'></div>\n\
             </div>\n<div class='post-footer'>\n\
             <div class='post-footer-line post-footer-line-1'><span class='post-author vcard'>\n\
             Posted by\n<span class='fn' itemprop='author'>\
             <a class='g-profile' href='https://www.blogger.com/profile/{blog_id:020}' \
             rel='author' title='author profile'>\n<span itemprop='name'>{owner}</span>\n</a>\n\
             </span>\n</span>\n<span class='post-timestamp'>\nat\n\
             <a class='timestamp-link' href='{url}' rel='bookmark' title='permanent link'>\
             <abbr class='published' itemprop='datePublished' title='{at}'>{time}</abbr></a>\n\
             </span>\n</div>\n<div class='post-footer-line post-footer-line-2'>\
             <span class='post-labels'>\n",
            title = text(&entry.title),
            body = body.html,
            owner = blog.owner(),
            at = entry.published.format("%Y-%m-%dT%H:%M:%S%:z"),
            time = entry.published.format("%-I:%M %p"),
        );
        self.labels(entry);
        self.put("</span>\n</div>\n</div>\n</div>\n");
    }

    fn labels(&mut self, entry: &Entry) {
        for (place, label) in entry.labels.iter().enumerate() {
            let _ = write!(
                self.html,
                "{}<a href='{}search/label/{}.html' rel='tag'>{}</a>",
                if place == 0 { "Labels:\n" } else { ",\n" },
                up(entry),
                path(label),
                text(label)
            );
        }
    }

    /// Ends a post that shows no comments.
    pub(crate) fn end_post(&mut self) {
        self.put("</div>\n</div>\n</div>\n");
    }

    /// What was said below a post, in the theme of the blog: each answer below what it answers, or
    /// one after the other.
    pub(crate) fn comments(&mut self, entry: &Entry, comments: &[(u64, Comment)]) {
        let _ = write!(
            self.html,
            "<div class='comments' id='comments'>\n<a name='comments'></a>\n<h4>\n{} comments:\n\
             </h4>\n",
            comments.len()
        );
        if self.blog.seed % 2 == 1 {
            self.threads(entry, comments);
        } else {
            self.list(entry, comments);
        }
        let (blog, post) = (
            self.blog.blog_id(),
            self.blog.entry_id(Kind::Post, entry.number),
        );
        let _ = write!(
            self.html,
            "<p class='comment-footer'>\n<a href='https://www.blogger.com/comment.g?blogID={blog}\
             &postID={post}'>Post a Comment</a></p>\n</div>\n"
        );
        self.end_post();
    }

    fn threads(&mut self, entry: &Entry, comments: &[(u64, Comment)]) {
        self.put(
            "<div class='comments-content'>\n<div id='comment-holder'>\n\
             <div class=\"comment-thread toplevel-thread\"><ol id=\"top-ra\">",
        );
        let roots = comments
            .iter()
            .filter(|(_, comment)| comment.parent.is_none());
        for (number, comment) in roots {
            self.item(entry, comment);
            let id = comment.id;
            let mut replies = comments
                .iter()
                .filter(|(_, reply)| reply.parent == Some(*number));
            let _ = write!(self.html, "<div class=\"comment-replies\">");
            if let Some((_, first)) = replies.next() {
                let _ = write!(
                    self.html,
                    "<div id=\"c{id}-rt\" class=\"comment-thread inline-thread\">\
                     <span class='thread-toggle thread-expanded'>\
                     <span class='thread-count'><a target='_self'>Replies</a></span></span>\
                     <ol id=\"c{id}-ra\" class=\"thread-chrome thread-expanded\"><div>"
                );
                for reply in std::iter::once(first).chain(replies.map(|(_, reply)| reply)) {
                    self.item(entry, reply);
                    self.put("</li>");
                }
                self.put("</div></ol></div>");
            }
            self.put("</div></li>");
        }
        self.put("</ol></div>\n</div>\n</div>\n");
    }

    /// One comment; its element is left open for the answers to it.
    fn item(&mut self, entry: &Entry, comment: &Comment) {
        let owner = if comment.is_owner { " blog-author" } else { "" };
        let _ = write!(
            self.html,
            "<li class=\"comment\" id=\"c{id}\"><div class=\"avatar-image-container\"></div>\
             <div class=\"comment-block\"><div class=\"comment-header\"><cite class=\"user{owner}\">\
             {name}</cite><span class=\"icon user{owner}\"></span>\
             <span class=\"datetime secondary-text\"><a rel=\"nofollow\" \
             href=\"{url}?showComment={at}#c{id}\">{day}</a></span></div>\
             <p class=\"comment-content\">{body}</p>\
             <span class=\"comment-actions secondary-text\"><a target=\"_self\">Reply</a></span>\
             </div>",
            id = comment.id,
            name = name(comment),
            url = self.blog.url(entry),
            at = comment.published.milliseconds(),
            day = comment.published.format("%B %-d, %Y at %-I:%M %p"),
            body = said(comment),
        );
    }

    fn list(&mut self, entry: &Entry, comments: &[(u64, Comment)]) {
        self.put("<dl id='comments-block'>\n");
        for (_, comment) in comments {
            let owner = if comment.is_owner { " blog-author" } else { "" };
            let _ = write!(
                self.html,
                "<dt class='comment-author{owner}' id='c{id}'>\n<a name='c{id}'></a>\n{name}\n\
                 said...\n</dt>\n<dd class='comment-body' id='Blog1_cmt-{id}'>\n<p>\n{body}\n</p>\n\
                 </dd>\n<dd class='comment-footer'>\n<span class='comment-timestamp'>\n\
                 <a href='{url}?showComment={at}#c{id}' title='comment permalink'>\n{day}\n</a>\n\
                 </span>\n</dd>\n",
                id = comment.id,
                name = name(comment),
                url = self.blog.url(entry),
                at = comment.published.milliseconds(),
                day = comment.published.format("%B %-d, %Y at %-I:%M %p"),
                body = said(comment),
            );
        }
        self.put("</dl>\n");
    }

    /// Ends the page and gives its text.
    pub(crate) fn end(mut self, links: &str) -> String {
        self.put("</div>\n<div class='blog-pager' id='blog-pager'>\n");
        self.put(links);
        self.put(
            "</div>\n</div></div>\n<div class='sidebar section' id='sidebar'>\
             <div class='widget BlogArchive' id='BlogArchive1'><h2>Blog Archive</h2>\
             <ul class='hierarchy'><li class='archivedate'><a class='post-count-link' \
             href='http://www.blogger.com/'>2014</a></li></ul></div></div>\n\
             <script type='text/javascript'>//<![CDATA[\nwindow._stats = 'on < off';\n//]]>\
             </script>\n</body>\n</html>\n",
        );
        self.html
    }
}

fn name(comment: &Comment) -> String {
    let name = text(&comment.author);
    if comment.author_url.is_empty() {
        return name.into_owned();
    }
    format!(
        "<a href='{}' rel='nofollow'>{name}</a>",
        text(&comment.author_url)
    )
}

fn said(comment: &Comment) -> String {
    if comment.fate == Fate::Deleted {
        return format!("<span class=\"deleted-comment\">{}</span>", comment.body);
    }
    comment.body.clone()
}
