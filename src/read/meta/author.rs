//! Who wrote the post.

use crate::document::Author;
use crate::read::byline;
use crate::read::meta::Meta;

impl Meta<'_, '_> {
    /// Who wrote the post.
    pub(crate) fn author(&mut self) -> Option<Author> {
        let (name, rule) = self.author_name()?;
        self.chose("author", &rule);
        let mut urls = self.values(|post| &post.author_url, 0).into_iter();
        let url = urls.find_map(|value| self.context.addresses.resolve(&value.text));
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
}
