//! The cost of a whole conversion in units of scraper's bare parse of the same bytes.
//!
//! `cargo bench --bench ratio` takes the pages of the development corpus, set by set, or those in
//! the folder that `REPOST_PAGES` names. Every page goes through both in turn, several times, in one
//! process; the smallest time of each counts, so that what else the machine does matters little.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use repost::write::{Format, Options, write};

#[path = "../examples/score/measure/saved.rs"]
mod saved;

/// The sets of the development corpus that are saved pages.
const SETS: &[&str] = &["pages", "wcxb-dev", "trafilatura-blogs"];

/// How often each page is measured.
const ROUNDS: usize = 7;

/// The times of one page.
struct Times {
    name: String,
    parse: Duration,
    open: Duration,
    read: Duration,
    passes: Duration,
    markdown: Duration,
}

/// One time of a page.
type Part = fn(&Times) -> Duration;

impl Times {
    fn whole(&self) -> Duration {
        self.open + self.read + self.passes + self.markdown
    }

    fn ratio(&self) -> f64 {
        self.whole().as_secs_f64() / self.parse.as_secs_f64()
    }
}

fn main() {
    let mut sets = Vec::new();
    for (name, folder) in folders() {
        let files = saved::files(&folder);
        if files.is_empty() {
            println!("skipped: no pages in {}", folder.display());
            continue;
        }
        let pages: Vec<Times> = files.iter().filter_map(|file| measure(file)).collect();
        let without_post = files.len() - pages.len();
        if without_post > 0 {
            println!("{name}: left out: {without_post} without a post");
        }
        sets.push((name, pages));
    }
    if sets.iter().any(|(_, pages)| !pages.is_empty()) {
        report(&sets);
    }
}

/// The sets, each with the folder of its pages.
fn folders() -> Vec<(String, PathBuf)> {
    if let Some(folder) = std::env::var_os("REPOST_PAGES") {
        return vec![("REPOST_PAGES".to_owned(), folder.into())];
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = |set: &&str| ((*set).to_owned(), corpus.join(set).join("html"));
    SETS.iter().map(folder).collect()
}

/// The smallest times of one page; none for a file that is no post.
fn measure(file: &Path) -> Option<Times> {
    let bytes = saved::read(file).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut best: Option<Times> = None;
    for _ in 0..ROUNDS {
        let now = once(&bytes, &text)?;
        best = Some(match best {
            None => now,
            Some(best) => Times {
                name: best.name,
                parse: best.parse.min(now.parse),
                open: best.open.min(now.open),
                read: best.read.min(now.read),
                passes: best.passes.min(now.passes),
                markdown: best.markdown.min(now.markdown),
            },
        });
    }
    let name = file.file_name()?.to_string_lossy().into_owned();
    best.map(|best| Times { name, ..best })
}

fn once(bytes: &[u8], text: &str) -> Option<Times> {
    let (_, parse) = timed(|| black_box(scraper::Html::parse_document(text)));
    let (input, open) = timed(|| repost::input::open(bytes, &repost::input::Limits::default()));
    let repost::input::Input::Page(page) = input.ok()? else {
        return None;
    };
    let (document, read) = timed(|| repost::read::read(&page, &[]));
    let mut document = document.ok()?;
    let ((), passes) = timed(|| repost::pass::run(&mut document, &[]));
    let (_, markdown) =
        timed(|| black_box(write(&document, Format::Markdown, &Options::default())));
    Some(Times {
        name: String::new(),
        parse,
        open,
        read,
        passes,
        markdown,
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn report(sets: &[(String, Vec<Times>)]) {
    println!("set                   pages   parse ms   whole ms   ratio  median     p99");
    for (name, pages) in sets.iter().filter(|(_, pages)| !pages.is_empty()) {
        row(name, &pages.iter().collect::<Vec<_>>());
    }
    let mut all: Vec<&Times> = sets.iter().flat_map(|(_, pages)| pages).collect();
    row("TOTAL", &all);
    stages(&all);
    all.sort_by(|a, b| b.ratio().total_cmp(&a.ratio()));
    slowest("dearest pages, by their ratio", &all);
    all.sort_by_key(|page| std::cmp::Reverse(page.whole()));
    slowest("slowest pages, by their time", &all);
}

/// One line about some pages: the ratio of all together, then page by page.
fn row(name: &str, pages: &[&Times]) {
    let parse = milliseconds(sum(pages, |page| page.parse));
    let whole = milliseconds(sum(pages, Times::whole));
    let mut ratios: Vec<f64> = pages.iter().map(|page| page.ratio()).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |percent: usize| ratios[(ratios.len() - 1) * percent / 100];
    println!(
        "{name:<20}{:>7}{parse:>11.2}{whole:>11.2}{:>8.2}{:>8.2}{:>8.2}",
        pages.len(),
        whole / parse,
        at(50),
        at(99)
    );
}

/// What each stage takes of all pages together.
fn stages(pages: &[&Times]) {
    let parse = milliseconds(sum(pages, |page| page.parse));
    let stages: [(&str, Part); 5] = [
        ("scraper's bare parse", |page| page.parse),
        ("bytes to page", |page| page.open),
        ("page to document", |page| page.read),
        ("passes", |page| page.passes),
        ("document to Markdown", |page| page.markdown),
    ];
    println!();
    for (name, part) in stages {
        let time = milliseconds(sum(pages, part));
        println!("{name:<27}{time:>11.2} ms{:>8.2}", time / parse);
    }
}

/// The first ten pages, with the milliseconds of their stages.
fn slowest(heading: &str, pages: &[&Times]) {
    println!("\n{heading}\n  ratio   parse    open    read  passes markdown");
    for page in pages.iter().take(10) {
        let [parse, open, read, passes, markdown] =
            [page.parse, page.open, page.read, page.passes, page.markdown].map(milliseconds);
        println!(
            "{:>7.2}{parse:>8.2}{open:>8.2}{read:>8.2}{passes:>8.2}{markdown:>9.2}  {}",
            page.ratio(),
            page.name
        );
    }
}

fn sum(pages: &[&Times], part: Part) -> Duration {
    pages.iter().map(|page| part(page)).sum()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
