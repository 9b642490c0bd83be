//! WordPress, WordPress.com and its image server.

use url::Url;

use super::{inner, is_number, split_ending, split_path, with_path};

/// What the image server is asked to do, as keys of a query.
const SETTINGS: &[&str] = &[
    "w",
    "h",
    "resize",
    "fit",
    "crop",
    "quality",
    "strip",
    "zoom",
    "ssl",
    "lb",
    "ulb",
    "filter",
    "brightness",
    "contrast",
    "colorize",
    "smooth",
    "is-pending-load",
    "size",
    "width",
    "height",
    "unsharp",
    "unsharpmask",
    "cb",
];

/// `https://i0.wp.com/HOST/PATH?w=300&ssl=1`: the file on its own host, then the server's whole
/// copy, which may outlive it.
pub(super) fn behind_photon(url: &Url) -> Vec<String> {
    let path = url.path().trim_start_matches('/');
    let host = path.split('/').next().unwrap_or_default();
    if !host.contains('.') {
        return Vec::new();
    }
    let is_secure = url
        .query_pairs()
        .any(|(key, value)| key == "ssl" && value == "1");
    let scheme = if is_secure { "https" } else { "http" };
    let own = inner(path).unwrap_or_else(|| format!("{scheme}://{path}"));
    let whole = with_path(url, url.path());
    // Without the mark the server would ask the file's host in plain text.
    vec![
        own,
        if is_secure {
            format!("{whole}?ssl=1")
        } else {
            whole
        },
    ]
}

/// A file on a host that serves uploads only.
pub(super) fn original(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    let mut made: Vec<String> = upload_names(name)
        .into_iter()
        .map(|name| {
            let mut made = url.clone();
            made.set_path(&format!("{folder}{name}"));
            without_settings(&made)
        })
        .collect();
    made.push(without_settings(url));
    made.dedup();
    made
}

/// A file in the folder of uploads of any WordPress.
pub(super) fn uploaded(url: &Url) -> Vec<String> {
    let path = url.path();
    if path.contains("/wp-content/uploads/") || path.contains("/wp-content/blogs.dir/") {
        original(url)
    } else {
        Vec::new()
    }
}

/// The address without what the image server is asked to do; other keys may be a signature.
fn without_settings(url: &Url) -> String {
    let Some(query) = url.query() else {
        return with_path(url, url.path());
    };
    let others = query.split('&').filter(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        !key.is_empty() && !SETTINGS.contains(&key)
    });
    let others: Vec<&str> = others.collect();
    let mut made = url.clone();
    made.set_fragment(None);
    made.set_query((!others.is_empty()).then(|| others.join("&")).as_deref());
    made.into()
}

/// The names of uploads that a name may be a size of, best first: `a-300x200.jpg` is one of
/// `a.jpg`; `a-scaled.jpg` is the large upload `a.jpg`, made smaller.
fn upload_names(name: &str) -> Vec<String> {
    let (stem, ending) = split_ending(name);
    let stem = stem.strip_suffix("@2x").unwrap_or(stem);
    let whole = without_size(stem).unwrap_or(stem);
    let larger = whole
        .strip_suffix("-scaled")
        .or_else(|| whole.strip_suffix("-rotated"));
    let stems = larger.into_iter().chain([whole]);
    stems
        .filter(|stem| !stem.is_empty())
        .map(|stem| format!("{stem}{ending}"))
        .filter(|made| made != name)
        .collect()
}

/// `a` of `a-300x200`.
fn without_size(stem: &str) -> Option<&str> {
    let (stem, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    (is_number(width) && is_number(height)).then_some(stem)
}
