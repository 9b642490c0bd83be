//! The cost of a whole conversion in units of scraper's bare parse of the same bytes.
//!
//! `cargo bench --bench ratio` takes the pages in `../shared/corpus/pages/html`, or in the folder
//! that `REPOST_PAGES` names. Every page goes through both in turn, several times, in one process;
//! the smallest time of each counts, so that what else the machine does matters little.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use repost::write::{Format, Options, write};

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

impl Times {
    fn whole(&self) -> Duration {
        self.open + self.read + self.passes + self.markdown
    }

    fn ratio(&self) -> f64 {
        self.whole().as_secs_f64() / self.parse.as_secs_f64()
    }
}

fn main() {
    let folder = std::env::var_os("REPOST_PAGES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages/html"),
        PathBuf::from,
    );
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    if files.is_empty() {
        println!("skipped: no pages in {}", folder.display());
        return;
    }
    report(
        &files
            .iter()
            .filter_map(|file| measure(file))
            .collect::<Vec<_>>(),
    );
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The smallest times of one page; none for a file that is no post.
fn measure(file: &Path) -> Option<Times> {
    let bytes = std::fs::read(file).ok()?;
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

fn report(pages: &[Times]) {
    let sum = |part: fn(&Times) -> Duration| pages.iter().map(part).sum::<Duration>();
    let parse = sum(|page| page.parse);
    let row = |name: &str, time: Duration| {
        let ratio = time.as_secs_f64() / parse.as_secs_f64();
        println!(
            "{name:<28}{:>10.2} ms {ratio:>7.2}",
            time.as_secs_f64() * 1000.0
        );
    };
    println!("{} pages", pages.len());
    row("scraper's bare parse", parse);
    row("bytes to page", sum(|page| page.open));
    row("page to document", sum(|page| page.read));
    row("passes", sum(|page| page.passes));
    row("document to Markdown", sum(|page| page.markdown));
    row("whole conversion", sum(Times::whole));
    let mut sorted: Vec<&Times> = pages.iter().collect();
    sorted.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
    let at = |percent: usize| sorted[(sorted.len() - 1) * percent / 100].ratio();
    println!(
        "ratio page by page: median {:.2}, p99 {:.2}",
        at(50),
        at(99)
    );
    println!("dearest pages:");
    for page in sorted.iter().rev().take(10) {
        println!(
            "{:>7.2}  parse {:?} open {:?} read {:?} passes {:?} markdown {:?}  {}",
            page.ratio(),
            page.parse,
            page.open,
            page.read,
            page.passes,
            page.markdown,
            page.name
        );
    }
}
