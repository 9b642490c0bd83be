//! Medium: a folder of pages, one for each post, response and list of an account's doings.
//!
//! A post is an `article.h-entry` whose parts are named. A draft has no time of publication. What
//! its writer said below another's post is a page of the same form, whose title is only the
//! beginning of its text. The other pages (claps, sessions, the profile) are no content, and hold
//! addresses that are nobody's business.

use scraper::{ElementRef, Html, Selector};

use crate::error::{Error, ErrorKind};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, Status, bad,
    labels, markup,
};
use crate::input::{charset, parse_part};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "medium",
    is,
    open,
};

/// The only entry of a file.
const PLACE: Place = Place { start: 0, len: 0 };

fn is(head: &Head<'_>) -> bool {
    let has = |words: &str| head.text.contains(words);
    let is_post =
        has("<article class=\"h-entry\">") && has("data-field=\"body\" class=\"e-content\"");
    let is_list = has("Exported from <a href=\"https://medium.com\">Medium</a>");
    let is_profile = has("<section class=\"h-card\">") && has("Medium user ID:");
    is_post || is_list || is_profile
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let limit = context.limits.bytes;
    if bytes.len() > limit {
        return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
    }
    Ok(Box::new(Medium { bytes }))
}

struct Medium {
    bytes: Bytes,
}

impl Export for Medium {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let page = self.page()?;
        let mut entry = Entry::new(Kind::Other, PLACE);
        match Parts::of(&page) {
            Some(parts) => parts.describe(&mut entry),
            None => entry.title = Some("a list or the profile of an account".to_owned()),
        }
        found(entry)?;
        Ok(Blog::default())
    }

    fn post(&self, _: Place) -> Result<Post, Error> {
        let page = self.page()?;
        let parts = Parts::of(&page).ok_or_else(none)?;
        Ok(parts.post(&page))
    }

    fn comment(&self, _: Place) -> Result<Comment, Error> {
        let page = self.page()?;
        let parts = Parts::of(&page).ok_or_else(none)?;
        let post = parts.post(&page);
        Ok(Comment {
            id: post.id,
            author: post.author,
            author_url: post.author_url,
            published: post.published,
            content: post.content,
            is_owner: true,
            ..Comment::default()
        })
    }
}

fn none() -> Error {
    bad("there is no post in it")
}

impl Medium {
    fn page(&self) -> Result<Html, Error> {
        let bytes = self.bytes.clone().whole()?;
        Ok(parse_part(&charset::decode(&bytes).text))
    }
}

/// The named parts of a post.
struct Parts<'a> {
    article: ElementRef<'a>,
    body: ElementRef<'a>,
}

impl<'a> Parts<'a> {
    fn of(page: &'a Html) -> Option<Self> {
        let article = first(page.root_element(), "article.h-entry")?;
        let body = first(article, "section[data-field=body]")?;
        Some(Self { article, body })
    }

    fn describe(&self, entry: &mut Entry) {
        entry.kind = Kind::Post;
        entry.id = self.id();
        entry.url = self.value("a.p-canonical", "href");
        entry.title = Some(self.text("h1.p-name"));
        entry.published = self.published();
        if entry.published.is_none() {
            entry.status = Status::Draft;
        }
        if self.is_response() {
            entry.kind = Kind::Comment;
            entry.reason =
                Some("a response to another's post, which is not in the export".to_owned());
        }
    }

    fn post(&self, page: &Html) -> Post {
        let mut notes = Vec::new();
        let dek = self.text("section[data-field=subtitle]");
        let labels = labels::each_once(all(self.article, "a.p-tag").map(words));
        let author = self.text("a.p-author");
        if self.published().is_none() {
            let message = "the post is a draft: it has no time of publication";
            notes.push(Note::new(NoteKind::Chosen, "export.medium.draft", message));
        }
        Post {
            id: self.id(),
            url: self.value("a.p-canonical", "href"),
            title: markup::text(&self.text("h1.p-name")),
            author: (!author.is_empty()).then_some(author),
            author_url: self.value("a.p-author", "href"),
            published: self.published(),
            labels,
            dek: (!dek.is_empty()).then(|| markup::text(&dek)),
            content: self.content(page),
            notes,
            ..Post::default()
        }
    }

    fn value(&self, selector: &str, attribute: &str) -> Option<String> {
        let element = first(self.article, selector)?;
        element.value().attr(attribute).map(str::to_owned)
    }

    fn text(&self, selector: &str) -> String {
        first(self.article, selector).map_or_else(String::new, words)
    }

    fn published(&self) -> Option<String> {
        let time = self.value("time.dt-published", "datetime")?;
        date::parse(&time, DateOrder::Unknown, None)
    }

    /// The number at the end of the post's address, or of that of its draft.
    fn id(&self) -> Option<String> {
        let mut links = all(self.article, "footer a[href*='medium.com/p/']");
        let href = links.next()?.value().attr("href")?;
        href.rsplit('/').next().map(str::to_owned)
    }

    /// A response has no title of its own: it is the beginning of what it says.
    fn is_response(&self) -> bool {
        let title = self.text("h1.p-name");
        let title = title.trim_end_matches(['…', '.']).trim_end();
        let has_own = first(self.body, ".graf--title, .graf--h3, .graf--h4").is_some()
            || !self.text("section[data-field=subtitle]").is_empty();
        let said = first(self.body, ".graf").map_or_else(String::new, words);
        !has_own && !title.is_empty() && said.starts_with(title)
    }

    /// The body as HTML, less the title and the subtitle, which it repeats, and the lines between
    /// its sections.
    fn content(&self, page: &Html) -> String {
        let mut without = page.clone();
        let title = self.text("h1.p-name");
        let dek = self.text("section[data-field=subtitle]");
        let repeated = all(
            self.body,
            ".graf--title, .graf--subtitle, .graf--h3, .graf--h4",
        )
        .take(2)
        .filter(|graf| [&title, &dek].contains(&&words(*graf)));
        let first_line = all(self.body, ".section-divider").take(1);
        let drop: Vec<_> = repeated
            .chain(first_line)
            .map(|element| element.id())
            .collect();
        for id in drop {
            if let Some(mut node) = without.tree.get_mut(id) {
                node.detach();
            }
        }
        let body = without.tree.get(self.body.id()).and_then(ElementRef::wrap);
        body.map_or_else(String::new, |body| body.inner_html())
    }
}

/// All elements below one that a selector names.
fn all<'a>(below: ElementRef<'a>, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector of this file");
    let found: Vec<_> = below.select(&selector).collect();
    found.into_iter()
}

fn first<'a>(below: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    all(below, selector).next()
}

/// An element's words on one line.
fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
