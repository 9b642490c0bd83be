//! What the page says about the post: title, author, times, labels, language, address.
//!
//! For each field the sources are asked in a fixed order: the rows of the page's profile, data in
//! scripts, `<meta>` elements, JSON-LD, the rows of the generic profile. The source that won is
//! noted.

use scraper::ElementRef;

use crate::document::{Author, Inline};
use crate::note::{Note, NoteKind};
use crate::profile::{PostRows, Rows};
use crate::read::dom;
use crate::read::embedded::Embedded;
use crate::read::field::Value;
use crate::read::locate::Located;
use crate::read::{Context, byline, date};

/// Containers of words that look like labels but are the blog's, not the post's.
const TAG_CLOUDS: &[&str] = &[
    "tagcloud",
    "wp_widget_tag_cloud",
    "widget_tag_cloud",
    "widget_categories",
    "sidebar",
];

/// Bytes of text in which a byline's date is looked for.
const SHORT_TEXT: u32 = 160;

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

    /// The title: the first candidate that agrees with what the page calls itself, else the first
    /// of the platform's own rows, else the page's name.
    pub(crate) fn title(&mut self) -> Vec<Inline> {
        let names = PageNames::of(self);
        let mut candidates: Vec<(Agreement, usize, Value<'a>)> = Vec::new();
        for profile in 0..self.context.profiles.len() {
            for value in self.values(|post| &post.title, profile) {
                let agreement = self.agreement(&names, &value);
                if agreement > Agreement::SiteName {
                    candidates.push((agreement, profile, value));
                }
            }
        }
        let by = |least: Agreement, profiles: usize| {
            let mut all = candidates.iter();
            all.find(|(agreement, profile, _)| *agreement >= least && *profile < profiles)
        };
        let best = by(Agreement::Exact, 2)
            .or_else(|| by(Agreement::Part, 2))
            .or_else(|| by(Agreement::Nothing, 1));
        if let Some((_, _, value)) = best {
            let (rule, element) = (value.rule, value.element);
            self.chose("title", rule);
            return self.context.inlines(element);
        }
        let Some((text, rule)) = names.own_title() else {
            return Vec::new();
        };
        self.chose("title", rule);
        vec![Inline::text(text)]
    }

    fn agreement(&self, names: &PageNames, value: &Value<'a>) -> Agreement {
        let body = self.located.body[0];
        let dom = self.context.dom;
        // Headings inside the text are not its title, unless the body is the whole post.
        if self.located.item != Some(body)
            && body != value.element
            && dom.holds(body, value.element)
        {
            return Agreement::SiteName;
        }
        match self.link_of(value.element) {
            Some(link) if self.context.url.as_deref() == Some(&link) => Agreement::Exact,
            Some(link)
                if self
                    .context
                    .url
                    .as_deref()
                    .is_some_and(|url| is_home(&link, url)) =>
            {
                Agreement::SiteName
            }
            _ => names.agreement(&value.text),
        }
    }

    /// Where a heading links to.
    fn link_of(&self, element: ElementRef<'a>) -> Option<String> {
        let range = self.context.dom.subtree(element);
        let inside = self.context.dom.elements()[range].iter().copied();
        let around = element.parent().and_then(ElementRef::wrap);
        let mut links = inside
            .chain(around)
            .filter(|element| element.value().name() == "a");
        self.context
            .addresses
            .resolve(dom::attribute(links.next()?, "href")?)
    }

    /// The source that the title links to, where it is another site's.
    pub(crate) fn title_link(&mut self) -> Option<String> {
        let value = self.values(|post| &post.title_link, 0).into_iter().next()?;
        let url = self.context.addresses.resolve(&value.text)?;
        let host = |url: &str| url::Url::parse(url).ok()?.host_str().map(str::to_owned);
        let own = self.context.url.as_deref().and_then(host)?;
        (host(&url)? != own).then_some(url)
    }

    /// Who wrote the post.
    pub(crate) fn author(&mut self) -> Option<Author> {
        let (name, rule) = self.author_name()?;
        self.chose("author", &rule);
        let urls = self.values(|post| &post.author_url, 0).into_iter();
        let url = urls
            .filter_map(|value| self.context.addresses.resolve(&value.text))
            .next();
        Some(Author { name, url })
    }

    fn author_name(&self) -> Option<(String, String)> {
        let from_rows = |profile| {
            let values = self.values(|post| &post.author, profile);
            let rule = values
                .iter()
                .find(|value| byline::clean(&value.text).is_some())?
                .rule;
            let mut names: Vec<String> = Vec::new();
            let near = values
                .iter()
                .any(|value| value.rule == rule && self.is_near(value.element));
            for value in values.iter().filter(|value| value.rule == rule) {
                let name = byline::clean(&value.text);
                let wanted = self.is_near(value.element) == near;
                names.extend(name.filter(|name| wanted && !names.contains(name)));
            }
            // One name far from the post may be its author; several are other posts'.
            let several = if near { names.len() } else { 1 };
            Some((names[..several].join(", "), rule.to_owned()))
        };
        let article = self.embedded.article.as_ref();
        let from_article = || {
            let names: Vec<&str> = article?
                .authors
                .iter()
                .map(|author| author.0.as_str())
                .collect();
            (!names.is_empty()).then(|| (names.join(", "), "read.json_ld.author".to_owned()))
        };
        let from_meta = || {
            let name = byline::clean(self.embedded.meta.author.as_deref()?)?;
            Some((name, "read.meta.author".to_owned()))
        };
        from_rows(0)
            .or_else(from_article)
            .or_else(from_meta)
            .or_else(|| from_rows(1))
    }

    /// When the post was published.
    pub(crate) fn published(&mut self) -> Option<String> {
        let (value, rule) = self.first_date(|post| &post.published, 0).or_else(|| {
            let article = self
                .embedded
                .article
                .as_ref()
                .and_then(|a| a.published.clone());
            let from_json = self.dated(article, "read.json_ld.published");
            let meta = self.embedded.meta.article_published.clone();
            from_json
                .or_else(|| self.dated(meta, "read.meta.published"))
                .or_else(|| self.first_date(|post| &post.published, 1))
                .or_else(|| {
                    Some((
                        date_in_address(self.context.url.as_deref()?)?,
                        "read.url_date".to_owned(),
                    ))
                })
        })?;
        self.chose("time of publication", &rule);
        Some(self.with_time_of_day(value))
    }

    /// When the post was changed.
    pub(crate) fn updated(&mut self) -> Option<String> {
        let (value, rule) = self.first_date(|post| &post.updated, 0).or_else(|| {
            let article = self
                .embedded
                .article
                .as_ref()
                .and_then(|a| a.modified.clone());
            let meta = self.embedded.meta.article_modified.clone();
            self.dated(article, "read.json_ld.modified")
                .or_else(|| self.dated(meta, "read.meta.modified"))
        })?;
        self.chose("time of the last change", &rule);
        Some(value)
    }

    fn dated(&self, text: Option<String>, rule: &str) -> Option<(String, String)> {
        Some((self.context.date(&text?)?, rule.to_owned()))
    }

    fn first_date(
        &self,
        field: impl Fn(&'a PostRows) -> &'a Rows,
        profile: usize,
    ) -> Option<(String, String)> {
        let values = self.values(field, profile).into_iter();
        values
            .filter_map(|value| self.dated(Some(value.text), value.rule))
            .next()
    }

    /// The first short text beside the body, in the post's own element, that is a date.
    fn date_nearby(&self) -> Option<(String, String)> {
        let dom = self.context.dom;
        let body = self.located.body[0];
        let around = self
            .located
            .item
            .or_else(|| body.parent().and_then(ElementRef::wrap))?;
        let beside = dom.elements()[dom.subtree(around)].iter().copied();
        let mut beside = beside.filter(|element| {
            dom.weight(*element).text <= SHORT_TEXT
                && !dom.holds(body, *element)
                && !(self.is_comment)(*element)
        });
        let date = beside.find_map(|element| self.context.date(&dom::text_of(element)))?;
        Some((date, "read.date_nearby".to_owned()))
    }

    /// Some themes set the day and the time of day apart.
    fn with_time_of_day(&self, day: String) -> String {
        if day.len() != "2014-06-12".len() {
            return day;
        }
        let times = self.values(|post| &post.published_time, 0).into_iter();
        let joined = times.filter_map(|time| self.context.date(&format!("{day} {}", time.text)));
        joined
            .into_iter()
            .find(|joined| joined.starts_with(&day))
            .unwrap_or(day)
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
        self.embedded
            .article
            .as_ref()
            .map(|article| article.keywords.clone())
            .unwrap_or_default()
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
                let url = self
                    .context
                    .addresses
                    .resolve(&value.text)
                    .map(without_view);
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

/// How well a candidate for the title agrees with what the page calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// It is the blog's name, or no title at all.
    SiteName,
    /// Not at all.
    Nothing,
    /// It is a part of the `<title>`.
    Part,
    /// It is the page's name in its data, or links to the page's own address.
    Exact,
}

/// What the page calls itself.
struct PageNames {
    /// `og:title` and its like, JSON-LD's headline, the platform's own data.
    exact: Vec<(String, &'static str)>,
    /// The `<title>`, which may carry the blog's name.
    document: Option<String>,
    /// The blog's name.
    site: Option<String>,
}

impl PageNames {
    fn of(meta: &Meta<'_, '_>) -> Self {
        let embedded = meta.embedded;
        let blog = embedded
            .blog
            .as_ref()
            .and_then(|blog| blog.page_name.clone());
        let headline = embedded
            .article
            .as_ref()
            .and_then(|article| article.headline.clone());
        let exact = [
            (blog, "read.blogger.page_name"),
            (headline, "read.json_ld.headline"),
            (embedded.meta.og_title.clone(), "read.meta.og_title"),
        ];
        let titles = meta.context.dom.elements().iter();
        let title = titles.into_iter().find(|element| {
            element.value().name() == "title"
                && element.parent().is_some_and(|p| {
                    p.value()
                        .as_element()
                        .is_some_and(|value| value.name() == "head")
                })
        });
        Self {
            exact: exact
                .into_iter()
                .filter_map(|(name, rule)| Some((name?, rule)))
                .collect(),
            document: title.map(|title| fold(&title.text().collect::<String>())),
            site: embedded.meta.og_site_name.clone().map(|name| fold(&name)),
        }
    }

    fn agreement(&self, candidate: &str) -> Agreement {
        let candidate = key(candidate);
        if candidate.is_empty()
            || self
                .site
                .as_deref()
                .is_some_and(|site| key(site) == candidate)
        {
            return Agreement::SiteName;
        }
        if self.exact.iter().any(|(name, _)| key(name) == candidate) {
            return Agreement::Exact;
        }
        match self.document.as_deref().map(key) {
            Some(document) if document.contains(&candidate) => Agreement::Part,
            _ => Agreement::Nothing,
        }
    }

    /// The title that the page's names alone tell.
    fn own_title(&self) -> Option<(String, &'static str)> {
        if let Some((name, rule)) = self.exact.iter().find(|(name, _)| !name.trim().is_empty()) {
            return Some((self.without_site(&fold(name)), rule));
        }
        let document = self.document.as_deref().filter(|title| !title.is_empty())?;
        Some((self.without_site(document), "read.title_element"))
    }

    /// A title without the blog's name before or behind it.
    fn without_site(&self, title: &str) -> String {
        let Some(site) = self.site.as_deref().filter(|site| !site.is_empty()) else {
            return title.to_owned();
        };
        let separators: &[char] = &['|', '-', '–', '—', '«', '»', ':', '·', '•', '~'];
        let rest = title
            .strip_suffix(site)
            .or_else(|| title.strip_prefix(site));
        match rest.map(|rest| (rest.trim(), rest.trim().trim_matches(separators).trim())) {
            Some((with, without)) if with != without && !without.is_empty() => without.to_owned(),
            _ => title.to_owned(),
        }
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two titles are compared by: letters and digits alone, in lower case.
fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a link leads from a post to its blog's front page: a folder above the post's address.
fn is_home(link: &str, url: &str) -> bool {
    let bare = |url: &str| {
        let url = url
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        url.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned()
    };
    let (link, url) = (bare(link), bare(url));
    url.strip_prefix(&link)
        .is_some_and(|rest| rest.starts_with('/'))
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
fn without_view(url: String) -> String {
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

/// The day in an address like `/2014/06/12/name/`.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split('/').collect();
    let day = parts.windows(3).find(|w| {
        w[0].len() == 4
            && w[1].len() == 2
            && w[2].len() == 2
            && w.iter()
                .all(|part| part.chars().all(|c| c.is_ascii_digit()))
    })?;
    date::parse(&day.join("-"), date::DateOrder::Unknown, None)
}
