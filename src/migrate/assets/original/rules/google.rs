//! Google's image server, behind Blogger, Picasa and Google Photos.
//!
//! The size stands in the path, as `/s320/` before the name, or behind the last `=`. It is made of
//! parts with a hyphen between them: `s320`, `w640`, `h360` are lengths in pixels, `c`, `p`, `k`,
//! `no`, `nu` and more say how to crop and what to add. `s0` asks for the upload as it is.

use url::Url;

use super::{split_path, with_path};

/// The hosts. `googleusercontent.com` has others, which serve no images.
pub(super) const HOSTS: &[&str] = &[
    "bp.blogspot.com",
    "blogger.googleusercontent.com",
    "bp0.blogger.com",
    "bp1.blogger.com",
    "bp2.blogger.com",
    "bp3.blogger.com",
    "lh1.googleusercontent.com",
    "lh2.googleusercontent.com",
    "lh3.googleusercontent.com",
    "lh4.googleusercontent.com",
    "lh5.googleusercontent.com",
    "lh6.googleusercontent.com",
    "lh7.googleusercontent.com",
    "ggpht.com",
    "lh3.google.com",
    "lh4.google.com",
    "lh5.google.com",
    "lh6.google.com",
];

/// The sizes to ask for, and the most pixels that they give: as it is, then the largest that old
/// addresses surely have.
const SIZES: &[(&str, u32)] = &[("s0", u32::MAX), ("s1600", 1600)];

/// The address of the upload.
pub(super) fn original(url: &Url) -> Vec<String> {
    let path = url.path();
    let (folder, name) = split_path(path);
    if let Some((image, shown)) = name.rsplit_once('=')
        && is_size(shown)
    {
        return sized(url, shown, |size| format!("{folder}{image}={size}"));
    }
    let folder = folder.trim_end_matches('/');
    match folder.rsplit_once('/') {
        Some((parent, shown)) if is_size(shown) && !name.is_empty() => {
            sized(url, shown, |size| format!("{parent}/{size}/{name}"))
        }
        // Without a size it is 512 pixels wide.
        Some((_, album)) if is_upload(folder, album) && !name.is_empty() => {
            sized(url, "s512", |size| format!("{folder}/{size}/{name}"))
        }
        _ => Vec::new(),
    }
}

/// The sizes that are not smaller than the shown one.
fn sized(url: &Url, shown: &str, path: impl Fn(&str) -> String) -> Vec<String> {
    let parts = shown.split('-').filter_map(length);
    let largest = match parts.max().unwrap_or(0) {
        // No limit.
        0 => u32::MAX,
        pixels => pixels,
    };
    let sizes = SIZES
        .iter()
        .filter(|(size, pixels)| *size != shown && *pixels >= largest);
    sizes.map(|(size, _)| with_path(url, &path(size))).collect()
}

/// The pixels of a part like `s320`.
fn length(part: &str) -> Option<u32> {
    let digits = part.strip_prefix(['s', 'w', 'h', 'S', 'W', 'H'])?;
    digits.parse().ok().filter(|_| super::is_number(digits))
}

/// `/USER/PHOTO/AAAAAAAAABI/SECRET`: the third part counts, and has many zeros.
fn is_upload(folder: &str, secret: &str) -> bool {
    let mut parts = folder.trim_start_matches('/').split('/');
    let counts = parts.nth(2).is_some_and(|count| count.starts_with("AAAA"));
    counts && parts.next() == Some(secret) && parts.next().is_none()
}

/// Whether this is a size: it begins with a length in pixels.
fn is_size(text: &str) -> bool {
    /// What may stand beside the lengths.
    const FLAGS: &[&str] = &[
        "c", "cc", "ci", "d", "g", "h", "k", "l", "lo", "mo", "n", "nc", "nd", "ng", "no", "nu",
        "nw", "o", "p", "pa", "pd", "pf", "pp", "r", "rh", "rj", "rp", "rw", "rwa", "s", "u",
    ];
    let mut parts = text.split('-');
    let is_length = |part: &str| length(part).is_some();
    let is_setting = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ',');
        letters.is_empty() && part.len() <= 40 && part.contains(|c: char| c.is_ascii_digit())
    };
    parts.next().is_some_and(is_length)
        && parts.all(|part| is_length(part) || FLAGS.contains(&part) || is_setting(part))
}
