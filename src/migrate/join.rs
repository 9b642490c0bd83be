//! Which of the items found are one post, and whose comments are whose.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::input::export::PostKey;
use crate::migrate::inventory::{CommentRef, Inventory, Item, Origin, key, post_key};

/// A post with all its copies and comments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Places in [`Inventory::items`], in the order of the inputs.
    pub items: Vec<usize>,
    /// Places in [`Joined::comments`].
    pub comments: std::ops::Range<usize>,
}

/// All posts, and the comments of each.
#[derive(Debug, Default)]
pub struct Joined {
    /// Each post once, in the order of the inputs.
    pub groups: Vec<Group>,
    /// Comments, those of a post beside each other.
    pub comments: Vec<CommentRef>,
    /// Comments whose post was thrown away.
    pub orphans: Vec<CommentRef>,
}

/// Joins copies of one post by the platform's ids, by the permalink, and else by title and time.
///
/// Two entries of one export are two posts, unless they have one id.
pub fn join(inventory: &mut Inventory) -> Joined {
    let mut sets = Sets::new(inventory.items.len());
    let mut by_key: FxHashMap<u64, usize> = FxHashMap::default();
    for (place, item) in inventory.items.iter().enumerate() {
        for (key, is_id) in keys(inventory, item) {
            let first = *by_key.entry(key).or_insert(place);
            let other = &inventory.items[sets.find(first)];
            if first != place && (is_id || !is_same_export(item, other)) {
                sets.join(first, place);
            }
        }
    }
    let missing = stand_ins(inventory, &by_key);
    for (key, item) in missing {
        by_key.insert(key, inventory.items.len());
        sets.0.push(inventory.items.len());
        inventory.items.push(item);
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: Vec<usize> = Vec::with_capacity(inventory.items.len());
    for place in 0..inventory.items.len() {
        let root = sets.find(place);
        if root == place {
            group_of.push(groups.len());
            groups.push(Group::default());
        } else {
            group_of.push(group_of[root]);
        }
        groups[group_of[place]].items.push(place);
    }
    let post = |comment: &CommentRef| {
        let item = by_key
            .get(&comment.post)
            .or_else(|| by_key.get(&comment.url))?;
        Some(group_of[*item])
    };
    let (comments, orphans) = sorted(std::mem::take(&mut inventory.comments), post, &mut groups);
    Joined {
        groups,
        comments,
        orphans,
    }
}

/// Posts that are not there, for their comments: each once, by the first key that its comments
/// have. A post that was thrown away has none.
fn stand_ins(inventory: &Inventory, by_key: &FxHashMap<u64, usize>) -> Vec<(u64, Item)> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for comment in &inventory.comments {
        let keys = [comment.url, comment.post];
        let is_there = keys.iter().any(|key| by_key.contains_key(key));
        let key = keys.into_iter().find(|key| *key != 0).unwrap_or(0);
        let is_new = !is_there && key != 0 && !inventory.trashed.contains(&comment.post);
        if is_new && seen.insert(key) {
            found.push((key, stand_in(inventory.answered.get(&key).cloned())));
        }
    }
    found
}

fn stand_in(url: Option<String>) -> Item {
    Item {
        origin: Origin::Missing,
        is_page: false,
        is_draft: true,
        id: None,
        slug: None,
        title: url
            .as_ref()
            .map_or("Comments without a post".to_owned(), |url| {
                format!("Comments on {url}")
            }),
        url,
        published: None,
    }
}

/// What an item is found by, and whether that is the platform's id.
fn keys(inventory: &Inventory, item: &Item) -> Vec<(u64, bool)> {
    let mut keys = Vec::with_capacity(4);
    if let Origin::Entry { export, place } = item.origin {
        let export = export as usize;
        let form = inventory.exports[export].form;
        keys.push((post_key(export, form, &PostKey::Inside(place.start)), true));
        if let Some(id) = &item.id {
            keys.push((post_key(export, form, &PostKey::Id(id.clone())), true));
        }
    }
    match item.url.as_deref().and_then(|url| inventory.url_key(url)) {
        Some(url) => keys.push((url, false)),
        None if !item.title.is_empty() && item.published.is_some() => {
            keys.push((key(&("title", &item.title, &item.published)), false));
        }
        None => {}
    }
    keys
}

fn is_same_export(one: &Item, other: &Item) -> bool {
    match (one.origin, other.origin) {
        (Origin::Entry { export: one, .. }, Origin::Entry { export: other, .. }) => one == other,
        _ => false,
    }
}

/// Comments in the order of their posts, and those without one.
fn sorted(
    comments: Vec<CommentRef>,
    post: impl Fn(&CommentRef) -> Option<usize>,
    groups: &mut [Group],
) -> (Vec<CommentRef>, Vec<CommentRef>) {
    let (mut found, orphans): (Vec<_>, Vec<_>) = comments
        .into_iter()
        .partition(|comment| post(comment).is_some());
    // Stable: those of one post stay in the order of the inputs.
    found.sort_by_cached_key(|comment| post(comment));
    let mut at = 0;
    for (number, group) in groups.iter_mut().enumerate() {
        let len = found[at..]
            .iter()
            .take_while(|comment| post(comment) == Some(number))
            .count();
        group.comments = at..at + len;
        at += len;
    }
    (found, orphans)
}

/// Disjoint sets of numbers, each known by its smallest.
struct Sets(Vec<usize>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn find(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::export::Place;
    use crate::migrate::inventory::url_key;

    fn page(file: u32, url: &str) -> Item {
        Item {
            origin: Origin::Page {
                file,
                spooled: None,
            },
            is_page: false,
            is_draft: false,
            id: None,
            url: Some(url.to_owned()),
            slug: None,
            title: String::new(),
            published: None,
        }
    }

    #[test]
    fn copies_of_a_post_are_one_and_its_comments_find_it() {
        let comment = |url: &str, start| CommentRef {
            post: 0,
            url: url_key(url).unwrap(),
            export: 0,
            place: Place { start, len: 1 },
        };
        let mut inventory = Inventory {
            items: vec![
                page(0, "http://hill.example/a.html"),
                page(1, "http://hill.example/b.html"),
                page(2, "https://hill.example/a.html?showComment=1#c1"),
            ],
            comments: vec![
                comment("http://hill.example/b.html", 1),
                comment("http://hill.example/a.html", 2),
                comment("http://hill.example/gone.html", 3),
                comment("http://hill.example/b.html", 4),
            ],
            ..Inventory::default()
        };
        let joined = join(&mut inventory);
        let groups: Vec<_> = joined
            .groups
            .iter()
            .map(|group| group.items.clone())
            .collect();
        // The last one stands in for the post that is gone.
        assert_eq!(groups, [vec![0, 2], vec![1], vec![3]]);
        let starts = |range: std::ops::Range<usize>| -> Vec<u64> {
            joined.comments[range]
                .iter()
                .map(|comment| comment.place.start)
                .collect()
        };
        assert_eq!(starts(joined.groups[0].comments.clone()), [2]);
        assert_eq!(starts(joined.groups[1].comments.clone()), [1, 4]);
        assert_eq!(starts(joined.groups[2].comments.clone()), [3]);
        assert_eq!(joined.orphans, []);
    }
}
