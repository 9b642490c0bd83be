//! The short codes of WordPress and of its best-known plugins.

use crate::input::export::wordpress::content::missing;
use crate::input::export::wordpress::embed;
use crate::input::export::wordpress::library::File;
use crate::input::export::wordpress::markup::escaped;

use super::Maker;
use super::player;
use super::tag::Attributes;

/// A short code with what is in it.
pub(super) struct Call<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: Attributes,
    /// What is between its tags; none where it has no end tag.
    pub(super) inner: Option<&'a str>,
}

/// What a short code becomes.
pub(super) struct Known {
    /// Whether something may stand between its tags.
    pub(super) encloses: bool,
    /// Makes HTML of it; none where it does not say enough.
    pub(super) make: fn(&Call<'_>, &mut Maker<'_>) -> Option<String>,
}

const fn enclosing(make: fn(&Call<'_>, &mut Maker<'_>) -> Option<String>) -> Known {
    Known {
        encloses: true,
        make,
    }
}

const fn alone(make: fn(&Call<'_>, &mut Maker<'_>) -> Option<String>) -> Known {
    Known {
        encloses: false,
        make,
    }
}

const KNOWN: &[(&str, Known)] = &[
    ("caption", enclosing(caption)),
    ("wp_caption", enclosing(caption)),
    ("gallery", alone(gallery)),
    ("playlist", alone(playlist)),
    ("embed", enclosing(embedded)),
    ("audio", enclosing(audio)),
    ("video", enclosing(video)),
    ("footnote", enclosing(footnote)),
    ("footnotes", enclosing(footnote)),
    ("fn", enclosing(footnote)),
    ("ref", enclosing(footnote)),
    ("mfn", enclosing(footnote)),
    ("efn_note", enclosing(footnote)),
    ("note", enclosing(footnote)),
    ("quote", enclosing(quote)),
    ("blockquote", enclosing(quote)),
    ("pullquote", enclosing(quote)),
    ("sourcecode", enclosing(code)),
    ("source", enclosing(code)),
    ("code", enclosing(code)),
];

const PLAYER: Known = enclosing(play);
const CODE: Known = enclosing(code);
const LINK: Known = enclosing(link);

/// Names that stand for a link, beside those that end in "button".
const LINKS: &[&str] = &["url", "link", "btn"];

/// Names of languages that are short codes for code in them.
const LANGUAGES: &[&str] = &[
    "actionscript3",
    "applescript",
    "bash",
    "c",
    "clojure",
    "coldfusion",
    "cpp",
    "csharp",
    "css",
    "delphi",
    "diff",
    "erlang",
    "fsharp",
    "go",
    "groovy",
    "haskell",
    "html",
    "java",
    "javafx",
    "javascript",
    "js",
    "json",
    "latex",
    "lua",
    "matlab",
    "objc",
    "pascal",
    "perl",
    "php",
    "plain",
    "powershell",
    "python",
    "r",
    "rails",
    "ruby",
    "scala",
    "shell",
    "sql",
    "swift",
    "typescript",
    "vb",
    "xhtml",
    "xml",
    "xslt",
    "yaml",
];

/// Names that stand for what the blog fills in: forms, lists, buttons.
const FILLED: &[&str] = &[
    "addtoany",
    "archives",
    "blog_subscription_form",
    "contact-form",
    "contact-form-7",
    "contact_form",
    "display-posts",
    "gravityform",
    "jetpack-related-posts",
    "nggallery",
    "ninja_form",
    "ninja_forms",
    "recent-posts",
    "recent_posts",
    "sharethis",
    "simple-sitemap",
    "sitemap",
    "subscribe2",
    "toc",
    "wp_sitemap_page",
    "wpforms",
    "wpgallery",
];

/// What a name stands for. A language's name counts only where something is enclosed.
pub(super) fn known(name: &str, is_closed: bool) -> Option<&'static Known> {
    if let Some((_, known)) = KNOWN.iter().find(|(known, _)| *known == name) {
        return Some(known);
    }
    if player::place(name).is_some() {
        return Some(&PLAYER);
    }
    if is_closed && (LINKS.contains(&name) || name.ends_with("button")) {
        return Some(&LINK);
    }
    (is_closed && LANGUAGES.contains(&name)).then_some(&CODE)
}

/// Whether a name stands for what the blog fills in.
pub(super) fn is_filled(name: &str) -> bool {
    FILLED.contains(&name)
}

/// Parts of the names that page builders give to boxes: what is in one is no part of the line
/// before it.
const BOXES: &[&str] = &[
    "vc_",
    "et_pb_",
    "fusion_",
    "av_",
    "cs_",
    "column",
    "row",
    "section",
    "half",
    "third",
    "fourth",
    "box",
    "tab",
    "toggle",
    "accordion",
    "spoiler",
    "slide",
    "heading",
    "title",
    "list",
];

/// Whether a name stands for a box.
pub(super) fn is_box(name: &str) -> bool {
    BOXES.iter().any(|part| name.contains(part))
}

/// A quotation.
fn quote(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let inner = maker.expand_inner(call.inner?.trim());
    Some(format!("<blockquote>{inner}</blockquote>"))
}

/// A picture with its caption: in an attribute, or behind the picture.
fn caption(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let inner = maker.expand_inner(call.inner?);
    let (picture, behind) = if let Some(caption) = call.attributes.get("caption") {
        (inner.as_str(), caption)
    } else {
        inner.split_at(picture_end(&inner)?)
    };
    let behind = behind.trim();
    let caption = if behind.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{behind}</figcaption>")
    };
    Some(format!("<figure>{}{caption}</figure>", picture.trim()))
}

