//! From the size that a page shows to the file that was uploaded, by rules of addresses.
//!
//! A page shows a photo 320 pixels wide; its platform still has the 3000 that were uploaded,
//! under an address that differs in a few letters. What those are is a table, [`rules::RULES`].
//! A rule only makes a guess: the address that the page shows is always the last to be tried.

use url::Url;

pub mod rules;

/// An address to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where the file may be.
    pub url: String,
    /// The rule that made it, or [`SHOWN`].
    pub rule: &'static str,
}

/// The rule of the address that the page itself shows.
pub const SHOWN: &str = "shown";

/// The rule of what an archive's address names: the place that the archive copied.
pub const ARCHIVED: &str = "archived";

/// The addresses to try for an image, best first, each once; the shown one is among them, and
/// the last unless it is an archive's copy.
///
/// An address of the Wayback Machine counts as the one that it copied: the rules are applied to
/// that, then comes the archive's copy, without its banner, and at last the bare original, which
/// may be another image by now.
///
/// ```
/// use repost::migrate::assets::original::candidates;
///
/// let shown = "http://4.bp.blogspot.com/-x/TA/AAAAAAAAAB0/yz/s320/harbour.jpg";
/// let urls: Vec<String> = candidates(shown).into_iter().map(|it| it.url).collect();
/// assert_eq!(urls[0], "http://4.bp.blogspot.com/-x/TA/AAAAAAAAAB0/yz/s0/harbour.jpg");
/// assert_eq!(urls.last().map(String::as_str), Some(shown));
/// ```
pub fn candidates(shown: &str) -> Vec<Candidate> {
    let shown = shown.trim();
    let mut found = Vec::new();
    if let Some(copy) = archived(shown) {
        derive(&copy.original, &mut found);
        push(&mut found, copy.raw(), SHOWN);
        push(&mut found, copy.original, ARCHIVED);
    } else {
        derive(shown, &mut found);
        push(&mut found, with_scheme(shown), SHOWN);
    }
    found
}

/// What the rules make of an address; a rule's result may fit another rule (a WordPress size
/// behind WordPress.com's image server), so its results are asked again.
fn derive(shown: &str, found: &mut Vec<Candidate>) {
    /// How many rules can follow each other.
    const STEPS: usize = 3;
    let mut asked = vec![with_scheme(shown)];
    for _ in 0..STEPS {
        let made: Vec<Candidate> = asked.iter().flat_map(|url| apply(url)).collect();
        asked = made.iter().map(|it| it.url.clone()).collect();
        // What was made of a made address is nearer to the original.
        found.splice(0..0, made);
    }
    let mut seen = Vec::new();
    found.retain(|it| {
        it.url != shown && !seen.contains(&it.url) && {
            seen.push(it.url.clone());
            true
        }
    });
}

/// The addresses that the first rule which knows this one makes of it.
fn apply(url: &str) -> Vec<Candidate> {
    let Ok(parsed) = Url::parse(url) else {
        return Vec::new();
    };
    if !matches!(parsed.scheme(), "http" | "https") {
        return Vec::new();
    }
    let made = rules::RULES.iter().find_map(|rule| {
        let urls = rule.apply(&parsed);
        (!urls.is_empty()).then_some((rule.name, urls))
    });
    let Some((rule, urls)) = made else {
        return Vec::new();
    };
    let others = urls.into_iter().filter(|made| made != url);
    others.map(|url| Candidate { url, rule }).collect()
}

fn push(found: &mut Vec<Candidate>, url: String, rule: &'static str) {
    if found.iter().all(|it| it.url != url) {
        found.push(Candidate { url, rule });
    }
}

/// `//host/path` is https: every platform here answers to it.
fn with_scheme(url: &str) -> String {
    if url.starts_with("//") {
        format!("https:{url}")
    } else {
        url.to_owned()
    }
}

/// A copy in the Wayback Machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// The address that was copied.
    pub original: String,
    /// When it was copied, as the archive writes it: up to 14 digits.
    pub stamp: String,
}

impl Archived {
    /// The address of the copy as it was received, without anything that the archive adds.
    pub fn raw(&self) -> String {
        format!(
            "https://web.archive.org/web/{}im_/{}",
            self.stamp, self.original
        )
    }
}

/// What an address of the Wayback Machine names, or `None` where it is another address.
///
/// ```
/// use repost::migrate::assets::original::archived;
///
/// let copy = archived("/web/20140102030405im_/http://blog.example/a.png").expect("it is one");
/// assert_eq!(copy.original, "http://blog.example/a.png");
/// ```
pub fn archived(url: &str) -> Option<Archived> {
    let after_scheme = url
        .strip_prefix("https:")
        .or_else(|| url.strip_prefix("http:"))
        .unwrap_or(url);
    let hosts = ["//web.archive.org", "//wayback.archive.org"];
    let path = hosts
        .iter()
        .find_map(|host| after_scheme.strip_prefix(host))
        .or_else(|| after_scheme.starts_with("/web/").then_some(after_scheme))?;
    let (stamp, original) = path.strip_prefix("/web/")?.split_once('/')?;
    let digits = stamp.len() - stamp.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (stamp, mark) = stamp.split_at(digits);
    let is_mark = mark.is_empty() || (mark.len() == 3 && mark.ends_with('_'));
    if !(1..=14).contains(&digits) || !is_mark {
        return None;
    }
    Some(Archived {
        original: with_two_slashes(original)?,
        stamp: stamp.to_owned(),
    })
}

/// Some programs write the address inside another one with one slash.
fn with_two_slashes(url: &str) -> Option<String> {
    for scheme in ["http:/", "https:/"] {
        if let Some(rest) = url.strip_prefix(scheme) {
            return Some(format!("{scheme}/{}", rest.trim_start_matches('/')));
        }
    }
    // The archive takes an address without a scheme, too.
    let host = url.split('/').next().unwrap_or_default();
    host.contains('.').then(|| format!("http://{url}"))
}

#[cfg(test)]
mod tests;
