//! What a page says about itself outside of its text: `<meta>`, JSON-LD, a platform's scripts.
//!
//! Scripts were collected when the page was indexed; each is looked at only where it holds the
//! words that its reader needs.

use crate::profile::Profile;
use crate::read::dom::Dom;

mod blogger;
mod comment;
mod data;
mod javascript;
mod json_ld;
mod meta_tags;

pub(crate) use blogger::Blog;
pub(crate) use comment::CommentItem;
pub(crate) use data::Data;
pub(crate) use json_ld::{Article, Person};
pub(crate) use meta_tags::{MetaTags, Tag};

/// Longer scripts are programs and no data.
const LONGEST_SCRIPT: usize = 4 << 20;

/// The data of one page.
#[derive(Debug, Default)]
pub(crate) struct Embedded {
    /// The post, as JSON-LD describes it.
    pub(crate) article: Option<Article>,
    /// `<meta>` and `<link>`.
    pub(crate) meta: MetaTags,
    /// The blog and the post, as Blogger's own scripts know them.
    pub(crate) blog: Option<Blog>,
    /// The comments that Blogger's older pages carry as data.
    pub(crate) comments: Vec<CommentItem>,
    /// The post and its comments in the data that the page's profile tells of.
    pub(crate) data: Option<Data>,
    /// The comments in the data of a comment system.
    pub(crate) system: Option<Data>,
}

impl Embedded {
    /// Reads the data of a page.
    pub(crate) fn of(dom: &Dom<'_>, profile: &Profile, systems: &[&Profile]) -> Self {
        let meta = MetaTags::of(dom.elements());
        let known = dom.scripts().iter().copied();
        let scripts = known.filter(|(_, text)| text.len() <= LONGEST_SCRIPT);
        let (data, code): (Vec<_>, Vec<_>) = scripts.partition(|(kind, _)| is_json_ld(kind));
        Self {
            article: json_ld::article(data.iter().map(|(_, text)| *text), meta.url()),
            blog: code.iter().find_map(|(_, text)| blogger::blog(text)),
            comments: code
                .iter()
                .find_map(|(_, text)| blogger::comments(text))
                .unwrap_or_default(),
            data: Data::of(profile, dom),
            system: systems.iter().find_map(|system| Data::of(system, dom)),
            meta,
        }
    }
}

/// The text of the post as HTML, as JSON-LD has it.
pub(crate) fn described_body(dom: &Dom<'_>) -> Option<String> {
    let scripts = dom.scripts().iter();
    let data = scripts.filter(|(kind, text)| is_json_ld(kind) && text.len() <= LONGEST_SCRIPT);
    let meta = MetaTags::of(dom.elements());
    json_ld::article(data.map(|(_, text)| *text), meta.url())?.body
}

fn is_json_ld(kind: &str) -> bool {
    kind.to_ascii_lowercase().contains("ld+json")
}

/// A text from data: its character references decoded, where it has any, and its white space
/// folded. None where nothing is left.
fn shown(text: &str) -> Option<String> {
    let decoded = if text.contains('&') && text.contains(';') {
        let fragment = scraper::Html::parse_fragment(&text.replace('<', "&lt;"));
        fragment.root_element().text().collect::<String>()
    } else {
        text.to_owned()
    };
    let folded = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}
