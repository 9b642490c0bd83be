//! The readable part of a name, from an address.

use percent_encoding::percent_decode_str;

/// The longest slug, in letters.
const LONGEST: usize = 48;

/// Longer runs of letters and digits without a break are no words, but a server's key.
const KEY: usize = 32;

/// The last part of an address in lower-case ASCII letters and digits, its ending left out; what
/// has none of these becomes `image`, `audio`, `video` or `file`.
pub(super) fn of(url: &str, ending: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    // Blogger's size, `=s1600`, and a Twitter size, `:large`, are no part of a name.
    let last = last.split(['=', ':']).next().unwrap_or_default();
    // An address may have been escaped twice.
    let once = percent_decode_str(last).decode_utf8_lossy();
    let name = percent_decode_str(&once).decode_utf8_lossy();
    let name = name.rsplit('/').next().unwrap_or_default();
    let is_host = path.matches('/').count() < 3 && url.contains("//");
    let is_data = url.trim_start().starts_with("data:");
    let words = if is_host || is_data {
        String::new()
    } else {
        words(stem(name))
    };
    let is_key = words.split('-').any(|word| word.len() > KEY);
    match words.as_str() {
        "" => stand_in(ending).to_owned(),
        _ if is_key => stand_in(ending).to_owned(),
        _ => crate::name::portable(&words, stand_in(ending)),
    }
}

/// A name without its ending, if that looks like one.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if (1..=5).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Letters and digits, everything else as single hyphens, not longer than allowed.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
    }
    words.truncate(LONGEST);
    words.trim_end_matches('-').to_owned()
}

fn stand_in(ending: &str) -> &'static str {
    match ending {
        "mp3" | "m4a" | "ogg" | "opus" | "wav" | "flac" => "audio",
        "mp4" | "m4v" | "webm" | "mov" | "avi" | "mkv" => "video",
        "jpg" | "png" | "gif" | "webp" | "avif" | "heif" | "svg" | "bmp" | "ico" | "tif"
        | "jxl" => "image",
        _ => "file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_can_be_read_of_an_address() {
        for (url, slug) in [
            (
                "http://wren.example/a/Old%20Boat%2Bsea.JPG?w=3#x",
                "old-boat-sea",
            ),
            ("http://wren.example/a/IMG_0042.jpeg", "img-0042"),
            ("http://wren.example/a/%2520x.png", "x"),
            (
                "http://wren.example/a/%D0%BB%D0%BE%D0%B4%D0%BA%D0%B0.png",
                "image",
            ),
            ("http://wren.example/caf\u{e9} 1.png", "caf-1"),
            (
                "https://blogger.googleusercontent.com/img/a/AVvXsEgabcdefghijklmnopqrstuvwxyz01234=s320",
                "image",
            ),
            ("https://pbs.example/media/CQ.jpg:large", "cq"),
            ("http://wren.example/", "image"),
            ("http://wren.example", "image"),
            ("http://wren.example/..%2f..%2fetc", "etc"),
            ("http://wren.example/con.png", "con_"),
            ("data:image/png;base64,AAAA/BBBB", "image"),
            ("pictures/a.v2.final.png", "a-v2-final"),
            ("", "image"),
        ] {
            assert_eq!(of(url, "png"), slug, "{url}");
        }
        assert_eq!(of("http://wren.example/x/", "pdf"), "x");
        assert_eq!(of("http://wren.example/?id=3", "pdf"), "file");
    }

    #[test]
    fn a_long_slug_is_cut() {
        let url = format!("http://wren.example/{}.png", "tide-".repeat(40));
        let slug = of(&url, "png");
        assert!(slug.len() <= LONGEST && slug.ends_with("tid"), "{slug}");
    }
}
