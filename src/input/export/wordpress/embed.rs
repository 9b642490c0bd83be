//! Things that WordPress embeds by their address alone.

use super::markup::{escaped, unescaped};

/// Sites whose addresses become players and cards.
const PROVIDERS: &[&str] = &[
    "animoto.com",
    "blip.tv",
    "bsky.app",
    "collegehumor.com",
    "crowdsignal.com",
    "dai.ly",
    "dailymotion.com",
    "facebook.com",
    "flic.kr",
    "flickr.com",
    "funnyordie.com",
    "hulu.com",
    "imgur.com",
    "instagram.com",
    "issuu.com",
    "kickstarter.com",
    "loom.com",
    "mixcloud.com",
    "photobucket.com",
    "pinterest.com",
    "polldaddy.com",
    "rdio.com",
    "reddit.com",
    "reverbnation.com",
    "screencast.com",
    "scribd.com",
    "slideshare.net",
    "smugmug.com",
    "soundcloud.com",
    "speakerdeck.com",
    "spotify.com",
    "ted.com",
    "tiktok.com",
    "tumblr.com",
    "twitter.com",
    "video.google.com",
    "videopress.com",
    "viddler.com",
    "vimeo.com",
    "vine.co",
    "wordpress.tv",
    "x.com",
    "youtu.be",
    "youtube.com",
];

/// Whether an address leads to a site that WordPress embeds things of.
pub(super) fn is_provider(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let fits = |name: &&str| {
        host.strip_suffix(*name)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    !path.is_empty() && PROVIDERS.iter().any(fits)
}

/// Whether a line is an address and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    let rest = line
        .strip_prefix("https://")
        .or_else(|| line.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest
                .chars()
                .any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']'))
    })
}

/// What is shown for an address that stands alone: a player, or a link where nobody knows the
/// site.
pub(super) fn html(url: &str) -> String {
    let url = unescaped(url.trim());
    if is_provider(&url) {
        frame(&url)
    } else {
        link(&url)
    }
}

/// A player.
pub(super) fn frame(url: &str) -> String {
    format!("<div><iframe src=\"{}\"></iframe></div>", escaped(url))
}

/// A link that is its own text.
pub(super) fn link(url: &str) -> String {
    let url = escaped(url);
    format!("<p><a href=\"{url}\">{url}</a></p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_known_by_its_host_and_not_by_its_end() {
        assert!(is_provider("https://www.youtube.com/watch?v=x"));
        assert!(is_provider("http://X.com/a/status/1"));
        assert!(!is_provider("https://notx.com/a"));
        assert!(!is_provider("https://vimeo.com"));
    }

    #[test]
    fn an_address_is_one_word() {
        assert!(is_address("https://a.example/b?c=1&amp;d=2"));
        assert!(!is_address("https://a.example/ b"));
        assert!(!is_address("see https://a.example/"));
    }
}
