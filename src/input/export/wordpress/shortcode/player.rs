//! Short codes that stand for something on another site, by its number or its address.

use super::tag::Attributes;

/// Names, and where what they name is found: `{}` is its number. An address stays as it is.
const PLAYERS: &[(&str, &str)] = &[
    ("youtube", "https://www.youtube.com/watch?v={}"),
    ("youtubehd", "https://www.youtube.com/watch?v={}"),
    ("fve", "https://www.youtube.com/watch?v={}"),
    ("su_youtube", "https://www.youtube.com/watch?v={}"),
    ("fusion_youtube", "https://www.youtube.com/watch?v={}"),
    ("vimeo", "https://vimeo.com/{}"),
    ("su_vimeo", "https://vimeo.com/{}"),
    ("fusion_vimeo", "https://vimeo.com/{}"),
    ("dailymotion", "https://www.dailymotion.com/video/{}"),
    ("googlevideo", "https://video.google.com/videoplay?docid={}"),
    ("wpvideo", "https://videopress.com/v/{}"),
    ("videopress", "https://videopress.com/v/{}"),
    ("ted", "https://www.ted.com/talks/{}"),
    ("vine", "https://vine.co/v/{}"),
    ("blip.tv", "https://blip.tv/play/{}"),
    ("viddler", "https://www.viddler.com/v/{}"),
    ("metacafe", "https://www.metacafe.com/watch/{}/"),
    ("myspace", "https://myspace.com/video/vid/{}"),
    ("livevideo", "https://www.livevideo.com/video/{}"),
    ("kyte", "https://www.kyte.tv/ch/{}"),
    ("ustream", "https://www.ustream.tv/{}"),
    ("twitch", "https://www.twitch.tv/{}"),
    ("soundcloud", "https://soundcloud.com/{}"),
    ("spotify", "https://open.spotify.com/track/{}"),
    ("mixcloud", "https://www.mixcloud.com/{}"),
    ("bandcamp", "https://bandcamp.com/EmbeddedPlayer/album={}"),
    ("8tracks", "https://8tracks.com/mixes/{}"),
    ("instagram", "https://www.instagram.com/p/{}/"),
    ("tweet", "https://twitter.com/i/status/{}"),
    ("facebook", "https://www.facebook.com/{}"),
    ("flickr", "https://www.flickr.com/photo.gne?id={}"),
    ("flickrvideo", "https://www.flickr.com/photo.gne?id={}"),
    (
        "slideshare",
        "https://www.slideshare.net/slideshow/embed_code/{}",
    ),
    ("scribd", "https://www.scribd.com/doc/{}"),
    ("archiveorg", "https://archive.org/details/{}"),
    ("kickstarter", "https://www.kickstarter.com/projects/{}"),
    ("gist", "https://gist.github.com/{}"),
    ("googlemaps", "https://maps.google.com/{}"),
    ("polldaddy", "https://polldaddy.com/poll/{}"),
    ("crowdsignal", "https://poll.fm/{}"),
    ("tedtalk", "https://www.ted.com/talks/{}"),
    ("iframe", "{}"),
];

/// Keys whose value names the thing, the surest first.
const KEYS: &[&str] = &[
    "url", "src", "href", "link", "id", "video_id", "v", "video", "track", "album", "poll",
    "document", "tweet", "mp4",
];

/// Where a name's things are found.
pub(super) fn place(name: &str) -> Option<&'static str> {
    let row = PLAYERS.iter().find(|(known, _)| *known == name);
    row.map(|(_, place)| *place)
}

/// The address of what a short code names.
pub(super) fn address(place: &str, attributes: &Attributes, inner: Option<&str>) -> Option<String> {
    // `[instagram photo]` is what somebody wrote; a number has a digit.
    let word = attributes
        .only_word()
        .filter(|word| word.contains("//") || word.contains(|c: char| c.is_ascii_digit()));
    let named = attributes.first(KEYS).or(word);
    let inner = inner.map(str::trim).filter(|inner| !inner.contains('<'));
    let value = named.or(inner)?.trim();
    if value.is_empty() {
        return None;
    }
    if let Some(rest) = value.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    if value.starts_with("http://") || value.starts_with("https://") {
        return Some(without_size(value).to_owned());
    }
    let number = without_size(value).trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=?&@".contains(c);
    (place != "{}" && number.chars().all(is_plain)).then(|| place.replace("{}", number))
}

/// An address without the size that the short code wants the player to have.
fn without_size(value: &str) -> &str {
    let ends = ["&w=", "&h=", "&rel=", "&width=", "&height=", "|"];
    let end = ends.iter().filter_map(|end| value.find(end)).min();
    &value[..end.unwrap_or(value.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, rest: &str, inner: Option<&str>) -> Option<String> {
        address(place(name)?, &Attributes::read(rest), inner)
    }

    #[test]
    fn a_number_and_an_address_lead_to_the_same_thing() {
        let expected = Some("https://www.youtube.com/watch?v=a-b_c".to_owned());
        assert_eq!(found("youtube", " id=\"a-b_c\" w=4", None), expected);
        assert_eq!(found("youtube", " a-b_c", None), None);
        let digits = found("youtube", " a-b_c9", None);
        assert_eq!(
            digits.as_deref(),
            Some("https://www.youtube.com/watch?v=a-b_c9")
        );
        assert_eq!(found("youtube", "", Some("a-b_c")), expected);
        let address = "=https://www.youtube.com/watch?v=a-b_c&amp;w=640&amp;h=480";
        assert_eq!(found("youtube", address, None), expected);
    }

    #[test]
    fn what_names_nothing_leads_nowhere() {
        assert_eq!(found("vimeo", "", None), None);
        assert_eq!(found("vimeo", " \"a b\"", None), None);
        assert_eq!(found("flickr", " set 12", None), None);
        assert_eq!(found("sic", "", None), None);
    }
}
