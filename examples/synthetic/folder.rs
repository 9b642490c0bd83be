//! A folder of saved pages as a crawler leaves them: posts, their twins, months, labels, feeds.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::blog::{Blog, Entry, Kind};
use super::body::Dialect;
use super::comment::Comment;
use super::escape::{path, text};
use super::options::Form;
use super::page::Page;
use super::picture::Picture;
use super::truth::Truth;

/// One picture of so many was not saved with the pages.
const MISSING: u64 = 12;
/// How many posts a page of many shows.
const SHOWN: usize = 7;

struct Folder<'a> {
    blog: &'a Blog,
    root: &'a Path,
    truth: Truth,
    /// The folders that were made last: the posts of a month follow each other.
    made: Option<PathBuf>,
}

pub(crate) fn write(blog: &Blog, root: &Path) -> io::Result<Truth> {
    let mut folder = Folder {
        blog,
        root,
        truth: Truth::default(),
        made: None,
    };
    fs::create_dir_all(root.join("images"))?;
    for number in 0..blog.count(Kind::Page) {
        folder.page(&blog.entry(Kind::Page, number))?;
        folder.truth.pages += 1;
    }
    let mut month: Vec<Entry> = Vec::new();
    for number in 0..blog.posts {
        let entry = blog.entry(Kind::Post, number);
        folder.post(&entry)?;
        if month
            .last()
            .is_some_and(|last| folder_of(last) != folder_of(&entry))
        {
            folder.month(&month)?;
            month.clear();
        }
        if month.len() < SHOWN {
            month.push(entry);
        }
    }
    folder.month(&month)?;
    folder.front()?;
    folder.labels()?;
    Ok(folder.truth)
}

