//! Labels, tags and categories of the post, not those of the blog.

use std::collections::HashSet;

use scraper::ElementRef;

use crate::read::dom;
use crate::read::embedded::Tag;
use crate::read::field::Value;
use crate::read::meta::site::key;
use crate::read::meta::source::{Claim, LABELS, Source};
use crate::read::meta::{Answer, Meta};

/// Containers of words that look like labels but are the blog's, not the post's.
const TAG_CLOUDS: &[&str] = &[
    "tagcloud",
    "wp_widget_tag_cloud",
    "widget_tag_cloud",
    "widget_categories",
    "sidebar",
];

/// Bytes of text in a strip behind the post that may hold its labels.
const STRIP: u32 = 600;

/// What themes write before a post's labels, in lower case, without the colon.
const ANNOUNCEMENTS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "tags",
            "tagged",
            "tagged with",
            "labels",
            "filed under",
            "categories",
            "topics",
            "posted in",
            "article tags",
        ],
    ),
    (
        "de",
        &[
            "schlagwörter",
            "schlagworte",
            "kategorien",
            "kategorie",
            "abgelegt unter",
            "stichwörter",
        ],
    ),
    (
        "fr",
        &[
            "étiquettes",
            "mots-clés",
            "catégories",
            "classé dans",
            "libellés",
        ],
    ),
    (
        "es",
        &["etiquetas", "categorías", "archivado en", "publicado en"],
    ),
    ("pt", &["marcadores", "categorias", "arquivado em"]),
    ("it", &["etichette", "categorie", "pubblicato in"]),
    ("nl", &["labels", "categorieën", "trefwoorden"]),
    ("pl", &["etykiety", "tagi", "kategorie"]),
    ("sv", &["etiketter", "kategorier", "taggar"]),
    ("tr", &["etiketler", "kategoriler"]),
    ("ru", &["метки", "теги", "рубрики", "ярлыки", "рубрика"]),
    ("ja", &["タグ", "カテゴリ", "カテゴリー", "ラベル"]),
    ("ko", &["태그", "카테고리", "라벨"]),
    ("zh", &["标签", "標籤", "分类", "分類"]),
    ("ar", &["الوسوم", "التصنيفات", "التسميات"]),
];

impl<'a> Meta<'a, '_> {
    /// Labels, each once, in the page's order.
    pub(crate) fn labels(&mut self) -> Vec<String> {
        let shown = |labels: &Vec<String>| labels.join(", ");
        let same = |one: &Vec<String>, other: &Vec<String>| is_same(one, other);
        let claim = self.settle(&LABELS, Self::labels_by, shown, same);
        let claim = claim.or_else(|| self.settle(&LABELS, Self::sections_by, shown, same));
        claim.map(|claim| claim.value).unwrap_or_default()
    }

    fn labels_by(&self, source: Source) -> Option<Claim<Vec<String>>> {
        let head = &self.embedded.meta;
        let (labels, rule) = match source {
            Source::Profile | Source::Markup | Source::Theme => self.of_rows(source)?,
            Source::Nearby => (self.announced()?, "read.labels.announced".to_owned()),
            Source::Platform => {
                let claim = self.in_data("labels", |data| Some(data.labels.clone()))?;
                (claim.value, claim.rule)
            }
            Source::JsonLd => (self.keywords(), "read.json_ld.keywords".to_owned()),
            Source::Head => (self.labels_in_head(), head.rule(Tag::Label)),
            Source::Address | Source::Text => return None,
        };
        let labels = distinct(labels.into_iter());
        (!labels.is_empty()).then(|| Claim::new(labels, rule))
    }

    /// The keywords of the page's data. Where the platform marks those that are labels, the others
    /// are its own switches.
    fn keywords(&self) -> Vec<String> {
        let prefix = &self.context.profiles[0].post.keyword_prefix;
        let article = self.embedded.article.as_ref();
        let keywords = article.into_iter().flat_map(|article| &article.keywords);
        let labels = keywords.filter_map(|keyword| keyword.strip_prefix(prefix.as_str()));
        labels.map(str::to_owned).collect()
    }

    /// The labels that `<meta>` tells. Those that are written for search engines count where the
    /// page shows them, too, as a link.
    fn labels_in_head(&self) -> Vec<String> {
        let head = &self.embedded.meta;
        let labels = head.all(Tag::Label);
        if head.rule(Tag::Label) != "read.meta.keywords" || labels.is_empty() {
            return labels.to_vec();
        }
        let elements = self.context.dom.elements().iter();
        let links = elements.filter(|element| element.value().name() == "a");
        let shown: HashSet<String> = links.map(|link| key(&dom::text_of(*link))).collect();
        let is_shown = |label: &&String| shown.contains(&key(label));
        labels.iter().filter(is_shown).cloned().collect()
    }

    /// The blog's sections that the post stands in: labels where there are no others.
    fn sections_by(&self, source: Source) -> Option<Claim<Vec<String>>> {
        let head = &self.embedded.meta;
        let (sections, rule) = match source {
            Source::JsonLd => {
                let sections = &self.embedded.article.as_ref()?.sections;
                (sections.clone(), "read.json_ld.sections".to_owned())
            }
            Source::Head => (head.all(Tag::Section).to_vec(), head.rule(Tag::Section)),
            Source::Profile
            | Source::Markup
            | Source::Theme
            | Source::Nearby
            | Source::Platform
            | Source::Address
            | Source::Text => return None,
        };
        let sections = distinct(sections.into_iter());
        (!sections.is_empty()).then(|| Claim::new(sections, rule))
    }

    /// What the first row that answers gives, less the blog's own labels, and with what any row
    /// finds in a strip behind the post.
    fn of_rows(&self, source: Source) -> Option<(Vec<String>, String)> {
        let own = |value: &Value<'a>| !in_tag_cloud(value.element);
        let mut rows = self.rows_of(|post| &post.labels, source);
        let (near, mut values) = rows.find_map(|answer: Answer<'a>| {
            let values: Vec<Value<'a>> = answer.values.into_iter().filter(own).collect();
            (!values.is_empty()).then_some((answer.near, values))
        })?;
        if near {
            let rows = self.all_of(|post| &post.labels, source);
            values.extend(rows.filter(|value| self.is_in_strip(value.element) && own(value)));
        }
        let rule = values[0].rule.to_owned();
        Some((values.into_iter().map(|value| value.text).collect(), rule))
    }

    /// Whether an element is in a short sibling of the post's own element.
    fn is_in_strip(&self, element: ElementRef<'a>) -> bool {
        let dom = self.context.dom;
        let Some(item) = self.located.item else {
            return false;
        };
        let mut siblings = item.next_siblings().filter_map(ElementRef::wrap);
        siblings.any(|strip| dom.holds(strip, element) && dom.weight(strip).text <= STRIP)
    }

    /// The links beside the first short text in the post's element that announces labels.
    fn announced(&self) -> Option<Vec<String>> {
        let dom = self.context.dom;
        let body = self.located.body;
        let parent = || body.parent().and_then(ElementRef::wrap);
        let around = self.located.item.or_else(parent).unwrap_or(body);
        let candidates = dom.elements()[dom.subtree(around)].iter().copied();
        let mut announcing = candidates.filter(|element| {
            (1..=LONGEST_ANNOUNCEMENT).contains(&dom.weight(*element).text)
                && !(self.is_comment)(*element)
                && announces(&dom::text_of(*element))
        });
        announcing.find_map(|element| {
            let strip = element.parent().and_then(ElementRef::wrap)?;
            if dom.weight(strip).text > STRIP {
                return None;
            }
            let behind = dom.subtree(element).end..dom.subtree(strip).end;
            let links = dom.elements()[behind].iter().copied();
            let links =
                links.filter(|element| element.value().name() == "a" && !is_byline(*element));
            Some(distinct(links.map(dom::text_of))).filter(|labels| !labels.is_empty())
        })
    }
}

