//! Whose address a link is: the blog's own, or a source's.

use url::Url;

use crate::document::Document;
use crate::walk;

/// The host of an address on the web, without `www.`.
fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// Whether a link leads to another site than the post's own. Without the post's own address
/// every absolute link does.
pub(super) fn is_elsewhere(url: &str, document: &Document) -> bool {
    let Some(host) = host(url) else {
        return false;
    };
    let own = document.source.url.as_deref().and_then(self::host);
    own.is_none_or(|own| site(&own) != site(&host))
}

/// The part of a host that tells sites apart: `example.blogspot.ca` is `example.blogspot.com`.
fn site(host: &str) -> &str {
    match host.find(".blogspot.") {
        Some(at) => &host[..at],
        None => host,
    }
}

/// Whether two links lead to the same site.
pub(super) fn same_site(one: &str, other: &str) -> bool {
    host(one).is_some_and(|one| host(other) == Some(one))
}

/// Whether a site's address says its name: `theguardian.com` "The Guardian", `wsj.com` "Wall
/// Street Journal".
pub(super) fn names_site(name: &str, url: &str) -> bool {
    let Some(host) = host(url) else {
        return false;
    };
    let lower = name.to_lowercase();
    let words: Vec<&str> = walk::words(&lower).collect();
    let joined: String = words.concat();
    let joined = joined.strip_prefix("the").unwrap_or(&joined);
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    host.split('.').any(|label| {
        let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
        let contained = joined.len() > 2 && label.contains(joined);
        contained || (label.len() > 3 && joined.contains(&label)) || label == initials
    })
}

#[cfg(test)]
mod tests {
    use super::names_site;

    #[test]
    fn a_name_is_found_in_its_address() {
        assert!(names_site("The Guardian", "https://www.theguardian.com/x"));
        assert!(names_site("Wall Street Journal", "http://online.wsj.com/x"));
        assert!(names_site("Reuters", "http://www.reuters.com/article"));
        assert!(!names_site("Listen", "https://example.org/episode"));
        assert!(!names_site("Buy it here", "https://shop.example.com/x"));
    }
}
