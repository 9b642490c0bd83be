//! What is true of a page, as the files of a truth folder say it.

use serde::Deserialize;

/// The truth about one page; what is empty is not asked.
#[derive(Debug, Default)]
pub(crate) struct Gold {
    pub(crate) url: Option<String>,
    /// The title, and others that are right as well.
    pub(crate) titles: Vec<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Vec<String>,
    pub(crate) labels: Labels,
    pub(crate) body: BodyGold,
    pub(crate) comments: CommentsGold,
}

/// What is known of the labels.
#[derive(Debug, Default)]
pub(crate) enum Labels {
    #[default]
    Unknown,
    /// The labels; where they are optional, an answer without any is not counted.
    Known { labels: Vec<String>, optional: bool },
}

/// How the body is compared.
#[derive(Debug)]
pub(crate) enum BodyGold {
    /// By runs of four words. Any of `texts` is right; the words of `optional` neither help nor
    /// hurt; a title or standfirst of `leading` may stand at the beginning.
    Grams {
        texts: Vec<String>,
        optional: Vec<String>,
        leading: Vec<String>,
    },
    /// By words, wherever they stand.
    Words(String),
    /// By snippets that must and must not stand in it.
    Snippets {
        with: Vec<String>,
        without: Vec<String>,
    },
}

impl Default for BodyGold {
    fn default() -> Self {
        Self::Words(String::new())
    }
}

/// What is known of the comments.
#[derive(Debug, Default)]
pub(crate) enum CommentsGold {
    #[default]
    Unknown,
    /// All of them.
    All(Vec<CommentGold>),
    /// Snippets that must stand in some of them.
    Snippets(Vec<String>),
}

/// The truth about one comment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CommentGold {
    pub(crate) id: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) text: Option<String>,
    /// A heading of the comment's own: its text is right with it and without it.
    pub(crate) subject: Option<String>,
    /// The place of the comment that it answers.
    pub(crate) parent: Option<usize>,
    /// True for a placeholder.
    pub(crate) deleted: bool,
    /// `pingback`, `trackback` or `collapsed`; null for a comment.
    pub(crate) kind: Option<String>,
}

impl CommentGold {
    /// Whether it is as right to leave the comment out.
    pub(crate) fn is_optional(&self) -> bool {
        let kind = self.kind.as_deref();
        self.deleted
            || kind.is_some_and(|kind| ["pingback", "trackback", "collapsed"].contains(&kind))
    }
}

/// One file of `truth/`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PostFile {
    url: Option<String>,
    title: Option<String>,
    author: Option<String>,
    published: Option<String>,
    labels: Vec<String>,
    body_text: Option<String>,
    body_with_optional: Option<String>,
    optional_text: Vec<String>,
    captions: Vec<String>,
    dek: Option<String>,
    comments: Vec<CommentGold>,
    alt: Alternatives,
}

/// What else is right.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Alternatives {
    title: Vec<String>,
    author: Vec<String>,
    published: Vec<String>,
    labels_optional: bool,
}

impl Gold {
    /// The truth about a post with its comments: one JSON object.
    pub(crate) fn from_post(json: &str) -> serde_json::Result<Self> {
        let file: PostFile = serde_json::from_str(json)?;
        let titles = all(file.title, file.alt.title);
        // Where there is nothing on the page, another name is no answer but may stand in the body.
        let is_asked = file.author.is_some();
        let authors = all(file.author, file.alt.author);
        let dek = all(file.dek, Vec::new());
        let parts = [&file.optional_text, &file.captions, &titles, &authors, &dek];
        let mut optional: Vec<String> = parts.into_iter().flatten().cloned().collect();
        optional.push(file.labels.join(" "));
        Ok(Self {
            url: file.url,
            body: BodyGold::Grams {
                texts: all(file.body_text, all(file.body_with_optional, Vec::new())),
                optional,
                leading: titles.iter().chain(&dek).cloned().collect(),
            },
            titles,
            authors: only_if(is_asked, authors),
            published: only_if(
                file.published.is_some(),
                all(file.published, file.alt.published),
            ),
            labels: Labels::Known {
                labels: file.labels,
                optional: file.alt.labels_optional,
            },
            comments: CommentsGold::All(file.comments),
        })
    }
}

/// One line of `truth.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    /// The page's name in `html/`; without it, it is the id's.
    pub(crate) file: Option<String>,
    url: Option<String>,
    title: Option<String>,
    author: Option<Names>,
    #[serde(alias = "publish_date")]
    date: Option<String>,
    main_content: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    comments: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

impl Line {
    /// Whether its set is compared by words; else by snippets.
    pub(crate) fn has_text(&self) -> bool {
        self.main_content
            .as_deref()
            .is_some_and(|text| !text.is_empty())
    }

    /// The truth that the line tells, by words or by snippets.
    pub(crate) fn gold(self, by_words: bool) -> Gold {
        let author = self.author.map(|author| match author {
            Names::One(name) => name,
            Names::Several(names) => names.join(", "),
        });
        let body = if by_words {
            BodyGold::Words(self.main_content.unwrap_or_default())
        } else {
            BodyGold::Snippets {
                with: self.with,
                without: self.without,
            }
        };
        Gold {
            url: self.url,
            titles: all(self.title, Vec::new()),
            authors: all(author, Vec::new()),
            published: all(self.date, Vec::new()),
            labels: Labels::Unknown,
            body,
            comments: match self.comments {
                none if none.is_empty() => CommentsGold::Unknown,
                snippets => CommentsGold::Snippets(snippets),
            },
        }
    }
}

fn only_if(is_asked: bool, values: Vec<String>) -> Vec<String> {
    if is_asked { values } else { Vec::new() }
}

/// A value and its alternatives, less the empty ones.
fn all(value: Option<String>, alternatives: Vec<String>) -> Vec<String> {
    let values = value.into_iter().chain(alternatives);
    values.filter(|value| !value.is_empty()).collect()
}
