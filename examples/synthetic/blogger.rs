//! Both of Blogger's exports: all posts first, then all comments.

use std::io::{self, Write};

use super::blog::{Blog, Entry, Kind};
use super::body::Dialect;
use super::comment::{Comment, Fate};
use super::escape::text;
use super::options::Form;
use super::order;
use super::truth::Truth;

/// What a feed's comments answer to.
const KIND: &str = "http://schemas.google.com/blogger/2008/kind#";

/// Blogger's backup: settings, the theme, posts and pages from the newest on, comments.
pub(crate) fn legacy(blog: &Blog, out: &mut dyn Write, truth: &mut Truth) -> io::Result<()> {
    legacy_head(blog, out)?;
    for number in (0..blog.count(Kind::Draft)).rev() {
        legacy_entry(blog, Kind::Draft, number, out, truth)?;
        truth.drafts += 1;
    }
    for number in (0..blog.count(Kind::Page)).rev() {
        legacy_entry(blog, Kind::Page, number, out, truth)?;
        truth.pages += 1;
    }
    for number in (0..blog.posts).rev() {
        legacy_entry(blog, Kind::Post, number, out, truth)?;
        truth.posts += 1;
    }
    for place in 0..blog.comments {
        let number = order::comment_at(place, blog.comments);
        let post = blog.post_of(number);
        let comment = blog.comment(number, post, Form::BloggerLegacy);
        legacy_comment(blog, post, &comment, out)?;
        truth.comment(comment.fate);
    }
    out.write_all(b"</feed>")
}

fn legacy_head(blog: &Blog, out: &mut dyn Write) -> io::Result<()> {
    let (id, host, title) = (blog.blog_id(), blog.host(), blog.title());
    write!(
        out,
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet \
         href=\"http://www.blogger.com/styles/atom.css\" type=\"text/css\"?>\
         <feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' \
         xmlns:gd='http://schemas.google.com/g/2005' \
         xmlns:georss='http://www.georss.org/georss' \
         xmlns:thr='http://purl.org/syndication/thread/1.0'>\
         <id>tag:blogger.com,1999:blog-{id}.archive</id>\
         <updated>2019-01-02T03:04:05.678-08:00</updated><title type='text'>{title}</title>\
         <link rel='http://schemas.google.com/g/2005#post' type='application/atom+xml' \
         href='http://www.blogger.com/feeds/{id}/archive'/>\
         <link rel='alternate' type='text/html' href='http://{host}/'/>"
    )?;
    author(&blog.owner(), "", out)?;
    out.write_all(b"<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>\n")?;
    for (place, kind, content) in [
        (
            "layout",
            "template",
            "<html><b:skin><![CDATA[body { color: #333 } ]]></b:skin></html>",
        ),
        ("settings.BLOG_NAME", "settings", title.as_str()),
        ("settings.BLOG_ADULT_CONTENT", "settings", "false"),
    ] {
        writeln!(
            out,
            "<entry><id>tag:blogger.com,1999:blog-{id}.{place}</id>\
             <published>2004-12-31T00:00:00.000-08:00</published>\
             <updated>2019-01-02T03:04:05.678-08:00</updated>\
             <category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/>\
             <title type='text'>{place}</title><content type='text'>{}</content></entry>",
            text(content)
        )?;
    }
    Ok(())
}

fn author(name: &str, page: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<author><name>{}</name>", text(name))?;
    if !page.is_empty() {
        write!(out, "<uri>{}</uri>", text(page))?;
    }
    out.write_all(
        b"<email>noreply@blogger.com</email>\
          <gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' \
          src='http://img2.blogblog.com/img/b16-rounded.gif'/></author>",
    )
}

fn legacy_entry(
    blog: &Blog,
    kind: Kind,
    number: u64,
    out: &mut dyn Write,
    truth: &mut Truth,
) -> io::Result<()> {
    let entry = blog.entry(kind, number);
    let body = blog.body(&entry, Dialect::Blogger);
    truth.images += body.pictures.len() as u64;
    let (id, post) = (blog.blog_id(), blog.entry_id(kind, number));
    let word = if kind == Kind::Page { "page" } else { "post" };
    write!(
        out,
        "<entry><id>tag:blogger.com,1999:blog-{id}.{word}-{post}</id>\
         <published>{}</published><updated>{}</updated>",
        entry.published.rfc3339(),
        entry.published.later(3600).rfc3339()
    )?;
    if kind == Kind::Draft {
        out.write_all(
            b"<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft>\
              </app:control>",
        )?;
    }
    write!(
        out,
        "<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{word}'/>"
    )?;
    for label in &entry.labels {
        write!(
            out,
            "<category scheme='http://www.blogger.com/atom/ns#' term='{}'/>",
            text(label)
        )?;
    }
    write!(
        out,
        "<title type='text'>{}</title><content type='html'>{}</content>",
        text(&entry.title),
        text(&body.html)
    )?;
    legacy_links(blog, &entry, word, out)?;
    author(&blog.owner(), "", out)?;
    let comments = comments_of(blog, &entry);
    writeln!(out, "<thr:total>{comments}</thr:total></entry>")
}

