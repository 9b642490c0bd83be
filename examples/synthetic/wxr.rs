//! WordPress' export: each post with its comments.

use std::io::{self, Write};

use super::blog::{Blog, Entry, Kind};
use super::body::{Body, Dialect};
use super::comment::{Comment, Fate};
use super::escape::{cdata, path, text};
use super::options::Form;
use super::truth::Truth;

pub(crate) fn write(blog: &Blog, out: &mut dyn Write, truth: &mut Truth) -> io::Result<()> {
    head(blog, out)?;
    for kind in [Kind::Page, Kind::Post, Kind::Draft, Kind::Trashed] {
        for number in 0..blog.count(kind) {
            let entry = blog.entry(kind, number);
            item(blog, &entry, out, truth)?;
        }
    }
    menu(blog, out)?;
    out.write_all(b"</channel>\n</rss>\n")
}

fn head(blog: &Blog, out: &mut dyn Write) -> io::Result<()> {
    let host = blog.wordpress_host();
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n\
         <!-- generator=\"WordPress/5.0.3\" created=\"2019-01-02 03:04\" -->\n\
         <rss version=\"2.0\"\n\txmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n\
         \txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n\
         \txmlns:wfw=\"http://wellformedweb.org/CommentAPI/\"\n\
         \txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
         \txmlns:wp=\"http://wordpress.org/export/1.2/\"\n>\n<channel>\n\t<title>{}</title>\n\
         \t<link>https://{host}</link>\n\t<description></description>\n\
         \t<pubDate>Wed, 02 Jan 2019 03:04:05 +0000</pubDate>\n\t<language>en-US</language>\n\
         \t<wp:wxr_version>1.2</wp:wxr_version>\n\
         \t<wp:base_site_url>https://{host}</wp:base_site_url>\n\
         \t<wp:base_blog_url>https://{host}</wp:base_blog_url>\n\
         \t<wp:author><wp:author_id>1</wp:author_id><wp:author_login>{login}</wp:author_login>\
         <wp:author_email>{mail}</wp:author_email>\
         <wp:author_display_name>{name}</wp:author_display_name></wp:author>\n\
         \t<generator>https://wordpress.org/?v=5.0.3</generator>\n",
        blog.title(),
        login = cdata("owner"),
        mail = cdata("owner@example.com"),
        name = cdata(&blog.owner()),
    )
}

/// A post, a page or a draft with its comments, and its pictures as attachments before it.
fn item(blog: &Blog, entry: &Entry, out: &mut dyn Write, truth: &mut Truth) -> io::Result<()> {
    let dialect = if entry.number % 3 == 1 {
        Dialect::Blocks
    } else {
        Dialect::Classic
    };
    let body = blog.body(entry, dialect);
    attachments(blog, entry, &body, out, truth)?;
    let (kind, status) = match entry.kind {
        Kind::Post => ("post", "publish"),
        Kind::Page => ("page", "publish"),
        Kind::Draft => ("post", "draft"),
        Kind::Trashed => ("post", "trash"),
    };
    let id = Blog::wordpress_id(entry);
    let link = blog.wordpress_url(entry);
    opening(blog, entry, &link, id, out)?;
    write!(
        out,
        "\t\t<content:encoded>{}</content:encoded>\n\t\t<excerpt:encoded>{}</excerpt:encoded>\n",
        cdata(&body.html),
        cdata("")
    )?;
    facts(entry, id, kind, status, out)?;
    for label in &entry.labels {
        writeln!(
            out,
            "\t\t<category domain=\"post_tag\" nicename=\"{}\">{}</category>",
            text(&path(label)),
            cdata(label)
        )?;
    }
    if entry.kind == Kind::Post {
        for number in blog.comments_of(entry.number) {
            let comment = blog.comment(number, entry.number, Form::Wxr);
            truth.comment(comment.fate);
            self::comment(&comment, number, out)?;
        }
    }
    truth.images += body.pictures.len() as u64;
    match entry.kind {
        Kind::Post => truth.posts += 1,
        Kind::Page => truth.pages += 1,
        Kind::Draft => truth.drafts += 1,
        Kind::Trashed => truth.trashed += 1,
    }
    out.write_all(b"\t</item>\n")
}

fn opening(blog: &Blog, entry: &Entry, link: &str, id: u64, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "\t<item>\n\t\t<title>{}</title>\n\t\t<link>{link}</link>\n\t\t<pubDate>{}</pubDate>\n\
         \t\t<dc:creator>{}</dc:creator>\n\
         \t\t<guid isPermaLink=\"false\">https://{}/?p={id}</guid>\n\
         \t\t<description></description>\n",
        cdata(&entry.title),
        entry.published.format_utc("%a, %d %b %Y %H:%M:%S +0000"),
        cdata("owner"),
        blog.wordpress_host(),
    )
}

