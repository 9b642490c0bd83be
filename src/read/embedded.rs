//! stub
#[derive(Default)]
pub(crate) struct Article {
    pub headline: Option<String>,
    pub authors: Vec<(String, Option<String>)>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
}
#[derive(Default)]
pub(crate) struct MetaTags {
    pub og_title: Option<String>,
    pub author: Option<String>,
    pub article_published: Option<String>,
    pub article_modified: Option<String>,
    pub og_locale: Option<String>,
    pub og_site_name: Option<String>,
}
#[derive(Default)]
pub(crate) struct Blog {
    pub page_name: Option<String>,
    pub locale: Option<String>,
}
#[derive(Default)]
pub(crate) struct Embedded {
    pub article: Option<Article>,
    pub meta: MetaTags,
    pub blog: Option<Blog>,
}
impl Embedded {
    pub(crate) fn of(_d: &super::dom::Dom<'_>) -> Self {
        Self::default()
    }
}
