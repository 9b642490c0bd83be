//! The last part of a post's new address.

use unicode_normalization::UnicodeNormalization as _;

/// The longest slug, in bytes.
const LONGEST: usize = 80;

/// A slug of what a post has: the platform's own, else the last part of its address, else its
/// title, else its day; `post` where there is nothing.
pub(crate) fn slug(own: Option<&str>, url: Option<&str>, title: &str, day: Option<&str>) -> String {
    let last = url.and_then(last_part);
    let candidates = [own, last.as_deref(), Some(title), day];
    let made = candidates.into_iter().flatten().map(made_of);
    made.into_iter()
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "post".to_owned())
}

/// The last part of an address's path without its ending; none for a front page.
fn last_part(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let path = crate::migrate::identity::path(url.path());
    let last = path.rsplit('/').next().filter(|last| !last.is_empty())?;
    let stem = last
        .rsplit_once('.')
        .filter(|(_, ending)| is_ending(ending));
    Some(stem.map_or(last, |(stem, _)| stem).to_owned())
}

fn is_ending(ending: &str) -> bool {
    ["html", "htm", "php", "asp", "aspx", "shtml"].contains(&ending.to_ascii_lowercase().as_str())
}

/// Letters and digits in lower case, Latin ones without their marks, everything else as `-`.
fn made_of(text: &str) -> String {
    let mut out = String::new();
    for c in without_marks(text).nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_vowel_sign(c) {
            out.push(c);
        } else if !matches!(c, '\'' | '’') && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let end = crate::walk::boundary(&out, LONGEST);
    let cut = &out[..end];
    // Not in the middle of a word, where there is another one before it.
    let cut = match cut.rfind('-') {
        Some(dash) if end < out.len() && dash > LONGEST / 2 => &cut[..dash],
        _ => cut,
    };
    cut.trim_matches('-').to_owned()
}

/// Decomposed, and less the accents over Latin letters: `й` and `が` are letters of their own.
fn without_marks(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut is_latin = false;
    text.nfd().filter(move |c| {
        let is_accent = matches!(c, '\u{300}'..='\u{36f}');
        if !is_accent {
            is_latin = c.is_ascii_alphabetic();
        }
        !(is_accent && is_latin)
    })
}

/// Signs that belong to the letter before them in the scripts of South and South-East Asia.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_own_slug_comes_first() {
        let url = Some("http://hill.example/2014/06/ferry-returns.html");
        assert_eq!(slug(Some("Old Slug"), url, "Title", None), "old-slug");
        assert_eq!(slug(None, url, "Title", None), "ferry-returns");
        assert_eq!(
            slug(
                None,
                Some("http://hill.example/?p=12"),
                "Çà & là, l’été!",
                None
            ),
            "ca-la-lete"
        );
        assert_eq!(slug(None, None, "???", Some("2014-06-12")), "2014-06-12");
        assert_eq!(slug(None, None, "", None), "post");
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(slug(None, None, "Москва — зимой", None), "москва-зимой");
        assert_eq!(slug(None, None, "東京 の 冬", None), "東京-の-冬");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let slug = slug(None, None, &"harbour ".repeat(30), None);
        assert!(slug.len() <= 80 && slug.ends_with("harbour"), "{slug}");
    }
}
