//! What a link to the old blog was meant for, by its address alone.

use url::Url;

use super::Fault;

/// First parts of paths that lead to lists of posts.
const LISTS: &[&str] = &[
    "author",
    "categories",
    "category",
    "feed",
    "feeds",
    "label",
    "labels",
    "search",
    "tag",
    "tagged",
    "tags",
    "topics",
];

/// Last parts of paths that lead to front pages, archives and feeds.
const ENDS: &[&str] = &[
    "archive.html",
    "archives",
    "archives.html",
    "atom.xml",
    "default.aspx",
    "feed",
    "feed.xml",
    "index.html",
    "index.php",
    "index.rdf",
    "index.xml",
    "rss",
    "rss.xml",
    "sitemap.xml",
];

/// Parts of a query that choose a list.
const QUERIES: &[&str] = &[
    "author",
    "cat",
    "paged",
    "s",
    "tag",
    "updated-max",
    "updated-min",
];

/// Endings of names that are files and no pages.
const FILES: &[&str] = &[
    "avi", "avif", "bmp", "css", "csv", "doc", "docx", "epub", "gif", "gz", "ico", "jpeg", "jpg",
    "js", "kml", "kmz", "m4a", "m4v", "mov", "mp3", "mp4", "mpg", "ods", "odt", "ogg", "ogv",
    "pdf", "png", "ppt", "pptx", "psd", "ps", "rar", "rtf", "svg", "swf", "tar", "tgz", "tif",
    "tiff", "txt", "wav", "webm", "webp", "wma", "wmv", "xls", "xlsx", "zip",
];

/// First parts of paths that hold files whose names have no endings: TypePad's pictures.
const FOLDERS: &[&str] = &[".a"];

/// What an address of the old blog that leads to nothing in the new site was meant for.
pub(super) fn class(url: &str) -> Fault {
    let Ok(url) = Url::parse(url) else {
        return Fault::NoPost;
    };
    let path = url.path().to_ascii_lowercase();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if is_file(&parts) {
        Fault::OldFile
    } else if is_list(&url, &parts) {
        Fault::OldList
    } else {
        Fault::NoPost
    }
}

fn is_file(parts: &[&str]) -> bool {
    let ending = parts
        .last()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, ending)| ending);
    let is_folder = parts.first().is_some_and(|first| FOLDERS.contains(first));
    is_folder || FILES.contains(&ending)
}

fn is_list(url: &Url, parts: &[&str]) -> bool {
    let [first, .., last] = parts else {
        let single = parts.first().copied().unwrap_or_default();
        return match single {
            "" => !names_a_post(url),
            single => {
                LISTS.contains(&single)
                    || ENDS.contains(&single)
                    || is_date(parts)
                    || is_archive(single)
            }
        };
    };
    let is_numbered = parts[parts.len() - 2] == "page" && is_number(last);
    LISTS.contains(first)
        || ENDS.contains(last)
        || is_numbered
        || is_date(parts)
        || is_archive(last)
}

/// `?p=12` at the front page's address is a post; other queries there choose lists.
fn names_a_post(url: &Url) -> bool {
    let names: Vec<String> = url
        .query_pairs()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    let is_list = names.iter().any(|name| QUERIES.contains(&name.as_str()));
    let is_post = names
        .iter()
        .any(|name| ["p", "page_id", "attachment_id", "id"].contains(&name.as_str()));
    is_post && !is_list
}

/// `2014_06_01_archive.html`: a month of Blogger.
fn is_archive(last: &str) -> bool {
    last.ends_with("_archive.html") && last.starts_with(|c: char| c.is_ascii_digit())
}

/// A year, and perhaps a month and a day: `2014/06`, with `archives/` before it or without.
fn is_date(parts: &[&str]) -> bool {
    let parts = match parts {
        ["archive" | "archives" | "date", rest @ ..] => rest,
        parts => parts,
    };
    let Some((year, rest)) = parts.split_first() else {
        return false;
    };
    let is_year =
        year.len() == 4 && is_number(year) && (year.starts_with("19") || year.starts_with("20"));
    is_year && rest.len() < 3 && rest.iter().all(|part| part.len() < 3 && is_number(part))
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_files_and_posts_of_the_old_blog_are_told_apart() {
        let cases = [
            (Fault::OldList, "/"),
            (Fault::OldList, "/?m=1"),
            (Fault::OldList, "/?cat=3"),
            (Fault::OldList, "/2014/"),
            (Fault::OldList, "/2014/06/"),
            (Fault::OldList, "/2014/06/12"),
            (Fault::OldList, "/archives/2004/05/"),
            (Fault::OldList, "/2009_03_01_archive.html"),
            (Fault::OldList, "/search/label/Salt%20%26%20Tar"),
            (Fault::OldList, "/search?q=ferry"),
            (Fault::OldList, "/tag/harbour/"),
            (Fault::OldList, "/blog/page/3"),
            (Fault::OldList, "/feeds/posts/default"),
            (Fault::OldList, "/blog/atom.xml"),
            (Fault::OldFile, "/wp-content/uploads/2014/06/Ferry.JPG"),
            (Fault::OldFile, "/files/minutes.pdf"),
            (Fault::OldFile, "/.a/6a019104a31725970c-pi"),
            (Fault::NoPost, "/2014/06/ferry.html"),
            (Fault::NoPost, "/2014/06/12/ferry/"),
            (Fault::NoPost, "/p/about.html"),
            (Fault::NoPost, "/?p=12"),
            (Fault::NoPost, "/archives/000123.html"),
            (Fault::NoPost, "/archives/123"),
            (Fault::NoPost, "/tagging-birds"),
        ];
        for (fault, path) in cases {
            let url = format!("http://hill.example{path}");
            assert_eq!(class(&url), fault, "{url}");
        }
    }
}