/// The year and the month in a post's path.
fn folder_of(entry: &Entry) -> &str {
    entry.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Folder<'_> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.root.join(name.trim_start_matches('/'));
        let folder = file.parent().expect("it is below the root").to_owned();
        if self.made.as_ref() != Some(&folder) {
            fs::create_dir_all(&folder)?;
            self.made = Some(folder);
        }
        fs::write(file, bytes)?;
        self.truth.files += 1;
        self.truth.bytes += bytes.len() as u64;
        Ok(())
    }

    fn index(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.truth.indexes += 1;
        self.put(name, bytes)
    }

    /// A page of its own: no comments.
    fn page(&mut self, entry: &Entry) -> io::Result<()> {
        let html = self.shown(entry, None)?;
        self.put(&entry.path, html.as_bytes())
    }

    fn post(&mut self, entry: &Entry) -> io::Result<()> {
        let comments: Vec<(u64, Comment)> = self
            .blog
            .comments_of(entry.number)
            .map(|number| {
                let comment = self.blog.comment(number, entry.number, Form::Folder);
                (number, comment)
            })
            .collect();
        let html = self.shown(entry, Some(&comments))?;
        self.put(&entry.path, html.as_bytes())?;
        self.truth.posts += 1;
        for (_, comment) in &comments {
            self.truth.comment(comment.fate);
        }
        self.twins(entry, &comments, &html)?;
        if entry.number % 40 == 2 && !comments.is_empty() {
            self.feed(entry, &comments)?;
        }
        Ok(())
    }

    /// The text of a page with one entry; its pictures are saved on the way.
    fn shown(&mut self, entry: &Entry, comments: Option<&[(u64, Comment)]>) -> io::Result<String> {
        let body = self.blog.body(entry, Dialect::Saved);
        let url = self.blog.url(entry);
        let mut page = Page::new(self.blog, &entry.title, Some(entry), &url);
        page.post(entry, &body);
        match comments {
            Some(comments) => page.comments(entry, comments),
            None => page.end_post(),
        }
        for picture in &body.pictures {
            self.picture(entry, picture)?;
        }
        Ok(page.end(&self.pager(entry)))
    }

    fn pager(&self, entry: &Entry) -> String {
        let Some(older) = entry
            .number
            .checked_sub(1)
            .filter(|_| entry.kind == Kind::Post)
        else {
            return String::new();
        };
        let older = self.blog.entry(Kind::Post, older);
        format!(
            "<a class='blog-pager-older-link' href='../..{}' title='Older Post'>Older Post</a>\n",
            older.path
        )
    }

    fn picture(&mut self, entry: &Entry, picture: &Picture) -> io::Result<()> {
        self.truth.images += 1;
        if (entry.number + picture.place) % MISSING == MISSING - 1 {
            self.truth.missing += 1;
            return Ok(());
        }
        self.put(&format!("images/{}", picture.name), &picture.bytes())
    }

    /// The copies of a page that a crawler took for others: one per link to a comment, and the one
    /// for telephones. Some were saved before the last comments were written.
    fn twins(&mut self, entry: &Entry, comments: &[(u64, Comment)], html: &str) -> io::Result<()> {
        let mark = if entry.number.is_multiple_of(2) {
            "?"
        } else {
            "%3F"
        };
        if entry.number % 6 == 4 {
            for (_, comment) in comments.iter().take(3) {
                let at = comment.published.milliseconds();
                let name = format!("{}{mark}showComment={at}.html", entry.path);
                self.twin(&name, html)?;
            }
        }
        if entry.number % 20 == 11 {
            let half = &comments[..comments.len() / 2];
            // Answers to what had not been written yet are left out with it.
            let earlier = self.earlier(entry, half)?;
            self.twin(&format!("{}{mark}m=1.html", entry.path), &earlier)?;
        }
        Ok(())
    }

    fn twin(&mut self, name: &str, html: &str) -> io::Result<()> {
        self.truth.twins += 1;
        self.put(name, html.as_bytes())
    }

    /// The page as it was when only these comments stood there.
    fn earlier(&mut self, entry: &Entry, comments: &[(u64, Comment)]) -> io::Result<String> {
        let before = (
            self.truth.images,
            self.truth.missing,
            self.truth.files,
            self.truth.bytes,
        );
        let html = self.shown(entry, Some(comments))?;
        (
            self.truth.images,
            self.truth.missing,
            self.truth.files,
            self.truth.bytes,
        ) = before;
        Ok(html)
    }

    fn many(&self, title: &str, url: &str, entries: &[Entry]) -> String {
        let mut page = Page::new(self.blog, title, None, url);
        for entry in entries {
            page.post(entry, &self.blog.body(entry, Dialect::Saved));
            page.end_post();
        }
        page.end("<a class='blog-pager-older-link' href='search.html'>Older Posts</a>\n")
    }

    fn month(&mut self, entries: &[Entry]) -> io::Result<()> {
        let Some(first) = entries.first() else {
            return Ok(());
        };
        let path = folder_of(first);
        let url = format!("http://{}{path}/", self.blog.host());
        let html = self.many(&first.published.format("%B %Y"), &url, entries);
        self.index(&format!("{path}/index.html"), html.as_bytes())?;
        if first.number.is_multiple_of(3) {
            let name = first.published.format("%Y_%m_01_archive.html");
            self.index(&name, html.as_bytes())?;
        }
        Ok(())
    }

    /// The front page, and the feed of posts beside it.
    fn front(&mut self) -> io::Result<()> {
        let newest = (0..self.blog.posts).rev().take(SHOWN);
        let entries: Vec<Entry> = newest
            .map(|number| self.blog.entry(Kind::Post, number))
            .collect();
        let url = format!("http://{}/", self.blog.host());
        let html = self.many(&self.blog.title(), &url, &entries);
        self.index("index.html", html.as_bytes())?;
        let feed = format!(
            "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'>\
             <id>tag:blogger.com,1999:blog-{}</id><title type='text'>{}</title></feed>",
            self.blog.blog_id(),
            self.blog.title()
        );
        self.index("feeds/posts/default", feed.as_bytes())
    }

    fn labels(&mut self) -> io::Result<()> {
        for number in 0..40 {
            let label = self.blog.label(number);
            let newest = (0..self.blog.posts.min(500))
                .map(|number| self.blog.entry(Kind::Post, number))
                .filter(|entry| entry.labels.contains(&label));
            let entries: Vec<Entry> = newest.take(SHOWN).collect();
            let name = format!("search/label/{}.html", path(&label));
            let url = format!("http://{}/search/label/{}", self.blog.host(), path(&label));
            let html = self.many(&label, &url, &entries);
            self.index(&name, html.as_bytes())?;
        }
        Ok(())
    }

    /// The feed of a post's comments, which says again what its page says.
    fn feed(&mut self, entry: &Entry, comments: &[(u64, Comment)]) -> io::Result<()> {
        let (id, post) = (
            self.blog.blog_id(),
            self.blog.entry_id(Kind::Post, entry.number),
        );
        let url = self.blog.url(entry);
        let mut feed = format!(
            "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' \
             xmlns:thr='http://purl.org/syndication/thread/1.0'>\
             <id>tag:blogger.com,1999:blog-{id}.post{post}..comments</id>\
             <title type='text'>Comments on {}: {}</title>",
            self.blog.title(),
            text(&entry.title)
        );
        for (_, comment) in comments {
            let at = comment.published.rfc3339();
            let _ = write!(
                feed,
                "<entry><id>tag:blogger.com,1999:blog-{id}.post-{number}</id>\
                 <published>{at}</published><updated>{at}</updated><title type='text'/>\
                 <content type='html'>{}</content><link rel='alternate' type='text/html' \
                 href='{url}?showComment={}#c{number}'/><author><name>{}</name></author>\
                 <thr:in-reply-to href='{url}' \
                 ref='tag:blogger.com,1999:blog-{id}.post-{post}' type='text/html'/></entry>",
                text(&comment.body),
                comment.published.milliseconds(),
                text(&comment.author),
                number = comment.id
            );
        }
        feed.push_str("</feed>");
        self.index(&format!("feeds/{post}/comments/default"), feed.as_bytes())
    }
}
