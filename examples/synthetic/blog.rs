//! A blog that does not exist: how many of what it has, and which comment belongs to which post.
//!
//! Nothing is stored. Each entry and each comment follows from the seed and its number, so that
//! a blog of any size takes the memory of one post.

use std::ops::Range;

use super::moment::Moment;
use super::random::{Purpose, Random, index};
use super::words::{self, Script};

/// What an entry of the blog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Post,
    Page,
    Draft,
    /// Thrown away, but still in the export.
    Trashed,
}

/// How many of what the blog has, and the seed that all else follows from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blog {
    pub(crate) seed: u64,
    /// Published posts: pages, drafts and what was thrown away come on top.
    pub(crate) posts: u64,
    pub(crate) comments: u64,
}

/// What is known of a post, a page or a draft besides its body.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) number: u64,
    pub(crate) script: &'static Script,
    pub(crate) title: String,
    pub(crate) labels: Vec<String>,
    pub(crate) published: Moment,
    /// From the root of the blog: `/2014/06/words_12.html`.
    pub(crate) path: String,
}

/// Within so many posts that follow each other, some have many comments and some have none.
const GROUP: u64 = 64;

/// The first post was written on 2005-01-01; the last one not more than 14 years later.
const START: i64 = 1_104_537_600;
const SPAN: u64 = 441_504_000;

/// How many labels the blog has.
const LABELS: u64 = 40;

