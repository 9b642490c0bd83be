//! The order of the posts, and what each is called in the new site.

use std::cmp::Ordering;

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::migrate::inventory::{Inventory, Item};
use crate::migrate::join::{Group, Joined};
use crate::migrate::site::Planned;
use crate::migrate::slug;
use crate::read::date::instant;

/// A post, ready to be read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its copies and comments.
    pub group: Group,
    /// Its place in the site.
    pub planned: Planned,
    /// Its title as plain text.
    pub title: String,
    /// Its addresses on the old blog, the permalink first.
    pub urls: Vec<String>,
    /// As [`crate::document::Document::published`].
    pub published: Option<String>,
}

/// Plans all posts: the oldest first, and each slug once.
pub fn plan(inventory: &Inventory, joined: &Joined) -> Vec<Post> {
    let posts = joined
        .groups
        .iter()
        .map(|group| post(inventory, group.clone()));
    let mut posts: Vec<Post> = posts.collect();
    posts.sort_by_cached_key(Order::of);
    take_moved(inventory, &mut posts);
    let mut taken = FxHashSet::default();
    for post in &mut posts {
        post.planned.slug = free(&post.planned.slug, &mut taken);
    }
    posts
}

/// Gives each post the addresses that it had before it moved.
fn take_moved(inventory: &Inventory, posts: &mut [Post]) {
    let mut by_key: FxHashMap<u64, usize> = FxHashMap::default();
    for (place, post) in posts.iter().enumerate() {
        let keys = post.urls.iter().filter_map(|url| inventory.url_key(url));
        by_key.extend(keys.map(|key| (key, place)));
    }
    for (old, _) in inventory.moved.pairs() {
        let place = inventory.url_key(old).and_then(|key| by_key.get(&key));
        let post = place.map(|place| &mut posts[*place]);
        if let Some(post) = post.filter(|post| !post.urls.iter().any(|url| url == old)) {
            post.urls.push(old.to_owned());
            post.planned.aliases = aliases(&post.urls);
        }
    }
}

/// By time, where it is known; else by address and title, so that the order of the inputs does
/// not count.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    moment: Option<Timestamp>,
    url: Option<String>,
    title: String,
}

impl Order {
    fn of(post: &Post) -> Self {
        Self {
            moment: post.published.as_deref().and_then(instant),
            url: post.urls.first().cloned(),
            title: post.title.clone(),
        }
    }
}

fn post(inventory: &Inventory, group: Group) -> Post {
    let items: Vec<&Item> = group
        .items
        .iter()
        .map(|place| &inventory.items[*place])
        .collect();
    let first = |value: fn(&Item) -> Option<&str>| items.iter().find_map(|item| value(item));
    let mut urls: Vec<String> = Vec::new();
    for url in items.iter().filter_map(|item| item.url.as_ref()) {
        if !urls.contains(url) {
            urls.push(url.clone());
        }
    }
    let published = items
        .iter()
        .filter_map(|item| item.published.as_deref())
        .max_by(|a, b| precision(a, b));
    let day = published.and_then(|time| time.get(..10)).map(str::to_owned);
    let title = first(|item| Some(item.title.as_str()).filter(|title| !title.is_empty()))
        .unwrap_or_default();
    let own = first(|item| item.slug.as_deref());
    let permalink = urls.first().map(String::as_str);
    let planned = Planned {
        slug: slug::slug(own, permalink, title, day.as_deref()),
        day,
        is_page: items.iter().any(|item| item.is_page),
        // A copy that the public saw shows that it was published.
        is_draft: items.iter().all(|item| item.is_draft),
        aliases: aliases(&urls),
    };
    Post {
        title: title.to_owned(),
        published: published.map(str::to_owned),
        planned,
        urls,
        group,
    }
}

/// The more precise of two times is the longer one; of two alike the first counts.
fn precision(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then(Ordering::Greater)
}

/// The paths of addresses, each once.
fn aliases(urls: &[String]) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for url in urls {
        let path = url::Url::parse(url).map_or_else(|_| url.clone(), |url| url.path().to_owned());
        if path.starts_with('/') && path.len() > 1 && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// A slug that nobody has: with a number behind it, where it is taken. Compared without regard to
/// case, as some file systems do.
fn free(slug: &str, taken: &mut FxHashSet<String>) -> String {
    let mut candidate = slug.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = format!("{slug}-{number}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::inventory::Origin;

    fn item(title: &str, published: &str, url: Option<&str>) -> Item {
        Item {
            origin: Origin::Page {
                file: 0,
                spooled: None,
            },
            is_page: false,
            is_draft: false,
            id: None,
            url: url.map(str::to_owned),
            slug: None,
            title: title.to_owned(),
            published: Some(published.to_owned()),
        }
    }

    #[test]
    fn posts_stand_in_the_order_of_time_and_each_slug_is_there_once() {
        let inventory = Inventory {
            items: vec![
                item("Fog", "2014-06-12T10:00:00-07:00", None),
                item(
                    "Fog",
                    "2014-06-12",
                    Some("http://hill.example/2014/06/fog.html"),
                ),
                item("Fog", "2014-06-12T16:00:00Z", None),
            ],
            ..Inventory::default()
        };
        let single = |place| Group {
            items: vec![place],
            comments: 0..0,
        };
        let joined = Joined {
            groups: (0..3).map(single).collect(),
            ..Joined::default()
        };
        let posts = plan(&inventory, &joined);
        let slugs: Vec<_> = posts
            .iter()
            .map(|post| (post.group.items[0], post.planned.slug.as_str()))
            .collect();
        assert_eq!(slugs, [(1, "fog"), (2, "fog-2"), (0, "fog-3")]);
        assert_eq!(posts[0].planned.aliases, ["/2014/06/fog.html"]);
    }

    #[test]
    fn the_more_precise_time_counts() {
        let inventory = Inventory {
            items: vec![
                item("Fog", "2014-06-12", Some("http://hill.example/fog")),
                item(
                    "Fog",
                    "2014-06-12T10:00:00-07:00",
                    Some("https://hill.example/fog/"),
                ),
            ],
            ..Inventory::default()
        };
        let group = Group {
            items: vec![0, 1],
            comments: 0..0,
        };
        let post = post(&inventory, group);
        assert_eq!(post.published.as_deref(), Some("2014-06-12T10:00:00-07:00"));
        assert_eq!(post.urls.len(), 2);
    }
}