/// How many comments an entry has: only published posts have any.
fn comments_of(blog: &Blog, entry: &Entry) -> u64 {
    if entry.kind != Kind::Post {
        return 0;
    }
    let comments = blog.comments_of(entry.number);
    comments.end - comments.start
}

fn legacy_links(blog: &Blog, entry: &Entry, word: &str, out: &mut dyn Write) -> io::Result<()> {
    let (id, post) = (blog.blog_id(), blog.entry_id(entry.kind, entry.number));
    let count = comments_of(blog, entry);
    if entry.kind == Kind::Post {
        write!(
            out,
            "<link rel='replies' type='application/atom+xml' \
             href='http://{host}/feeds/{post}/comments/default' title='Post Comments'/>\
             <link rel='replies' type='text/html' \
             href='http://www.blogger.com/comment.g?blogID={id}&amp;postID={post}' \
             title='{count} Comments'/>",
            host = blog.host()
        )?;
    }
    for rel in ["edit", "self"] {
        write!(
            out,
            "<link rel='{rel}' type='application/atom+xml' \
             href='http://www.blogger.com/feeds/{id}/{word}s/default/{post}'/>"
        )?;
    }
    if entry.kind != Kind::Draft {
        write!(
            out,
            "<link rel='alternate' type='text/html' href='{}' title='{}'/>",
            blog.url(entry),
            text(&entry.title)
        )?;
    }
    Ok(())
}

fn legacy_comment(
    blog: &Blog,
    post: u64,
    comment: &Comment,
    out: &mut dyn Write,
) -> io::Result<()> {
    let blog_id = blog.blog_id();
    let (id, post_id) = (comment.id, blog.entry_id(Kind::Post, post));
    let url = blog.url(&blog.entry(Kind::Post, post));
    let at = comment.published.rfc3339();
    let plain: String = comment.body.chars().take(50).collect();
    write!(
        out,
        "<entry><id>tag:blogger.com,1999:blog-{blog_id}.post-{id}</id>\
         <published>{at}</published><updated>{at}</updated>\
         <category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}comment'/>\
         <title type='text'>{}...</title><content type='html'>{}</content>\
         <link rel='edit' type='application/atom+xml' \
         href='http://www.blogger.com/feeds/{blog_id}/{post_id}/comments/default/{id}'/>\
         <link rel='self' type='application/atom+xml' \
         href='http://www.blogger.com/feeds/{blog_id}/{post_id}/comments/default/{id}'/>\
         <link rel='alternate' type='text/html' href='{url}?showComment={}#c{id}' title=''/>",
        text(&plain),
        text(&comment.body),
        comment.published.milliseconds()
    )?;
    if let Some(parent) = comment.parent {
        let parent = blog.comment_id(parent);
        write!(
            out,
            "<link rel='related' type='application/atom+xml' \
             href='http://www.blogger.com/feeds/{blog_id}/{post_id}/comments/default/{parent}'/>"
        )?;
    }
    author(&comment.author, &comment.author_url, out)?;
    write!(
        out,
        "<thr:in-reply-to href='{url}' ref='tag:blogger.com,1999:blog-{blog_id}.post-{post_id}' \
         source='http://www.blogger.com/feeds/{blog_id}/posts/default/{post_id}' \
         type='text/html'/><gd:extendedProperty name='blogger.itemClass' value='pid-{}'/>\
         <gd:extendedProperty name='blogger.displayTime' value='{}'/>",
        id % 2_000_000_000,
        comment.published.format("%B %-d, %Y %-I:%M %p")
    )?;
    if comment.fate == Fate::Deleted {
        out.write_all(b"<gd:extendedProperty name='blogger.contentRemoved' value='true'/>")?;
    }
    out.write_all(b"</entry>\n")
}

