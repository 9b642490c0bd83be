//! What the page says about the post: title, author, times, labels, language, address.
//!
//! For each field the sources are asked in a fixed order: the rows of the page's profile, data in
//! scripts, `<meta>` elements, JSON-LD, the rows of the generic profile. The source that won is
//! noted.

use scraper::ElementRef;

use crate::document::Inline;
use crate::note::{Note, NoteKind};
use crate::profile::{PostRows, Rows};
use crate::read::Context;
use crate::read::dom;
use crate::read::embedded::Embedded;
use crate::read::field::Value;
use crate::read::locate::Located;

mod author;
mod dates;
mod title;

/// Containers of words that look like labels but are the blog's, not the post's.
const TAG_CLOUDS: &[&str] = &[
    "tagcloud",
    "wp_widget_tag_cloud",
    "widget_tag_cloud",
    "widget_categories",
    "sidebar",
];

/// Reads the fields of one page.
pub(crate) struct Meta<'a, 'c> {
    pub(crate) context: &'c mut Context<'a>,
    pub(crate) located: &'c Located<'a>,
    pub(crate) embedded: &'c Embedded,
    /// For elements in comments.
    pub(crate) is_comment: &'c dyn Fn(ElementRef<'a>) -> bool,
}

impl<'a> Meta<'a, '_> {
    /// The values of a field's rows that do not stand in comments; those near the post first.
    fn values(&self, field: impl Fn(&'a PostRows) -> &'a Rows, profile: usize) -> Vec<Value<'a>> {
        let Some(profile) = self.context.profiles.get(profile) else {
            return Vec::new();
        };
        let dom = self.context.dom;
        let mut values = Vec::new();
        for row in &field(&profile.post).0 {
            let found = dom
                .select(&row.query)
                .into_iter()
                .filter(|e| !(self.is_comment)(*e));
            let found: Vec<Value<'a>> = found.filter_map(|element| row.value(element)).collect();
            let (near, far): (Vec<_>, Vec<_>) = found
                .into_iter()
                .partition(|value| self.is_near(value.element));
            values.extend(near);
            values.extend(far);
        }
        values
    }

    fn is_near(&self, element: ElementRef<'a>) -> bool {
        self.located
            .item
            .is_some_and(|item| self.context.dom.holds(item, element))
    }

    fn chose(&mut self, field: &str, rule: &str) {
        let note = Note::new(NoteKind::Chosen, rule, format!("gave the {field}"));
        self.context.note(note);
    }

    /// Labels, each once, in the page's order.
    pub(crate) fn labels(&mut self) -> Vec<String> {
        for profile in 0..self.context.profiles.len() {
            let values = self.values(|post| &post.labels, profile);
            let values = values
                .into_iter()
                .filter(|value| !in_tag_cloud(value.element));
            let values: Vec<Value<'a>> = values.collect();
            let Some(rule) = values.first().map(|value| value.rule) else {
                continue;
            };
            let near = values
                .iter()
                .any(|value| value.rule == rule && self.is_near(value.element));
            let values = values.iter().filter(|value| value.rule == rule);
            let mut labels: Vec<String> = Vec::new();
            for value in values.filter(|value| self.is_near(value.element) == near) {
                let label = value
                    .text
                    .trim_start_matches('#')
                    .trim_end_matches(',')
                    .to_owned();
                if !label.is_empty() && !labels.contains(&label) {
                    labels.push(label);
                }
            }
            self.chose("labels", rule);
            return labels;
        }
        let article = self.embedded.article.as_ref();
        let keywords = article.map(|article| article.keywords.clone());
        let keywords = keywords.filter(|keywords| !keywords.is_empty());
        keywords.unwrap_or_else(|| self.embedded.meta.tags.clone())
    }

    /// The standfirst, where the platform has one.
    pub(crate) fn dek(&mut self) -> Option<Vec<Inline>> {
        let value = self.values(|post| &post.dek, 0).into_iter().next()?;
        self.chose("dek", value.rule);
        Some(self.context.inlines(value.element)).filter(|inlines| !inlines.is_empty())
    }

    /// The post's own address.
    pub(crate) fn permalink(&mut self) -> Option<String> {
        for profile in 0..self.context.profiles.len() {
            let values = self.values(|post| &post.permalink, profile);
            for value in values {
                let url = self.context.addresses.resolve(&value.text);
                let url = url.map(|url| without_view(&url));
                if let Some(url) = url.filter(|url| is_post_address(url)) {
                    self.chose("address", value.rule);
                    return Some(url);
                }
            }
        }
        None
    }

    /// The page's language.
    pub(crate) fn language(&mut self) -> Option<String> {
        let root = self.context.dom.elements().first().copied();
        let declared = root.and_then(|root| {
            dom::attribute(root, "lang").or_else(|| dom::attribute(root, "xml:lang"))
        });
        let locale = self
            .embedded
            .blog
            .as_ref()
            .and_then(|blog| blog.locale.as_deref());
        let meta = self.embedded.meta.og_locale.as_deref();
        let article = self
            .embedded
            .article
            .as_ref()
            .and_then(|a| a.language.as_deref());
        [declared, locale, article, meta]
            .into_iter()
            .flatten()
            .find_map(language_tag)
    }
}

fn in_tag_cloud(element: ElementRef<'_>) -> bool {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    around.any(|ancestor| {
        let class = dom::attribute(ancestor, "class").unwrap_or("");
        let id = dom::attribute(ancestor, "id").unwrap_or("");
        let names = || class.split_ascii_whitespace().chain([id]);
        // Blogger's list of all labels; themes also say `.Label` around a post's own.
        let is_label_list = names().any(|name| name == "Label") && names().any(|n| n == "widget");
        is_label_list || names().any(|name| TAG_CLOUDS.contains(&name))
    })
}

/// A BCP 47 tag of what pages write: `en_US`, `de-DE`, `pt-br`.
fn language_tag(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let mut parts = text.split('-');
    let primary = parts.next().filter(|part| matches!(part.len(), 2 | 3))?;
    if !text.split('-').all(|part| {
        !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric())
    }) || !primary.chars().all(|c| c.is_ascii_alphabetic())
    {
        return None;
    }
    let rest = parts.map(|part| match part.len() {
        2 => part.to_ascii_uppercase(),
        4 => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    });
    Some(
        std::iter::once(primary.to_ascii_lowercase())
            .chain(rest)
            .collect::<Vec<_>>()
            .join("-"),
    )
}

/// The address without what asks Blogger for a view of it (`?m=1`, `?showComment=…`) and without
/// a fragment.
fn without_view(url: &str) -> String {
    let without_fragment = url.split('#').next().unwrap_or_default();
    let Some((address, query)) = without_fragment.split_once('?') else {
        return without_fragment.to_owned();
    };
    let is_view = |pair: &&str| pair.starts_with("m=") || pair.starts_with("showComment=");
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_view(pair)).collect();
    if kept.is_empty() {
        address.to_owned()
    } else {
        format!("{address}?{}", kept.join("&"))
    }
}

/// Whether an address leads somewhere: a web address that is more than a host.
fn is_post_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.and_then(|rest| rest.split_once('/'))
        .is_some_and(|(_, path)| !path.is_empty())
}