/// Behind the first picture, and behind the link around it.
fn picture_end(html: &str) -> Option<usize> {
    let start = html.find("<img")?;
    let end = start + html[start..].find('>')? + 1;
    let is_linked = html[..start].contains("<a ");
    let link = html[end..].find("</a>").filter(|_| is_linked);
    Some(link.map_or(end, |link| end + link + 4))
}

/// Pictures of the library, each with its caption.
fn gallery(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let files = files(call, maker);
    if files.is_empty() {
        return None;
    }
    let figures: Vec<String> = files.iter().map(figure).collect();
    Some(format!("<div>{}</div>", figures.concat()))
}

/// A picture of the library.
fn figure(file: &File) -> String {
    let (url, alt) = (escaped(&file.url), escaped(&file.alt));
    let caption = if file.caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>", file.caption)
    };
    format!("<figure><img src=\"{url}\" alt=\"{alt}\">{caption}</figure>")
}

fn playlist(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let files = files(call, maker);
    let name = match call.attributes.get("type") {
        Some("video") => "video",
        _ => "audio",
    };
    let players: Vec<String> = files.iter().map(|file| medium(name, &file.url)).collect();
    (!players.is_empty()).then(|| players.concat())
}

/// How many missing files are told of, and of how many galleries.
const MAX_LOST: usize = 200;

/// The files that a short code names, or else those that were uploaded to the post.
fn files(call: &Call<'_>, maker: &mut Maker<'_>) -> Vec<File> {
    let numbers = |list: &str| -> Vec<u64> {
        list.split([',', ' '])
            .filter_map(|number| number.trim().parse().ok())
            .collect()
    };
    let named = call.attributes.first(&["ids", "include"]);
    let excluded = call.attributes.get("exclude").map(numbers);
    let excluded = excluded.unwrap_or_default();
    let wanted = named.map_or_else(maker.sources.uploads, numbers);
    let mut lost = Vec::new();
    let mut files = Vec::new();
    for number in wanted.into_iter().filter(|one| !excluded.contains(one)) {
        match maker.file(number) {
            Some(file) => files.push(file),
            None if lost.len() < MAX_LOST && !maker.is_full => lost.push(number.to_string()),
            None => {}
        }
    }
    if named.is_none() {
        files.sort_by_key(|file| file.order);
    }
    if !lost.is_empty() {
        let message = format!(
            "files of a gallery are not in this export: {}",
            lost.join(", ")
        );
        let note = missing("gallery", message);
        if maker.notes.len() < MAX_LOST && !maker.notes.contains(&note) {
            maker.notes.push(note);
        }
    }
    files
}

fn embedded(call: &Call<'_>, _: &mut Maker<'_>) -> Option<String> {
    let url = call.inner.or_else(|| call.attributes.get("src"))?.trim();
    embed::is_address(url).then(|| embed::html(url))
}

/// Keys of files that can be heard or seen.
const FILES: &[&str] = &[
    "src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "mov", "wmv",
    "flv", "url",
];

fn audio(call: &Call<'_>, _: &mut Maker<'_>) -> Option<String> {
    file(call).map(|url| medium("audio", &url))
}

fn video(call: &Call<'_>, _: &mut Maker<'_>) -> Option<String> {
    let url = file(call)?;
    if embed::is_provider(&url) {
        return Some(embed::frame(&url));
    }
    Some(medium("video", &url))
}

fn file(call: &Call<'_>) -> Option<String> {
    let attributes = &call.attributes;
    let named = attributes.first(FILES).or_else(|| attributes.word());
    let inner = call.inner.map(str::trim);
    let url = named.or(inner.filter(|inner| embed::is_address(inner)))?;
    // An old form lists what is played behind the address.
    let url = url.split('|').next()?.trim();
    (url.contains('/') && !url.contains(['<', ' '])).then(|| url.to_owned())
}

fn medium(name: &str, url: &str) -> String {
    format!("<div><{name} src=\"{}\"></{name}></div>", escaped(url))
}

fn play(call: &Call<'_>, _: &mut Maker<'_>) -> Option<String> {
    let place = player::place(call.name)?;
    player::address(place, &call.attributes, call.inner).map(|url| embed::frame(&url))
}

fn footnote(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let inner = maker.expand_inner(call.inner?.trim());
    (!inner.is_empty()).then(|| maker.footnote(inner))
}

/// A link or a button: what it says leads where it led.
fn link(call: &Call<'_>, maker: &mut Maker<'_>) -> Option<String> {
    let attributes = &call.attributes;
    let named = attributes.first(&["url", "href", "link"]);
    let url = named.or_else(|| attributes.word())?.trim();
    let inner = call.inner?.trim();
    if !embed::is_address(url) || inner.is_empty() || inner.contains(['<', '\n']) {
        return None;
    }
    let inner = maker.expand_inner(inner);
    Some(format!("<a href=\"{}\">{inner}</a>", escaped(url)))
}

/// Code: as it was typed, or with its signs escaped already.
fn code(call: &Call<'_>, _: &mut Maker<'_>) -> Option<String> {
    let inner = call.inner?.trim_matches(['\n', '\r']);
    let is_escaped = !inner.contains('<')
        && ["&lt;", "&gt;", "&amp;", "&quot;", "&#039;"]
            .iter()
            .any(|reference| inner.contains(reference));
    let text = if is_escaped {
        inner.to_owned()
    } else {
        escaped(inner)
    };
    let named = call.attributes.first(&["language", "lang"]);
    let language = named.or_else(|| call.attributes.word()).unwrap_or_default();
    let language = if language.is_empty() && LANGUAGES.contains(&call.name) {
        call.name
    } else {
        language
    };
    let language = escaped(language);
    Some(format!(
        "<pre data-lang=\"{language}\"><code>{text}</code></pre>"
    ))
}
