//! One name in all the forms in which programs write it to a disk.

use std::path::{Component, Path};

use percent_encoding::percent_decode_str;
use url::Url;

/// The forms in which a name is looked for as it is: decoded, then as the address has it.
pub(super) fn exact(wanted: &str) -> impl Iterator<Item = String> {
    let decoded = percent_decode_str(wanted).decode_utf8().ok();
    let decoded = decoded.map(std::borrow::Cow::into_owned);
    let forms = decoded.into_iter().chain([wanted.to_owned()]);
    forms.filter(|form| is_one_part(form))
}

/// Whether a name stays where it is put: not a path, not a way up, not a drive.
fn is_one_part(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_normal = matches!(parts.next(), Some(Component::Normal(part)) if part == name);
    is_normal && parts.next().is_none() && !name.contains(['\0', '\\'])
}

/// Whether a name of an address and a name on the disk are the same for some program: case,
/// escapes, `+` for a space, and the letters that file systems forbid, which are left out or become
/// `_` or `@`.
pub(super) fn is_same(wanted: &str, name: &str) -> bool {
    folded(wanted) == folded(name)
}

/// A name as it is compared.
pub(super) fn folded(name: &str) -> String {
    let mut text = name.to_owned();
    // What stands escaped in an escaped address is escaped twice.
    for _ in 0..2 {
        if let Ok(decoded) = percent_decode_str(&text).decode_utf8() {
            text = decoded.into_owned();
        }
    }
    let kept = text
        .chars()
        .filter(|c| !c.is_control() && !"?@:*\"<>|\\/_+ ".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether HTTrack may have written `wanted` as `name`: four letters behind its stem.
pub(super) fn is_renamed(wanted: &str, name: &str) -> bool {
    let stem = |name: &str| match name.rsplit_once('.') {
        Some((stem, _)) => folded(stem),
        None => folded(name),
    };
    let wanted = stem(wanted);
    let found = stem(name);
    let mark = found.strip_prefix(&wanted);
    mark.is_some_and(|mark| mark.len() == 4 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The folders that mirrors make for a host: with its port in two forms, without it, with and
/// without `www.`.
pub(super) fn of_host(url: &Url) -> Vec<String> {
    let Some(host) = url.host_str() else {
        return Vec::new();
    };
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let mut names = Vec::new();
    if let Some(port) = url.port() {
        names.extend([format!("{host}:{port}"), format!("{host}+{port}")]);
    }
    names.extend([bare.to_owned(), format!("www.{bare}")]);
    names
}