/// Bytes of the longest announcement, with its colon.
const LONGEST_ANNOUNCEMENT: u32 = 40;

fn announces(text: &str) -> bool {
    let text = text
        .trim()
        .trim_end_matches([':', '：'])
        .trim_end()
        .to_lowercase();
    ANNOUNCEMENTS
        .iter()
        .any(|(_, words)| words.contains(&text.as_str()))
}

/// Whether a link leads to the post itself or to its author.
fn is_byline(link: ElementRef<'_>) -> bool {
    let rel = dom::attribute(link, "rel").unwrap_or_default();
    rel.split_ascii_whitespace()
        .any(|word| matches!(word, "bookmark" | "author"))
}

/// What blogs file posts under that nobody filed, in lower case.
const UNFILED: &[&str] = &[
    "uncategorized",
    "uncategorised",
    "unkategorisiert",
    "nicht kategorisiert",
    "non classé",
    "non classifié(e)",
    "sin categoría",
    "sin categorizar",
    "sem categoria",
    "senza categoria",
    "non categorizzato",
    "geen categorie",
    "niet gecategoriseerd",
    "bez kategorii",
    "nezařazené",
    "nezaradené",
    "okategoriserade",
    "ikke kategoriseret",
    "ukategorisert",
    "luokittelematon",
    "без рубрики",
    "без категорії",
    "kategorilenmemiş",
    "tak berkategori",
    "chưa được phân loại",
    "غير مصنف",
    "دسته‌بندی نشده",
    "未分类",
    "未分類",
    "미분류",
];

/// Labels without a hash sign or a comma, each once, whatever its capitals.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for text in texts {
        let label = text.trim_start_matches('#').trim_end_matches(',').trim();
        let small = label.to_lowercase();
        let is_new = labels.iter().all(|known| known.to_lowercase() != small);
        if !label.is_empty() && is_new && !UNFILED.contains(&small.as_str()) {
            labels.push(label.to_owned());
        }
    }
    labels
}

/// Whether the labels of one source are all among the other's.
fn is_same(one: &[String], other: &[String]) -> bool {
    let keys = |labels: &[String]| labels.iter().map(|label| key(label)).collect::<Vec<_>>();
    let (one, other) = (keys(one), keys(other));
    let holds = |all: &[String], some: &[String]| some.iter().all(|label| all.contains(label));
    holds(&one, &other) || holds(&other, &one)
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
