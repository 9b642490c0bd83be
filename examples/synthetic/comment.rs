//! The comments: who wrote which below what, and what became of it.

use super::blog::{Blog, Kind};
use super::moment::Moment;
use super::options::Form;
use super::random::{Purpose, Random};
use super::words::{self, Script};

/// What became of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    /// Removed by its author: a placeholder stands where it stood.
    Deleted,
    Spam,
    Trash,
    Pending,
    Pingback,
    Trackback,
}

/// A comment with its text.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) fate: Fate,
    /// The number of the comment that it answers.
    pub(crate) parent: Option<u64>,
    pub(crate) author: String,
    /// The author's page; empty where there is none.
    pub(crate) author_url: String,
    pub(crate) is_owner: bool,
    pub(crate) published: Moment,
    /// HTML, with `<br />` between lines where the form has it so.
    pub(crate) body: String,
}

/// The kind of a comment among the ids.
const COMMENT: u64 = 8;

/// Every so many posts, one has a thread in which each comment answers the one before it.
const CHAIN: u64 = 1000;

/// A form's fates, each up to a number below 1000; the rest is kept.
fn fates(form: Form) -> &'static [(u64, Fate)] {
    match form {
        Form::BloggerLegacy | Form::Folder => &[(15, Fate::Deleted)],
        Form::Blogger2018 => &[(15, Fate::Trash)],
        Form::Wxr => &[
            (30, Fate::Spam),
            (40, Fate::Trash),
            (50, Fate::Pending),
            (70, Fate::Pingback),
            (75, Fate::Trackback),
        ],
    }
}

impl Blog {
    pub(crate) fn comment_id(&self, comment: u64) -> u64 {
        self.id(COMMENT, comment)
    }

    pub(crate) fn fate(&self, comment: u64, form: Form) -> Fate {
        let drawn = Random::of(self.seed, Purpose::Fate, COMMENT, comment).below(1000);
        let mut fates = fates(form).iter();
        fates
            .find(|(end, _)| drawn < *end)
            .map_or(Fate::Kept, |(_, fate)| *fate)
    }

    /// The comment that another one answers: on Blogger never one that itself answers another.
    pub(crate) fn parent(&self, comment: u64, post: u64, form: Form) -> Option<u64> {
        let parent = self.answered(comment, post, form)?;
        if form == Form::Wxr {
            return Some(parent);
        }
        let mut root = parent;
        while let Some(above) = self.answered(root, post, form) {
            root = above;
        }
        Some(root)
    }

    fn answered(&self, comment: u64, post: u64, form: Form) -> Option<u64> {
        let first = self.comments_of(post).start;
        if comment == first {
            return None;
        }
        let mut random = Random::of(self.seed, Purpose::Parent, COMMENT, comment);
        let is_chained = post % CHAIN == 7;
        let answers = is_chained || random.below(10) < 4;
        let parent = if is_chained {
            comment - 1
        } else {
            random.between(first, comment - 1)
        };
        let fate = self.fate(parent, form);
        (answers && !matches!(fate, Fate::Pingback | Fate::Trackback)).then_some(parent)
    }

    /// When a comment was written: each later than the one before it, days or weeks after the post.
    pub(crate) fn commented(&self, comment: u64, post: u64) -> Moment {
        let place = comment - self.comments_of(post).start;
        let mut random = Random::of(self.seed, Purpose::Facts, COMMENT, comment);
        let posted = self.entry(Kind::Post, post).published;
        posted.later(900 + place * 5400 + random.below(5400))
    }

    pub(crate) fn comment(&self, comment: u64, post: u64, form: Form) -> Comment {
        let script = self.entry(Kind::Post, post).script;
        let fate = self.fate(comment, form);
        let mut random = Random::of(self.seed, Purpose::Body, COMMENT, comment);
        let is_owner = random.one_in(9);
        let (author, author_url) = self.commenter(is_owner, fate, script, &mut random);
        let body = match fate {
            Fate::Deleted => "This comment has been removed by the author.".to_owned(),
            Fate::Pingback | Fate::Trackback => {
                format!("[&#8230;] {} [&#8230;]", script.sentences(&mut random, 1))
            }
            _ => self.said(script, form, &mut random),
        };
        Comment {
            id: self.comment_id(comment),
            parent: self.parent(comment, post, form),
            published: self.commented(comment, post),
            is_owner,
            fate,
            author,
            author_url,
            body,
        }
    }

    /// The name and the page of who wrote a comment.
    fn commenter(
        &self,
        is_owner: bool,
        fate: Fate,
        script: &Script,
        random: &mut Random,
    ) -> (String, String) {
        let number = random.below(self.posts / 2 + 50);
        let mut person = Random::of(self.seed, Purpose::Facts, 97, number);
        let profile = |id: u64| format!("https://www.blogger.com/profile/{id:020}");
        match number % 10 {
            _ if matches!(fate, Fate::Pingback | Fate::Trackback) => (
                words::latin().words(&mut person, 3),
                format!("https://neighbour-{number}.example/{}", number * 7),
            ),
            _ if is_owner => (self.owner(), profile(self.blog_id())),
            0 => ("Anonymous".to_owned(), String::new()),
            1 => (
                format!("{} <{number}> & co", script.name(&mut person)),
                String::new(),
            ),
            2 => (
                words::latin().name(&mut person),
                format!("http://reader-{number}.example/"),
            ),
            _ => (script.name(&mut person), profile(self.id(9, number))),
        }
    }

    /// Who writes the blog.
    pub(crate) fn owner(&self) -> String {
        words::latin().name(&mut Random::of(self.seed, Purpose::Title, 97, 0))
    }

    /// What a comment says: one to four paragraphs, of which some hold a link or a quote.
    fn said(&self, script: &Script, form: Form, random: &mut Random) -> String {
        let gap = if form == Form::Wxr {
            "\n\n"
        } else {
            "<br /><br />"
        };
        let mut body = String::new();
        for place in 0..random.between(1, 4) {
            if place > 0 {
                body.push_str(gap);
            }
            let sentences = random.between(1, 3);
            body.push_str(&script.sentences(random, sentences));
            match random.below(20) {
                0 => body.push_str(" <i>sic</i> &lt;grin&gt; &amp; so on"),
                1 => body.push_str(" 🐑👩\u{200d}👩\u{200d}👧 ]]&gt; \u{200f}שלום\u{200e}"),
                2 => {
                    let other = self.entry(Kind::Post, random.below(self.posts));
                    let url = match form {
                        Form::Wxr => self.wordpress_url(&other),
                        _ => self.url(&other),
                    };
                    body.push_str(" <a href=\"");
                    body.push_str(&url);
                    body.push_str("\" rel=\"nofollow\">");
                    body.push_str(&url);
                    body.push_str("</a>");
                }
                _ => {}
            }
        }
        body
    }
}
