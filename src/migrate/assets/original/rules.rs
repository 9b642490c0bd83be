//! The table of platforms: whose address it is, and what the address of the upload looks like.

use percent_encoding::percent_decode_str;
use url::Url;

mod google;
mod wordpress;

/// What is known of one platform's addresses.
#[derive(Debug)]
pub struct Rule {
    /// Its name, told beside every address that it makes.
    pub name: &'static str,
    /// Where the addresses' form is described, or was seen.
    pub source: &'static str,
    /// Ends of the hosts' names; any host where empty.
    hosts: &'static [&'static str],
    /// The addresses to try, best first; none where the address has not the form.
    rewrite: fn(&Url) -> Vec<String>,
}

impl Rule {
    /// The addresses to try, best first; none where this is not the rule's address.
    pub(super) fn apply(&self, url: &Url) -> Vec<String> {
        let host = url.host_str().unwrap_or_default();
        if self.hosts.is_empty() || self.hosts.iter().any(|end| is_within(host, end)) {
            (self.rewrite)(url)
        } else {
            Vec::new()
        }
    }
}

/// Whether a host is the named one or below it.
fn is_within(host: &str, end: &str) -> bool {
    host.strip_suffix(end)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The platforms, those that are known by their host before those that are known by their path.
pub const RULES: &[Rule] = &[
    Rule {
        name: "google",
        source: "https://developers.google.com/photos/library/guides/access-media-items",
        hosts: google::HOSTS,
        rewrite: google::original,
    },
    Rule {
        name: "wordpress-photon",
        source: "https://developer.wordpress.com/docs/photon/api/",
        hosts: &["i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"],
        rewrite: wordpress::behind_photon,
    },
    Rule {
        name: "wordpress.com",
        source: "https://developer.wordpress.com/docs/photon/api/",
        hosts: &["files.wordpress.com"],
        rewrite: wordpress::original,
    },
    Rule {
        name: "typepad",
        source: "https://help.typepad.com/image-tech-specs.html",
        hosts: &[],
        rewrite: typepad,
    },
    Rule {
        name: "medium",
        source: "seen: every form leads to the name of the upload, which is served at the root",
        hosts: &[
            "miro.medium.com",
            "cdn-images-1.medium.com",
            "cdn-images-2.medium.com",
        ],
        rewrite: medium,
    },
    Rule {
        name: "cloudinary-fetch",
        source: "https://cloudinary.com/documentation/fetch_remote_images",
        hosts: &["substackcdn.com", "cdn.substack.com", "res.cloudinary.com"],
        rewrite: behind_fetch,
    },
    Rule {
        name: "tumblr",
        source: "https://www.tumblr.com/docs/en/api/v2 (sizes of a photo)",
        hosts: &["media.tumblr.com"],
        rewrite: tumblr,
    },
    Rule {
        name: "squarespace",
        source: "https://developers.squarespace.com/image-loader",
        hosts: &[
            "squarespace-cdn.com",
            "static1.squarespace.com",
            "static.squarespace.com",
        ],
        rewrite: squarespace,
    },
    Rule {
        name: "flickr",
        source: "https://www.flickr.com/services/api/misc.urls.html",
        hosts: &["staticflickr.com", "static.flickr.com"],
        rewrite: flickr,
    },
    Rule {
        name: "livejournal",
        source: "seen: the upload of ID_900.jpg is ID_original.jpg",
        hosts: &["pics.livejournal.com"],
        rewrite: livejournal,
    },
    Rule {
        name: "wix",
        source: "https://dev.wix.com/docs/rest/assets/media/media-manager/introduction",
        hosts: &["wixstatic.com"],
        rewrite: wix,
    },
    Rule {
        name: "imgur",
        source: "https://api.imgur.com/models/image#thumbs",
        hosts: &["i.imgur.com"],
        rewrite: imgur,
    },
    Rule {
        name: "photobucket",
        source: "seen: the small copy of NAME is th_NAME",
        hosts: &["photobucket.com"],
        rewrite: photobucket,
    },
    Rule {
        name: "wikimedia",
        source: "https://www.mediawiki.org/wiki/Manual:Thumb.php",
        hosts: &["upload.wikimedia.org"],
        rewrite: wikimedia,
    },
    Rule {
        name: "twitter",
        source: "https://developer.x.com/en/docs/x-api/v1/data-dictionary/object-model/entities (media sizes)",
        hosts: &["pbs.twimg.com"],
        rewrite: twitter,
    },
    Rule {
        name: "wordpress",
        source: "https://developer.wordpress.org/reference/functions/image_make_intermediate_size/",
        hosts: &[],
        rewrite: wordpress::uploaded,
    },
    Rule {
        name: "ghost",
        source: "https://ghost.org/docs/themes/assets/#image-sizes",
        hosts: &[],
        rewrite: ghost,
    },
    Rule {
        name: "drupal",
        source: "https://www.drupal.org/docs/8/core/modules/image/working-with-images",
        hosts: &[],
        rewrite: drupal,
    },
];

/// The address with another path and without query and fragment.
fn with_path(url: &Url, path: &str) -> String {
    let mut made = url.clone();
    made.set_path(path);
    made.set_query(None);
    made.set_fragment(None);
    made.into()
}

/// A path as everything up to its last slash, and the name behind it.
fn split_path(path: &str) -> (&str, &str) {
    path.rfind('/')
        .map_or(("", path), |slash| path.split_at(slash + 1))
}

/// A name as stem and ending, the dot with the latter: `a.b`, `.jpg`.
fn split_ending(name: &str) -> (&str, &str) {
    name.rfind('.').map_or((name, ""), |dot| name.split_at(dot))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The address that stands, percent-encoded or not, at the end of another one.
fn inner(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    let is_address = decoded.starts_with("http://") || decoded.starts_with("https://");
    is_address.then(|| decoded.into_owned())
}

/// `/.a/6a00…-500wi` is the upload scaled to a width; `-pi` has no limit, `-popup` is the page
/// around it.
fn typepad(url: &Url) -> Vec<String> {
    let Some((folder, name)) = url.path().rsplit_once("/.a/") else {
        return Vec::new();
    };
    let Some((id, size)) = name.rsplit_once('-') else {
        return Vec::new();
    };
    let is_id = id.len() >= 20 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = size.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_size = matches!(
        &size[digits.len()..],
        "wi" | "hi" | "pi" | "si" | "ti" | "popup"
    ) && (digits.is_empty() || is_number(digits));
    if !is_id || !is_size {
        return Vec::new();
    }
    vec![with_path(url, &format!("{folder}/.a/{id}-pi"))]
}

/// `/max/700/1*id.png`, `/v2/resize:fit:700/format:webp/1*id.png`, `/fit/c/96/96/1*id.png`.
fn medium(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    let is_upload = name
        .split_once('*')
        .is_some_and(|(mark, _)| is_number(mark));
    if !is_upload || folder == "/" {
        return Vec::new();
    }
    vec![format!("https://miro.medium.com/{name}")]
}

/// `/image/fetch/SETTINGS/ADDRESS`.
fn behind_fetch(url: &Url) -> Vec<String> {
    let path = url.path();
    let Some(at) = path.find("/image/fetch/") else {
        return Vec::new();
    };
    let rest = &path[at..];
    let start = ["/https%3A", "/http%3A", "/https:", "/http:"]
        .iter()
        .find_map(|mark| rest.find(mark));
    start
        .and_then(|start| inner(&rest[start + 1..]))
        .into_iter()
        .collect()
}

/// `tumblr_ID_500.jpg`: 1280 pixels are the most that were ever served. The newer addresses,
/// `/s640x960/`, have another name for each size and cannot be guessed.
fn tumblr(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    let (stem, ending) = split_ending(name);
    let Some((id, size)) = stem.rsplit_once('_') else {
        return Vec::new();
    };
    let pixels = size.trim_end_matches("sq").parse::<u32>();
    if !id.starts_with("tumblr_") || !pixels.is_ok_and(|pixels| pixels < 1280) {
        return Vec::new();
    }
    vec![with_path(url, &format!("{folder}{id}_1280{ending}"))]
}

/// `?format=750w`: without it 100 pixels wide thumbnails may be served.
fn squarespace(url: &Url) -> Vec<String> {
    if !url.path().contains("/content/") && !url.path().contains("/static/") {
        return Vec::new();
    }
    vec![format!("{}?format=original", with_path(url, url.path()))]
}

/// `ID_SECRET_m.jpg`: the upload has a secret of its own, `_b` (1024 pixels) has not.
fn flickr(url: &Url) -> Vec<String> {
    /// From the largest; none stands for 500 pixels.
    const SIZES: &[&str] = &["b", "c", "z", "", "w", "n", "m", "t", "q", "s"];
    let (folder, name) = split_path(url.path());
    let (stem, ending) = split_ending(name);
    let mut parts = stem.split('_');
    let (Some(id), Some(secret)) = (parts.next(), parts.next()) else {
        return Vec::new();
    };
    let shown = parts.next().unwrap_or_default();
    let Some(rank) = SIZES.iter().position(|size| *size == shown) else {
        return Vec::new();
    };
    let is_photo = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if !is_photo || parts.next().is_some() {
        return Vec::new();
    }
    let larger = SIZES[..rank].iter().take(4);
    larger
        .map(|size| match *size {
            "" => format!("{folder}{id}_{secret}{ending}"),
            size => format!("{folder}{id}_{secret}_{size}{ending}"),
        })
        .map(|path| with_path(url, &path))
        .collect()
}

/// `/user/1/22701/22701_900.jpg`.
fn livejournal(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    let (stem, ending) = split_ending(name);
    match stem.rsplit_once('_') {
        Some((id, size)) if is_number(size) && !id.is_empty() => {
            vec![with_path(url, &format!("{folder}{id}_original{ending}"))]
        }
        _ => Vec::new(),
    }
}

/// `/media/ID~mv2.jpg/v1/fill/w_600,h_400,…/name.jpg`.
fn wix(url: &Url) -> Vec<String> {
    let path = url.path();
    match path.find("/v1/") {
        Some(end) if path.starts_with("/media/") => vec![with_path(url, &path[..end])],
        _ => Vec::new(),
    }
}

/// A letter for the size behind an id of seven letters, or of five in old addresses.
fn imgur(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    let (stem, ending) = split_ending(name);
    let is_id = stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_sized = matches!(stem.len(), 6 | 8) && stem.ends_with(['s', 'b', 't', 'm', 'l', 'h']);
    if !is_id || !is_sized {
        return Vec::new();
    }
    let id = &stem[..stem.len() - 1];
    vec![with_path(url, &format!("{folder}{id}{ending}"))]
}

fn photobucket(url: &Url) -> Vec<String> {
    let (folder, name) = split_path(url.path());
    match name.strip_prefix("th_") {
        Some(upload) => vec![with_path(url, &format!("{folder}{upload}"))],
        None => Vec::new(),
    }
}

/// `/wikipedia/commons/thumb/a/ab/Name.jpg/300px-Name.jpg`.
fn wikimedia(url: &Url) -> Vec<String> {
    let (folder, _) = split_path(url.path());
    match folder.trim_end_matches('/').split_once("/thumb/") {
        Some((wiki, upload)) if upload.matches('/').count() == 2 => {
            vec![with_path(url, &format!("{wiki}/{upload}"))]
        }
        _ => Vec::new(),
    }
}

/// `/media/ID.jpg:large` and `/media/ID?format=jpg&name=small`.
fn twitter(url: &Url) -> Vec<String> {
    if !url.path().starts_with("/media/") {
        return Vec::new();
    }
    let path = url.path().split(':').next().unwrap_or_default();
    let format = url.query_pairs().find(|(key, _)| key == "format");
    let (stem, ending) = split_ending(path);
    let ending = match &format {
        Some((_, format)) => format.as_ref(),
        None => ending.trim_start_matches('.'),
    };
    vec![format!(
        "{}?format={ending}&name=orig",
        with_path(url, stem)
    )]
}

/// `/content/images/size/w600/2020/03/a.jpg`, also with `/format/webp` behind the size.
fn ghost(url: &Url) -> Vec<String> {
    const MARK: &str = "/content/images/";
    let path = url.path();
    let Some(at) = path.find(&format!("{MARK}size/")) else {
        return Vec::new();
    };
    let (site, rest) = path.split_at(at + MARK.len());
    let mut parts = rest.splitn(3, '/').skip(2);
    let upload = parts.next().unwrap_or_default();
    let upload = match upload.strip_prefix("format/") {
        Some(rest) => rest.split_once('/').map_or("", |(_, upload)| upload),
        None => upload,
    };
    if upload.is_empty() {
        return Vec::new();
    }
    vec![with_path(url, &format!("{site}{upload}"))]
}

/// `/sites/default/files/styles/large/public/2020/a.jpg?itok=…`.
fn drupal(url: &Url) -> Vec<String> {
    let Some((files, style)) = url.path().split_once("/files/styles/") else {
        return Vec::new();
    };
    match style.split_once("/public/") {
        Some((name, upload)) if !name.contains('/') => {
            vec![with_path(url, &format!("{files}/files/{upload}"))]
        }
        _ => Vec::new(),
    }
}
