//! Addresses: relative links made absolute, archives' wrappings taken off.

use std::borrow::Cow;

use scraper::Html;
use url::Url;

use crate::input::{Page, archive};

pub mod declared;

use declared::Declared;

/// How browsers name the folder beside a page that was saved "complete", by their language.
const FOLDERS: &[&str] = &[
    "_files",
    ".files",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_file",
    "_bestanden",
    "_filer",
    "_tiedostot",
    "_pliki",
    "_soubory",
];

/// Resolves the links of one page.
#[derive(Debug, Default)]
pub struct Addresses {
    base: Option<Url>,
}

impl Addresses {
    /// Links are relative to `base`, the page's own address; without it they stay as they are.
    /// A base that is not on the web is none.
    pub fn new(base: Option<&str>) -> Self {
        Self {
            base: base.and_then(|url| web(&unwrapped(url))),
        }
    }

    /// Links are relative to what the page's `<base>` says, else to the address that the page was
    /// saved from, else to the one that the page calls its own.
    pub fn for_page(page: &Page) -> Self {
        Self::of(&page.html, page.source.url.as_deref())
    }

    fn of(html: &Html, saved_from: Option<&str>) -> Self {
        let declared = Declared::of(html);
        let saved_from = saved_from.and_then(|url| web(&unwrapped(url)));
        let base = declared.base.as_deref().map(|href| unwrapped(href.trim()));
        let base = base.and_then(|href| match &saved_from {
            Some(url) => url.join(&href).ok().filter(is_web),
            None => web(&href),
        });
        let own = || declared.own().and_then(|url| web(&unwrapped(url.trim())));
        Self {
            base: base.or(saved_from).or_else(own),
        }
    }

    /// Where relative links lead from.
    pub fn base(&self) -> Option<&Url> {
        self.base.as_ref()
    }

    /// The address as the document holds it: trimmed, unwrapped from an archive, absolute where
    /// that is possible. None for an empty one.
    ///
    /// The files that a browser saved beside the page stay relative to it: they were never at such
    /// an address on the web.
    pub fn resolve(&self, href: &str) -> Option<String> {
        let href = clean(href);
        if href.is_empty() {
            return None;
        }
        if let Some(copy) = archive::unwrap(&href) {
            return Some(copy.original.into_owned());
        }
        if has_scheme(&href) || is_beside_the_page(&href) {
            return Some(href.into_owned());
        }
        if let Some(url) = self.base.as_ref().and_then(|base| base.join(&href).ok()) {
            return Some(url.into());
        }
        Some(if href.starts_with("//") {
            format!("https:{href}")
        } else {
            href.into_owned()
        })
    }
}

fn unwrapped(url: &str) -> Cow<'_, str> {
    archive::unwrap(url).map_or(Cow::Borrowed(url), |copy| copy.original)
}

fn web(url: &str) -> Option<Url> {
    Url::parse(url).ok().filter(is_web)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// As browsers read an address: without white space and control characters around it, and without
/// line breaks and tabs in it.
fn clean(href: &str) -> Cow<'_, str> {
    let href = href.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
    if href.contains(['\n', '\r', '\t']) {
        return Cow::Owned(href.replace(['\n', '\r', '\t'], ""));
    }
    Cow::Borrowed(href)
}

fn has_scheme(href: &str) -> bool {
    let end = href
        .bytes()
        .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.'));
    href.starts_with(|c: char| c.is_ascii_alphabetic())
        && end.is_some_and(|end| href.as_bytes()[end] == b':')
}

/// `./Bread_files/loaf.jpg`.
fn is_beside_the_page(href: &str) -> bool {
    let href = href.strip_prefix("./").unwrap_or(href);
    let folder = href.split_once('/').map(|(folder, _)| folder);
    folder.is_some_and(|folder| FOLDERS.iter().any(|end| folder.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(base: Option<&str>, href: &str) -> Option<String> {
        Addresses::new(base).resolve(href)
    }

    #[test]
    fn links_are_relative_to_the_base() {
        let base = Some("https://a.example/2014/06/post.html?x=1");
        for (href, expected) in [
            ("../05/", "https://a.example/2014/05/"),
            ("#c1", "https://a.example/2014/06/post.html?x=1#c1"),
            ("//b.example/x", "https://b.example/x"),
            (" \n/x\ty\n ", "https://a.example/xy"),
            ("http://B.example/%7Ex y", "http://B.example/%7Ex y"),
            ("mailto:jo@a.example", "mailto:jo@a.example"),
            ("java\nscript:x", "javascript:x"),
            ("file:///C:/x.html", "file:///C:/x.html"),
            ("./Bread_files/loaf.jpg", "./Bread_files/loaf.jpg"),
            ("Brot-Dateien/laib.jpg", "Brot-Dateien/laib.jpg"),
            ("my_files.html", "https://a.example/2014/06/my_files.html"),
            ("é?q", "https://a.example/2014/06/%C3%A9?q"),
        ] {
            assert_eq!(resolved(base, href).as_deref(), Some(expected), "{href}");
        }
    }

    #[test]
    fn without_a_base_relative_links_stay() {
        for (href, expected) in [
            ("../x", Some("../x")),
            ("#c1", Some("#c1")),
            ("//b.example/x", Some("https://b.example/x")),
            (" \n ", None),
        ] {
            assert_eq!(resolved(None, href).as_deref(), expected, "{href}");
            assert_eq!(
                resolved(Some("file:///C:/x.html"), href).as_deref(),
                expected
            );
        }
    }

    #[test]
    fn the_copies_of_archives_are_unwrapped() {
        let base = Some("https://web.archive.org/web/2014/http://a.example/x/");
        for (href, expected) in [
            (
                "/web/20140612im_/http://b.example/y.png",
                "http://b.example/y.png",
            ),
            ("y", "http://a.example/x/y"),
        ] {
            assert_eq!(resolved(base, href).as_deref(), Some(expected), "{href}");
        }
    }

    #[test]
    fn the_base_is_the_pages_own_before_it_is_guessed() {
        let all = "<base href=/b/><link rel=canonical href=https://c.example/>";
        let canonical = "<base href='javascript:x'><link rel='x Canonical' href=https://c.example/>\
                         <meta property=og:url content=https://o.example/>";
        let og =
            "<link rel=canonical href=/c><meta property='og:url' content='https://o.example/'>";
        let saved = Some("https://a.example/x/y");
        for (page, saved_from, expected) in [
            (all, saved, Some("https://a.example/b/")),
            (all, None, Some("https://c.example/")),
            (canonical, saved, Some("https://a.example/x/y")),
            (canonical, None, Some("https://c.example/")),
            (og, None, Some("https://o.example/")),
            ("<p>x", None, None),
        ] {
            let html = Html::parse_document(page);
            let addresses = Addresses::of(&html, saved_from);
            assert_eq!(addresses.base().map(Url::as_str), expected, "{page}");
        }
    }
}
