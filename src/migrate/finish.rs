//! What a site needs besides its posts: what makes it build, and the redirects.

use std::collections::BTreeSet;

use url::Url;

use crate::error::Error;
use crate::migrate::ledger::{Outcome, Output, Record};
use crate::migrate::redirects::{FORMS, Redirects, old_paths};
use crate::migrate::site::{About, Generator, Home};
use crate::migrate::store::{Stored, hash};
use crate::migrate::{Found, Run};

/// The folder of redirects for servers.
const REDIRECTS: &str = "redirects";

/// How the ledger calls what comes from no input.
pub(super) const SITE: &str = "(site)";

/// Writes the site's own files; a line for each.
///
/// # Errors
///
/// [`ErrorKind::Io`](crate::ErrorKind::Io).
pub(super) fn finish(
    run: &Run<'_>,
    found: &Found,
    labels: &BTreeSet<String>,
) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    let about = about(run, found);
    for generator in &run.options.to {
        for (path, text) in (generator.scaffold)(&about) {
            records.push(write(run, found, path, text.as_bytes())?);
        }
        if let Some(home) = &generator.home {
            let redirects = redirects(found, labels, generator, home);
            for (path, text) in files(run, generator, home, &redirects) {
                records.push(write(run, found, &path, text.as_bytes())?);
            }
        }
    }
    Ok(records)
}

/// What the new site has to know of the blog.
pub(super) fn about(run: &Run<'_>, found: &Found) -> About {
    let blog = &found.inventory.blog;
    let host = blog.url.as_deref().and_then(|url| Url::parse(url).ok());
    let host = host.and_then(|url| url.host_str().map(str::to_owned));
    About {
        title: blog
            .title
            .clone()
            .or(host)
            .unwrap_or_else(|| "Blog".to_owned()),
        base_url: run.options.site_url.clone(),
        language: blog.language.clone(),
    }
}

/// Writes a file of the site. What somebody else wrote under its name is left alone: that is no
/// failure, for the site is theirs.
pub(super) fn write(
    run: &Run<'_>,
    found: &Found,
    path: &str,
    bytes: &[u8],
) -> Result<Record, Error> {
    let stored = run.store.write(path, bytes, found.previous.output(path))?;
    let is_kept = stored == Stored::Kept;
    Ok(Record {
        input: SITE.to_owned(),
        entry: Some(path.to_owned()),
        kind: "site".to_owned(),
        status: Some(if is_kept {
            Outcome::Skipped
        } else {
            Outcome::Written
        }),
        reason: is_kept.then(|| "a file of this name is there, and is kept as it is".to_owned()),
        outputs: vec![Output {
            path: path.to_owned(),
            sha256: hash(bytes),
        }],
        ..Record::default()
    })
}

/// Rules from all old addresses to what the generator builds.
fn redirects(
    found: &Found,
    labels: &BTreeSet<String>,
    generator: &Generator,
    home: &Home,
) -> Redirects {
    let mut redirects = Redirects::default();
    let mut taken = vec![home.list.to_owned(), "/".to_owned()];
    for post in &found.posts {
        let Some(address) = (generator.address)(&post.planned) else {
            continue;
        };
        for url in &post.urls {
            redirects.add(&path_and_query(url), &address);
        }
        taken.push(address);
    }
    let days = found
        .posts
        .iter()
        .filter_map(|post| post.planned.day.as_deref());
    let platform = found.inventory.exports.first().map(|opened| opened.form);
    let is_blogger = found.links.is_blogger();
    let platform = if is_blogger {
        Some("blogger")
    } else {
        platform
    };
    for (old, new) in old_paths(platform, days, labels.iter().map(String::as_str), home) {
        redirects.add(&old, &new);
    }
    redirects.without(taken.iter().map(String::as_str));
    redirects
}

fn path_and_query(url: &str) -> String {
    let Ok(url) = Url::parse(url) else {
        return url.to_owned();
    };
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// The files of all forms of redirects. With several generators each has its own folder.
fn files(
    run: &Run<'_>,
    generator: &Generator,
    home: &Home,
    redirects: &Redirects,
) -> Vec<(String, String)> {
    if redirects.is_empty() {
        return Vec::new();
    }
    let built = run
        .options
        .to
        .iter()
        .filter(|generator| generator.home.is_some());
    let folder = if built.count() > 1 {
        format!("{REDIRECTS}/{}", generator.name)
    } else {
        REDIRECTS.to_owned()
    };
    let files = FORMS.iter().map(|form| {
        let folder = if form.is_published {
            home.public
        } else {
            &folder
        };
        let path = if folder.is_empty() {
            form.file.to_owned()
        } else {
            format!("{folder}/{}", form.file)
        };
        (path, (form.write)(redirects))
    });
    files.collect()
}
