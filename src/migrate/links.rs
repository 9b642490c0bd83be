//! Links from post to post: from the old blog's addresses to the new site's.

use rustc_hash::{FxHashMap, FxHashSet};
use url::Url;

use crate::migrate::identity;
use crate::migrate::inventory::{address_key, key};
use crate::migrate::plan::Post;
use crate::migrate::site::Generator;

/// Where each address of the old blog leads to.
#[derive(Debug, Default)]
pub struct Links {
    /// The post of each address, by its key.
    by_url: FxHashMap<u64, u32>,
    /// The post of each path that only one post has, whatever the host.
    by_path: FxHashMap<u64, Option<u32>>,
    /// The hosts of the old blog, as [`identity::host`] has them.
    hosts: FxHashSet<String>,
}

impl Links {
    /// The addresses of all posts.
    pub fn of(posts: &[Post], blog: Option<&str>) -> Self {
        let mut links = Self::default();
        links.hosts.extend(blog.and_then(host));
        for (place, post) in posts.iter().enumerate() {
            let place = u32::try_from(place).expect("there are fewer posts than that");
            for url in &post.urls {
                links.hosts.extend(host(url));
                let Some(address) = identity::key(url) else {
                    continue;
                };
                links.by_url.entry(address_key(&address)).or_insert(place);
                if let Some(path) = path(&address) {
                    let known = links.by_path.entry(path).or_insert(Some(place));
                    *known = known.filter(|known| *known == place);
                }
            }
        }
        links
    }

    /// Whether an address is on the old blog.
    pub fn is_own(&self, url: &str) -> bool {
        host(url).is_some_and(|host| self.hosts.contains(&host))
    }

    /// Whether the old blog was at one of Blogger's addresses.
    pub fn is_blogger(&self) -> bool {
        self.hosts
            .iter()
            .any(|host| host.ends_with(".blogspot.com"))
    }

    /// The post that an address leads to.
    pub fn post(&self, url: &str) -> Option<usize> {
        let address = identity::key(url)?;
        let host = &address[..address.find('/')?];
        if !self.hosts.contains(host) {
            return None;
        }
        let by_url = self.by_url.get(&address_key(&address)).copied();
        let by_path = || self.by_path.get(&path(&address)?).copied().flatten();
        by_url.or_else(by_path).map(|place| place as usize)
    }

    /// The new address of what an old one leads to, as seen from the file `from`; none where it
    /// leads elsewhere, or where the generator builds no page of it.
    pub fn rewritten(
        &self,
        url: &str,
        posts: &[Post],
        generator: &Generator,
        from: &str,
    ) -> Option<String> {
        let target = (generator.address)(&posts[self.post(url)?].planned)?;
        let address = if target.starts_with('/') {
            target
        } else {
            relative(from, &target)
        };
        Some(match fragment(url) {
            Some(fragment) => format!("{address}#{fragment}"),
            None => address,
        })
    }
}

/// The fragment of the new page: a comment's, as the writers name it, or a heading's.
pub(super) fn fragment(url: &str) -> Option<String> {
    let fragment = Url::parse(url).ok()?.fragment()?.to_owned();
    let digits = fragment.trim_start_matches(|c: char| !c.is_ascii_digit());
    let prefix = &fragment[..fragment.len() - digits.len()];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match prefix {
        "c" | "comment-" | "li-comment-" | "div-comment-" | "wpd-comm-" if is_number => {
            Some(format!("c{digits}"))
        }
        _ if fragment == "comments" || fragment == "respond" => Some("comments".to_owned()),
        // What a theme's own scripts and old anchors point to is not on the new page.
        _ => None,
    }
}

fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.host_str().map(identity::host)
}

/// The path of an address, as [`identity::key`] has it, with its query, as a number; none for a
/// front page.
fn path(address: &str) -> Option<u64> {
    let start = address.find('/')?;
    (address.len() > start + 1).then(|| key(&("path", &address[start..])))
}

/// From the file `from` to the file `to`, both relative to the same folder.
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let parts: Vec<&str> = to.split('/').collect();
    let same = folders
        .iter()
        .zip(&parts)
        .take_while(|(one, other)| one == other)
        .count();
    let up = std::iter::repeat_n("..", folders.len() - same);
    up.chain(parts[same..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::join::Group;
    use crate::migrate::site::{Planned, generator};

    fn post(slug: &str, url: &str) -> Post {
        Post {
            group: Group::default(),
            planned: Planned {
                slug: slug.to_owned(),
                ..Planned::default()
            },
            title: String::new(),
            urls: vec![url.to_owned()],
            published: None,
        }
    }

    #[test]
    fn a_link_to_a_post_leads_to_its_new_file() {
        let posts = [
            post("fog", "http://hill.blogspot.com/2014/06/fog.html"),
            post("ferry", "http://www.hill.example/2014/06/ferry.html"),
        ];
        let links = Links::of(&posts, None);
        let markdown = generator("markdown").unwrap();
        let new = |url: &str| links.rewritten(url, &posts, markdown, "posts/ferry.md");
        assert_eq!(
            new("https://hill.blogspot.de/2014/06/fog.html?m=1").as_deref(),
            Some("fog.md")
        );
        assert_eq!(
            new("http://hill.blogspot.com/2014/06/ferry.html?showComment=1#c12").as_deref(),
            Some("ferry.md#c12")
        );
        assert_eq!(new("http://other.example/2014/06/fog.html"), None);
        assert_eq!(new("http://hill.blogspot.com/2014/06/gone.html"), None);
        assert_eq!(new("http://hill.blogspot.com/"), None);
    }

    #[test]
    fn paths_are_relative_to_the_file_that_has_the_link() {
        assert_eq!(relative("posts/a.md", "posts/b.md"), "b.md");
        assert_eq!(relative("posts/a.md", "files/b.png"), "../files/b.png");
        assert_eq!(relative("a.md", "files/b.png"), "files/b.png");
    }
}
