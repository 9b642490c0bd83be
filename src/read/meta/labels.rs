//! Labels, tags and categories of the post, not those of the blog.

use scraper::ElementRef;

use crate::note::{Note, NoteKind};
use crate::read::dom;
use crate::read::embedded::Data;
use crate::read::field::Value;
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
    /// Labels, each once, in the page's order: those that a row gives, else those that a word
    /// announces, else what the page's data say.
    pub(crate) fn labels(&mut self) -> Vec<String> {
        let profiles = 0..self.context.profiles.len();
        let of_rows = profiles
            .into_iter()
            .find_map(|profile| self.of_rows(profile));
        if let Some(values) = of_rows {
            self.chose("labels", values[0].rule);
            return distinct(values.into_iter().map(|value| value.text));
        }
        let labels = |data: &Data| Some(data.labels.clone()).filter(|labels| !labels.is_empty());
        if let Some((labels, rule)) = self.in_data("labels", labels) {
            self.chose("labels", &rule);
            return distinct(labels.into_iter());
        }
        if let Some(labels) = self.announced() {
            let message = "links behind a word for labels are the post's labels";
            let note = Note::new(NoteKind::Guessed, "read.labels.announced", message);
            self.context.note(note);
            return labels;
        }
        let keywords = self.keywords();
        if keywords.is_empty() {
            return self.embedded.meta.tags.clone();
        }
        keywords
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

    /// What the first row that answers gives, less the blog's own labels, and with what any row
    /// finds in a strip behind the post.
    fn of_rows(&self, profile: usize) -> Option<Vec<Value<'a>>> {
        let own = |value: &Value<'a>| !in_tag_cloud(value.element);
        let mut rows = self.rows(|post| &post.labels, profile);
        let (near, mut values) = rows.find_map(|answer: Answer<'a>| {
            let values: Vec<Value<'a>> = answer.values.into_iter().filter(own).collect();
            (!values.is_empty()).then_some((answer.near, values))
        })?;
        if near {
            let rows = &self.context.profiles[profile].post.labels;
            let strip = rows.all(self.context.dom, |_| true);
            values.extend(strip.filter(|value| self.is_in_strip(value.element) && own(value)));
        }
        Some(values)
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
            dom.weight(*element).text <= LONGEST_ANNOUNCEMENT
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

/// Labels without a hash sign or a comma, each once.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for text in texts {
        let label = text.trim_start_matches('#').trim_end_matches(',').trim();
        if !label.is_empty() && !labels.iter().any(|known| known == label) {
            labels.push(label.to_owned());
        }
    }
    labels
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