fn facts(entry: &Entry, id: u64, kind: &str, status: &str, out: &mut dyn Write) -> io::Result<()> {
    let is_draft = entry.kind == Kind::Draft;
    let local = entry.published.format("%Y-%m-%d %H:%M:%S");
    let utc = entry.published.format_utc("%Y-%m-%d %H:%M:%S");
    let utc = if is_draft {
        "0000-00-00 00:00:00"
    } else {
        utc.as_str()
    };
    let name = entry.path.rsplit('/').next().unwrap_or_default();
    let name = if is_draft {
        ""
    } else {
        name.trim_end_matches(".html")
    };
    write!(
        out,
        "\t\t<wp:post_id>{id}</wp:post_id>\n\t\t<wp:post_date>{}</wp:post_date>\n\
         \t\t<wp:post_date_gmt>{}</wp:post_date_gmt>\n\
         \t\t<wp:comment_status>{}</wp:comment_status>\n\
         \t\t<wp:post_name>{}</wp:post_name>\n\t\t<wp:status>{}</wp:status>\n\
         \t\t<wp:post_parent>0</wp:post_parent>\n\t\t<wp:menu_order>0</wp:menu_order>\n\
         \t\t<wp:post_type>{}</wp:post_type>\n\t\t<wp:post_password>{}</wp:post_password>\n\
         \t\t<wp:is_sticky>0</wp:is_sticky>\n",
        cdata(&local),
        cdata(utc),
        cdata("open"),
        cdata(name),
        cdata(status),
        cdata(kind),
        cdata("")
    )
}

fn attachments(
    blog: &Blog,
    entry: &Entry,
    body: &Body,
    out: &mut dyn Write,
    truth: &mut Truth,
) -> io::Result<()> {
    for picture in &body.pictures {
        let id = picture.attachment(entry);
        let url = picture.uploaded(blog, entry);
        let attached = Entry {
            title: picture.name.clone(),
            labels: Vec::new(),
            path: format!("/{}", picture.name),
            ..*entry
        };
        opening(
            blog,
            &attached,
            &format!("https://{}/?attachment_id={id}", blog.wordpress_host()),
            id,
            out,
        )?;
        write!(
            out,
            "\t\t<content:encoded>{empty}</content:encoded>\n\
             \t\t<excerpt:encoded>{empty}</excerpt:encoded>\n",
            empty = cdata("")
        )?;
        facts(&attached, id, "attachment", "inherit", out)?;
        write!(
            out,
            "\t\t<wp:attachment_url>{}</wp:attachment_url>\n\t\t<wp:postmeta>\n\
             \t\t<wp:meta_key>{}</wp:meta_key>\n\t\t<wp:meta_value>{}</wp:meta_value>\n\
             \t\t</wp:postmeta>\n\t</item>\n",
            cdata(&url),
            cdata("_wp_attached_file"),
            cdata(&picture.name)
        )?;
        truth.attachments += 1;
    }
    Ok(())
}

fn comment(comment: &Comment, number: u64, out: &mut dyn Write) -> io::Result<()> {
    let approved = match comment.fate {
        Fate::Spam => "spam",
        Fate::Trash => "trash",
        Fate::Pending => "0",
        _ => "1",
    };
    let kind = match comment.fate {
        Fate::Pingback => "pingback",
        Fate::Trackback => "trackback",
        // WordPress named the kind of an ordinary comment only from 5.5 on.
        _ if number.is_multiple_of(2) => "comment",
        _ => "",
    };
    let user = u64::from(comment.is_owner && comment.author_url.contains("/profile/"));
    write!(
        out,
        "\t\t<wp:comment>\n\t\t\t<wp:comment_id>{}</wp:comment_id>\n\
         \t\t\t<wp:comment_author>{}</wp:comment_author>\n\
         \t\t\t<wp:comment_author_email>{}</wp:comment_author_email>\n\
         \t\t\t<wp:comment_author_url>{}</wp:comment_author_url>\n\
         \t\t\t<wp:comment_author_IP>{}</wp:comment_author_IP>\n\
         \t\t\t<wp:comment_date>{}</wp:comment_date>\n\
         \t\t\t<wp:comment_date_gmt>{}</wp:comment_date_gmt>\n\
         \t\t\t<wp:comment_content>{}</wp:comment_content>\n\
         \t\t\t<wp:comment_approved>{}</wp:comment_approved>\n\
         \t\t\t<wp:comment_type>{}</wp:comment_type>\n\
         \t\t\t<wp:comment_parent>{}</wp:comment_parent>\n\
         \t\t\t<wp:comment_user_id>{user}</wp:comment_user_id>\n\t\t</wp:comment>\n",
        number + 1,
        cdata(&comment.author),
        cdata(&format!("reader-{number}@example.com")),
        text(&comment.author_url),
        cdata("192.0.2.1"),
        cdata(&comment.published.format("%Y-%m-%d %H:%M:%S")),
        cdata(&comment.published.format_utc("%Y-%m-%d %H:%M:%S")),
        cdata(&comment.body),
        cdata(approved),
        cdata(kind),
        comment.parent.map_or(0, |parent| parent + 1)
    )
}

/// What WordPress keeps as items though nobody ever reads it.
fn menu(blog: &Blog, out: &mut dyn Write) -> io::Result<()> {
    let entry = blog.entry(Kind::Page, 0);
    for (place, kind) in ["nav_menu_item", "custom_css", "wp_navigation"]
        .iter()
        .enumerate()
    {
        let id = 2_000_000_000 + place as u64;
        let link = format!("https://{}/?p={id}", blog.wordpress_host());
        opening(blog, &entry, &link, id, out)?;
        write!(
            out,
            "\t\t<content:encoded>{empty}</content:encoded>\n\
             \t\t<excerpt:encoded>{empty}</excerpt:encoded>\n",
            empty = cdata("")
        )?;
        facts(&entry, id, kind, "publish", out)?;
        out.write_all(b"\t</item>\n")?;
    }
    Ok(())
}
