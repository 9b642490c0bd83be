//! The bodies of posts: paragraphs, photographs, quotes, lists of sources, notes of updates.

use std::fmt::Write as _;

use super::blog::{Blog, Entry};
use super::picture::{self, Picture};
use super::random::{Purpose, Random, index};
use super::words;

/// How a body is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Blogger's editor: `div.separator`, pairs of `<br />`.
    Blogger,
    /// The same on a saved page, whose pictures were saved beside it.
    Saved,
    /// WordPress before blocks: blank lines between paragraphs, `[caption]`.
    Classic,
    /// WordPress' blocks.
    Blocks,
}

/// A body, and what is in it.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) html: String,
    pub(crate) pictures: Vec<Picture>,
}

/// The words that readers, generators and lists may trip over, as HTML.
const HOSTILE: &[&str] = &[
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]>",
    "]]&gt;",
    "del\u{7f} and nel\u{85} here",
    "zero\u{200b}width\u{feff}",
    "\u{202e}backwards\u{202c}",
    "🐑👩\u{200d}👩\u{200d}👧🏽",
    "a*b*c_d_ [x](y) `z` ~~w~~",
    "{{ site.title }} {% include x %} {{&lt; x &gt;}}",
    "&amp;amp; &amp;lt;",
    "[gallery]",
    "1. not a list",
    "# not a heading",
    "שלום עולם",
];

struct Writer<'a> {
    blog: &'a Blog,
    entry: &'a Entry,
    dialect: Dialect,
    random: Random,
    body: Body,
}

impl Blog {
    pub(crate) fn body(&self, entry: &Entry, dialect: Dialect) -> Body {
        let mut writer = Writer {
            blog: self,
            entry,
            dialect,
            random: Random::of(self.seed, Purpose::Body, entry.kind as u64, entry.number),
            body: Body {
                html: String::new(),
                pictures: Vec::new(),
            },
        };
        writer.all();
        writer.body
    }
}

