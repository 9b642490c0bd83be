//! Who wrote the post.

use crate::document::Author;
use crate::read::byline;
use crate::read::embedded::Data;
use crate::read::meta::{Answer, Meta};

impl Meta<'_, '_> {
    /// Who wrote the post.
    pub(crate) fn author(&mut self) -> Option<Author> {
        let (name, rule) = self.author_name()?;
        self.chose("author", &rule);
        let url = self
            .values(|post| &post.author_url, 0)
            .find_map(|value| self.context.addresses.resolve(&value.text));
        Some(Author { name, url })
    }

    fn author_name(&self) -> Option<(String, String)> {
        let embedded = self.embedded;
        let from_data = || {
            let names =
                |data: &Data| Some(data.authors.join(", ")).filter(|names| !names.is_empty());
            self.in_data("author", names)
        };
        let from_article = || {
            let authors = &embedded.article.as_ref()?.authors;
            let names: Vec<&str> = authors.iter().map(|author| author.0.as_str()).collect();
            (!names.is_empty()).then(|| (names.join(", "), "read.json_ld.author".to_owned()))
        };
        let from_meta = || {
            let name = byline::clean(embedded.meta.author.as_deref()?)?;
            Some((name, "read.meta.author".to_owned()))
        };
        let from_rows = |profile| {
            self.rows(|post| &post.author, profile)
                .find_map(|answer| names_in(&answer))
        };
        from_rows(0)
            .or_else(from_data)
            .or_else(from_article)
            .or_else(from_meta)
            .or_else(|| from_rows(1))
    }
}

/// The names that one row gives, and the row. One name far from the post may be its author's;
/// several are other posts'.
fn names_in(answer: &Answer<'_>) -> Option<(String, String)> {
    let mut names: Vec<String> = Vec::new();
    for value in &answer.values {
        let name = byline::clean(&value.text);
        names.extend(name.filter(|name| !names.contains(name)));
    }
    let several = if answer.near {
        names.len()
    } else {
        names.len().min(1)
    };
    let rule = answer.values.first()?.rule.to_owned();
    (several > 0).then(|| (names[..several].join(", "), rule))
}