impl Blog {
    /// How many entries of a kind there are.
    pub(crate) fn count(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Post => self.posts,
            Kind::Page => self.posts / 200 + 1,
            Kind::Draft => self.posts / 50 + 1,
            Kind::Trashed => self.posts / 100 + 1,
        }
    }

    pub(crate) fn host(&self) -> String {
        format!("synthetic-{}.blogspot.com", self.seed)
    }

    pub(crate) fn title(&self) -> String {
        let mut random = Random::of(self.seed, Purpose::Title, 99, 0);
        words::latin().words(&mut random, 3)
    }

    pub(crate) fn blog_id(&self) -> u64 {
        1_000_000_000 + Random::of(self.seed, Purpose::Id, 99, 0).below(8_000_000_000)
    }

    /// A number as Blogger gives them: long, in no order, and never the same twice.
    pub(crate) fn id(&self, kind: u64, number: u64) -> u64 {
        let leading =
            100_000_000 + Random::of(self.seed, Purpose::Id, kind, number).below(800_000_000);
        leading * 10_000_000_000 + kind * 1_000_000_000 + number
    }

    pub(crate) fn entry_id(&self, kind: Kind, number: u64) -> u64 {
        self.id(kind as u64, number)
    }

    pub(crate) fn entry(&self, kind: Kind, number: u64) -> Entry {
        let mut random = Random::of(self.seed, Purpose::Facts, kind as u64, number);
        let script = words::script(&mut random);
        let published = self.published(kind, number, &mut random);
        let title = self.entry_title(kind, number, script);
        Entry {
            path: path(kind, number, script, &title, &published),
            labels: self.labels(kind, &mut random),
            kind,
            number,
            script,
            title,
            published,
        }
    }

    /// The address of an entry on the old blog.
    pub(crate) fn url(&self, entry: &Entry) -> String {
        format!("http://{}{}", self.host(), entry.path)
    }

    /// Entries of a kind stand evenly in the blog's years, so that later numbers are later.
    fn published(&self, kind: Kind, number: u64, random: &mut Random) -> Moment {
        let step = (SPAN / self.count(kind)).max(1);
        let seconds = SPAN.min(number * step) + random.below(step);
        Moment::new(START + i64::try_from(seconds).expect("14 years are few seconds"))
    }

    fn entry_title(&self, kind: Kind, number: u64, script: &Script) -> String {
        let mut random = Random::of(self.seed, Purpose::Title, kind as u64, number);
        let count = random.between(2, 9);
        let words = script.words(&mut random, count);
        if kind != Kind::Post {
            return words;
        }
        match number % 100 {
            3 | 53 => "Open Thread".to_owned(),
            7 => String::new(),
            11 => script.words(&mut random, 60),
            17 => format!("{words} & \"{words}\" <i>{words}</i>"),
            23 => format!("- [{words}]: #{number} 'yes' \\ 🦆"),
            29 => format!("{words}: {{{{ {words} }}}} {{% raw %}}"),
            31 => "OPEN THREAD".to_owned(),
            37 => format!("2011-02-{}", number % 28 + 1),
            _ => words,
        }
    }

    fn labels(&self, kind: Kind, random: &mut Random) -> Vec<String> {
        if kind == Kind::Page {
            return Vec::new();
        }
        let first = random.below(LABELS);
        (0..random.below(5))
            .map(|place| self.label((first + place * 7) % LABELS))
            .collect()
    }

    /// The name of one of the blog's labels; some hold what addresses and lists must escape.
    pub(crate) fn label(&self, number: u64) -> String {
        let mut random = Random::of(self.seed, Purpose::Title, 98, number);
        let script = if number.is_multiple_of(8) {
            words::script(&mut random)
        } else {
            words::latin()
        };
        let name = script.words(&mut random, 1 + number % 2);
        match number {
            5 => format!("{name} & more"),
            6 => format!("{name}/old"),
            9 => format!("{name}, too"),
            12 => format!("🐝 {name}"),
            _ => name,
        }
    }

    /// The numbers of the comments on a post.
    pub(crate) fn comments_of(&self, post: u64) -> Range<u64> {
        let group = post / GROUP;
        let first = group * GROUP;
        let (start, end) = (self.first_comment(group), self.first_comment(group + 1));
        let weights = self.weights(group);
        let place = index(post - first);
        let before: u64 = weights[..place].iter().sum();
        let total: u64 = weights.iter().sum();
        let share = |part: u64| start + (end - start) * part / total;
        share(before)..share(before + weights[place])
    }

    /// The post that a comment belongs to.
    pub(crate) fn post_of(&self, comment: u64) -> u64 {
        let guess = u128::from(comment) * u128::from(self.posts) / u128::from(self.comments);
        let mut group = u64::try_from(guess).expect("it is below the number of posts") / GROUP;
        while self.first_comment(group + 1) <= comment {
            group += 1;
        }
        while self.first_comment(group) > comment {
            group -= 1;
        }
        let posts = group * GROUP..((group + 1) * GROUP).min(self.posts);
        let mut posts = posts.skip_while(|post| self.comments_of(*post).end <= comment);
        posts.next().expect("the group's posts share its comments")
    }

    /// The number of the first comment of a group of posts.
    fn first_comment(&self, group: u64) -> u64 {
        let posts = (group * GROUP).min(self.posts);
        let comments = u128::from(self.comments) * u128::from(posts) / u128::from(self.posts);
        u64::try_from(comments).expect("it is at most the number of comments")
    }

    /// How the posts of a group share its comments.
    fn weights(&self, group: u64) -> Vec<u64> {
        let posts = group * GROUP..((group + 1) * GROUP).min(self.posts);
        let mut weights: Vec<u64> = posts.map(|post| self.weight(post)).collect();
        if weights.iter().sum::<u64>() == 0 {
            weights[0] = 1;
        }
        weights
    }

    fn weight(&self, post: u64) -> u64 {
        let mut random = Random::of(self.seed, Purpose::Share, 0, post);
        match random.below(100) {
            0..15 => 0,
            15..90 => random.between(1, 8),
            _ => random.between(20, 80),
        }
    }
}

/// Where the old blog had an entry: words of its title, and its number so that no two are one.
fn path(kind: Kind, number: u64, script: &Script, title: &str, published: &Moment) -> String {
    let slug = if script.language == "en" {
        slug(title)
    } else {
        String::new()
    };
    let slug = if slug.is_empty() { "blog-post" } else { &slug };
    match kind {
        Kind::Page => format!("/p/{slug}_{number}.html"),
        _ => format!("{}{slug}_{number}.html", published.format("/%Y/%m/")),
    }
}

/// A title as Blogger writes it into an address: small letters, hyphens, some 40 letters at most.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in title.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if word.is_empty() || slug.len() + word.len() > 39 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug
}