impl Writer<'_> {
    fn all(&mut self) {
        let is_link_blog = self.random.one_in(3);
        if is_link_blog {
            self.photograph();
            self.story();
        }
        for place in 0..self.random.between(5, 10) {
            self.paragraph();
            if place == 3 && self.random.one_in(4) {
                self.more();
            }
            match self.random.below(12) {
                0 => self.photograph(),
                1 => self.quote(),
                2 => self.list(),
                3 => self.heading(),
                4 if self.random.one_in(3) => self.table(),
                5 if self.random.one_in(3) => self.code(),
                _ => {}
            }
        }
        if is_link_blog {
            self.sources();
        }
        if self.random.one_in(6) {
            self.update();
        }
    }

    fn put(&mut self, html: &str) {
        self.body.html.push_str(html);
    }

    /// A paragraph of this HTML.
    fn block(&mut self, html: &str) {
        match self.dialect {
            Dialect::Blogger | Dialect::Saved => {
                self.put(html);
                self.put("<br />\n<br />\n");
            }
            Dialect::Classic => {
                self.put(html);
                self.put("\n\n");
            }
            Dialect::Blocks => self.wrapped("paragraph", &format!("<p>{html}</p>")),
        }
    }

    /// An element of its own; on WordPress with the comments of a block around it.
    fn wrapped(&mut self, block: &str, html: &str) {
        match self.dialect {
            Dialect::Blogger | Dialect::Saved => {
                self.put(html);
                self.put("\n");
            }
            Dialect::Classic => {
                self.put(html);
                self.put("\n\n");
            }
            Dialect::Blocks => {
                let html = format!("<!-- wp:{block} -->\n{html}\n<!-- /wp:{block} -->\n\n");
                self.put(&html);
            }
        }
    }

    fn paragraph(&mut self) {
        let html = self.prose();
        self.block(&html);
    }

    /// A few sentences, of which some hold a link, stress or what is hard to carry over.
    fn prose(&mut self) -> String {
        let mut html = String::new();
        for _ in 0..self.random.between(3, 6) {
            self.entry.script.sentence(&mut self.random, &mut html);
            match self.random.below(24) {
                0 | 1 => self.link_home(&mut html),
                2 => self.link_away(&mut html),
                3 => {
                    let words = self.entry.script.words(&mut self.random, 2);
                    let _ = write!(html, "<b>{words}</b> and <i>{words}</i> ");
                }
                4 => {
                    html.push_str(self.random.pick(HOSTILE));
                    html.push(' ');
                }
                _ => {}
            }
        }
        html.truncate(html.trim_end().len());
        html
    }

    fn link_home(&mut self, html: &mut String) {
        let number = self.random.below(self.blog.posts);
        let url = self
            .blog
            .link(self.entry, self.dialect, number, &mut self.random);
        let words = self.entry.script.words(&mut self.random, 3);
        let _ = write!(html, "<a href=\"{url}\">{words}</a> ");
    }

    fn link_away(&mut self, html: &mut String) {
        let number = self.random.below(1_000_000);
        let words = self.entry.script.words(&mut self.random, 2);
        let _ = write!(
            html,
            "<a href=\"https://paper-{}.example/{number}?a=1&amp;b=2\">{words}</a> ",
            number % 50
        );
    }

    fn heading(&mut self) {
        let words = self.entry.script.words(&mut self.random, 4);
        self.wrapped("heading", &format!("<h3>{words}</h3>"));
    }

    fn quote(&mut self) {
        let prose = self.prose();
        self.wrapped("quote", &format!("<blockquote><p>{prose}</p></blockquote>"));
    }

    fn list(&mut self) {
        let mut html = String::from("<ul>");
        for _ in 0..self.random.between(2, 6) {
            let words = self.entry.script.words(&mut self.random, 6);
            let _ = write!(html, "<li>{words}</li>");
        }
        html.push_str("</ul>");
        self.wrapped("list", &html);
    }

    fn table(&mut self) {
        let mut html = String::from("<table><tbody>");
        for _ in 0..3 {
            let (left, right) = (self.random.below(100), self.random.below(100));
            let words = self.entry.script.words(&mut self.random, 2);
            let _ = write!(
                html,
                "<tr><td>{words}</td><td>{left}</td><td>{right}</td></tr>"
            );
        }
        html.push_str("</tbody></table>");
        self.wrapped("table", &html);
    }

    fn code(&mut self) {
        let mut html = String::from("<pre>if (a &lt; b &amp;&amp; c) {\n");
        for _ in 0..3 {
            let name = words::latin().words(&mut self.random, 1);
            let _ = writeln!(html, "    {name}();\n");
        }
        html.push_str("}</pre>");
        self.wrapped("preformatted", &html);
    }

    fn more(&mut self) {
        match self.dialect {
            Dialect::Blogger | Dialect::Saved => self.put("<a name='more'></a>\n"),
            Dialect::Classic => self.put("<!--more-->\n\n"),
            Dialect::Blocks => self.wrapped("more", "<!--more-->"),
        }
    }

    /// A photograph, mostly with a caption.
    fn photograph(&mut self) {
        let place = self.body.pictures.len() as u64;
        let picture = picture::of(self.blog, self.entry, place);
        let caption = if self.random.one_in(4) {
            String::new()
        } else {
            let words = self.entry.script.sentences(&mut self.random, 1);
            let name = words::latin().name(&mut self.random);
            format!("{words} PRESS/{name}")
        };
        let html = picture.html(self.blog, self.entry, self.dialect, &caption);
        self.body.pictures.push(picture);
        if self.dialect == Dialect::Blocks {
            self.wrapped("image", &html);
        } else {
            self.put(&html);
            self.put("\n\n");
        }
    }

    /// The head of a link blog's post: the linked headline with its outlet, and what it says.
    fn story(&mut self) {
        let (headline, url, outlet) = self.source();
        let html = format!("<b><a href=\"{url}\">{headline}</a> -- {outlet}</b>");
        self.block(&html);
        let dek = self.entry.script.sentences(&mut self.random, 1);
        self.block(&format!("<b><i>{dek}</i></b>"));
        let prose = self.prose();
        self.block(&prose);
        self.block(&format!("<a href=\"{url}\">Read more ....</a>"));
    }

    /// A title, its address and who published it.
    fn source(&mut self) -> (String, String, String) {
        let number = self.random.below(1_000_000);
        let words = self.random.between(4, 9);
        let title = self.entry.script.words(&mut self.random, words);
        let mut paper = Random::of(self.blog.seed, Purpose::Title, 96, number % 50);
        let outlet = words::latin().words(&mut paper, 2);
        let url = format!("https://paper-{}.example/story/{number}", number % 50);
        (title, url, outlet)
    }

    /// "Title -- Author, Outlet", a line each.
    fn sources(&mut self) {
        let about = self.entry.script.words(&mut self.random, 2);
        let mut html = format!("<b>More News On {about}</b>");
        for _ in 0..self.random.between(3, 9) {
            let (title, url, outlet) = self.source();
            let author = words::latin().name(&mut self.random);
            let between = match self.dialect {
                Dialect::Classic => "\n",
                _ => "<br />\n",
            };
            let _ = write!(
                html,
                "{between}<a href=\"{url}\">{title}</a> -- {author}, {outlet}"
            );
        }
        self.block(&html);
    }

    fn update(&mut self) {
        const LABELS: &[&str] = &["Update:", "UPDATE II:", "Edited to add:"];
        let label = LABELS[index(self.random.below(LABELS.len() as u64))];
        let prose = self.prose();
        self.block(&format!("<b>{label}</b> {prose}"));
    }
}
