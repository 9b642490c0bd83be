//! When two addresses are one post's.

use std::borrow::Cow;

use url::Url;

/// What is the same in all addresses of a post: its host in one spelling and its path, without
/// scheme, `www.`, fragment, and the parts of the query that only change how the page is shown.
///
/// `None` for what is no address of a page on the web.
pub fn key(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = host(url.host_str()?);
    let path = path(url.path());
    let query = query(&url);
    Some(format!("{host}{path}{query}"))
}

/// A host as it is compared: a blog on Blogger has one in every country.
pub fn host(host: &str) -> String {
    let lower = host.to_ascii_lowercase();
    let bare = lower.strip_prefix("www.").unwrap_or(&lower);
    match bare.split_once(".blogspot.") {
        Some((blog, _)) => format!("{blog}.blogspot.com"),
        None => bare.to_owned(),
    }
}

/// A path as it is compared: percent signs in one spelling, no index page, no slash at its end.
pub fn path(path: &str) -> String {
    let decoded = percent_decoded(path);
    let mut rest: &str = &decoded;
    for index in ["/index.html", "/index.htm", "/index.php", "/amp", "/amp/"] {
        rest = rest.strip_suffix(index).unwrap_or(rest);
    }
    let rest = rest.trim_end_matches('/');
    if rest.is_empty() {
        "/".to_owned()
    } else {
        rest.to_owned()
    }
}

/// The parts of a query that choose the page: an id of WordPress, and what is unknown. What
/// Blogger, trackers and crawlers add shows the same post.
fn query(url: &Url) -> String {
    const SHOWN: &[&str] = &[
        "m",
        "showComment",
        "commentPage",
        "spref",
        "hl",
        "pli",
        "print",
        "amp",
        "replytocom",
        "share",
    ];
    let mut parts: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !SHOWN.contains(&name.as_ref()) && !name.starts_with("utm_"))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    parts.sort();
    if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    }
}

/// Letters for percent signs; what is no UTF-8 then stays as it stands.
fn percent_decoded(path: &str) -> Cow<'_, str> {
    let decoded = percent_encoding::percent_decode_str(path);
    decoded.decode_utf8().unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_a_post_have_one_key() {
        let post = key("http://hill.blogspot.com/2014/06/ferry.html").unwrap();
        for same in [
            "https://hill.blogspot.com/2014/06/ferry.html?m=1",
            "http://hill.blogspot.de/2014/06/ferry.html#c12",
            "http://www.hill.blogspot.com/2014/06/ferry.html?showComment=140&utm_source=x#c140",
        ] {
            assert_eq!(key(same).as_deref(), Some(post.as_str()), "{same}");
        }
        assert_ne!(
            key("http://hill.blogspot.com/2014/06/boat.html").unwrap(),
            post
        );
    }

    #[test]
    fn paths_are_one_however_they_are_spelt() {
        assert_eq!(
            key("https://www.hill.example/caf%C3%A9/"),
            key("http://hill.example/café")
        );
        assert_eq!(
            key("https://hill.example/a/index.html"),
            key("https://hill.example/a")
        );
        assert_ne!(
            key("https://hill.example/?p=1"),
            key("https://hill.example/?p=2")
        );
        assert_eq!(key("mailto:a@hill.example"), None);
        assert_eq!(key("/2014/06/ferry.html"), None);
    }
}