/// Blogger's export since 2024: the same in another namespace, and with what was thrown away.
pub(crate) fn takeout(blog: &Blog, out: &mut dyn Write, truth: &mut Truth) -> io::Result<()> {
    write!(
        out,
        "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:blogger='http://schemas.google.com/blogger/2018'>\n\
         <id>tag:blogger.com,1999:blog-{}</id>\n<title>{}</title>\n",
        blog.blog_id(),
        blog.title()
    )?;
    for kind in [Kind::Draft, Kind::Trashed, Kind::Page, Kind::Post] {
        for number in (0..blog.count(kind)).rev() {
            takeout_entry(blog, kind, number, out, truth)?;
            match kind {
                Kind::Draft => truth.drafts += 1,
                Kind::Trashed => truth.trashed += 1,
                Kind::Page => truth.pages += 1,
                Kind::Post => truth.posts += 1,
            }
        }
    }
    for place in 0..blog.comments {
        let number = order::comment_at(place, blog.comments);
        let post = blog.post_of(number);
        let comment = blog.comment(number, post, Form::Blogger2018);
        takeout_comment(blog, post, &comment, out)?;
        truth.comment(comment.fate);
    }
    out.write_all(b"</feed>\n")
}

fn takeout_entry(
    blog: &Blog,
    kind: Kind,
    number: u64,
    out: &mut dyn Write,
    truth: &mut Truth,
) -> io::Result<()> {
    let entry = blog.entry(kind, number);
    let body = blog.body(&entry, Dialect::Blogger);
    truth.images += body.pictures.len() as u64;
    let id = blog.blog_id();
    let (word, status) = match kind {
        Kind::Post => ("POST", "LIVE"),
        Kind::Page => ("PAGE", "LIVE"),
        Kind::Draft => ("POST", "DRAFT"),
        Kind::Trashed => ("POST", "SOFT_TRASHED"),
    };
    let published = entry.published.format_utc("%Y-%m-%dT%H:%M:%S.000Z");
    let updated = entry
        .published
        .later(3600)
        .format_utc("%Y-%m-%dT%H:%M:%S.000Z");
    write!(
        out,
        "<entry>\n<id>tag:blogger.com,1999:blog-{id}.post-{}</id>\n\
         <blogger:type>{word}</blogger:type>\n<blogger:status>{status}</blogger:status>\n\
         <author>\n<name>{}</name>\n<uri>https://www.blogger.com/profile/{id:020}</uri>\n\
         <blogger:type>BLOGGER</blogger:type>\n</author>\n<title>{}</title>\n\
         <content type='html'>{}</content>\n<blogger:metaDescription/>\n\
         <blogger:created>{published}</blogger:created>\n<published>{published}</published>\n\
         <updated>{updated}</updated>\n<blogger:location/>\n",
        blog.entry_id(kind, number),
        text(&blog.owner()),
        // Titles come out of this export escaped once too often.
        text(&text(&entry.title)),
        text(&body.html)
    )?;
    for label in &entry.labels {
        writeln!(
            out,
            "<category scheme='tag:blogger.com,1999:blog-{id}' term='{}'/>",
            text(label)
        )?;
    }
    let path = if kind == Kind::Draft { "" } else { &entry.path };
    let trashed = if kind == Kind::Trashed {
        updated.as_str()
    } else {
        ""
    };
    write!(
        out,
        "<blogger:filename>{path}</blogger:filename>\n<link/>\n<enclosure/>\n\
         <blogger:trashed>{trashed}</blogger:trashed>\n</entry>\n"
    )
}

fn takeout_comment(
    blog: &Blog,
    post: u64,
    comment: &Comment,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = blog.blog_id();
    let tag = |number: u64| format!("tag:blogger.com,1999:blog-{id}.post-{number}");
    let parent = comment.parent.map(|parent| tag(blog.comment_id(parent)));
    let at = comment.published.format_utc("%Y-%m-%dT%H:%M:%S.000Z");
    let is_trash = comment.fate == Fate::Trash;
    let kind = if comment.author_url.contains("/profile/") {
        "BLOGGER"
    } else {
        "ANONYMOUS"
    };
    write!(
        out,
        "<entry>\n<id>{}</id>\n<blogger:parent>{}</blogger:parent>\n\
         <blogger:inReplyTo>{}</blogger:inReplyTo>\n<blogger:type>COMMENT</blogger:type>\n\
         <blogger:status>{}</blogger:status>\n<author>\n<name>{}</name>\n<uri>{}</uri>\n\
         <blogger:type>{kind}</blogger:type>\n</author>\n<title/>\n\
         <content type='html'>{}</content>\n<blogger:created>{at}</blogger:created>\n\
         <published>{at}</published>\n<updated>{at}</updated>\n\
         <blogger:trashed>{}</blogger:trashed>\n</entry>\n",
        tag(comment.id),
        tag(blog.entry_id(Kind::Post, post)),
        parent.unwrap_or_default(),
        if is_trash { "SOFT_TRASHED" } else { "LIVE" },
        text(&comment.author),
        text(&comment.author_url),
        text(&comment.body),
        if is_trash { &at } else { "" }
    )
}
