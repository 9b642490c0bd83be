//! `repost migrate`: options to a run, and what came of it to people.

use std::io::{self, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use repost::migrate::aside::Comments;
use repost::migrate::check::{Checked, Fault};
use repost::migrate::gather::Mode;
use repost::migrate::ledger::{NAME, Outcome};
use repost::migrate::site::generator;
use repost::migrate::summary::Summary;
use repost::migrate::{self, Observer, Options, Report, Stage};
use repost::{Error, ErrorKind};

use crate::cli::printable::printable;
use crate::cli::settings::{reading, threads};
use crate::cli::{AssetsName, Migrate, MigratedCommentsName, progress, report};

/// The exit status of a run that was stopped from the keyboard, as shells have it.
const INTERRUPTED: u8 = 130;

/// Set by the first Ctrl-C; the second ends the program at once.
static STOP: AtomicBool = AtomicBool::new(false);

/// Migrates, and tells what came of it.
pub(crate) fn run(arguments: &Migrate) -> Result<u8, Error> {
    let options = options(arguments)?;
    listen()?;
    let line = Line::new(arguments.quiet);
    let observer = Observer {
        advanced: &|stage, done, total| line.show(stage, done, total),
        stop: &STOP,
    };
    let result = migrate::run(&options, &observer);
    line.clear();
    let report = result?;
    if options.dry_run {
        print_plan(&options, &report)?;
    }
    if report.posts.is_empty() && !report.is_stopped {
        tell_reasons(&report.summary);
        return Err(migrate::nothing_found(&options.inputs));
    }
    if !arguments.quiet {
        tell(&options, &report);
    }
    Ok(exit_status(&report))
}

fn options(arguments: &Migrate) -> Result<Options, Error> {
    let mut to: Vec<_> = arguments
        .to
        .iter()
        .filter_map(|name| generator(name))
        .collect();
    to.dedup_by_key(|generator| generator.name);
    Ok(Options {
        inputs: arguments.inputs.clone(),
        site: arguments.output.clone(),
        to,
        base_url: arguments.base_url.clone(),
        url_map: arguments.url_map.clone(),
        site_url: format!("{}/", arguments.site_url.trim_end_matches('/')),
        convert: reading(&arguments.limits, &arguments.profiles, &arguments.skip)?,
        comments: arguments.comments.into(),
        threads: threads(arguments.jobs),
        assets: arguments.fetching.assets.into(),
        retry_failed: arguments.fetching.retry_failed,
        fetch: repost::migrate::assets::fetch::Options {
            max_bytes: arguments.limits.bytes,
            allow_private: arguments.fetching.allow_private,
            ..repost::migrate::assets::fetch::Options::default()
        },
        force: arguments.force,
        dry_run: arguments.dry_run,
    })
}

impl From<MigratedCommentsName> for Comments {
    fn from(name: MigratedCommentsName) -> Self {
        match name {
            MigratedCommentsName::Section => Self::Section,
            MigratedCommentsName::Data => Self::Data,
            MigratedCommentsName::Wxr => Self::Wxr,
            MigratedCommentsName::Disqus => Self::Disqus,
            MigratedCommentsName::None => Self::None,
        }
    }
}

impl From<AssetsName> for Mode {
    fn from(name: AssetsName) -> Self {
        match name {
            AssetsName::Keep => Self::Keep,
            AssetsName::Local => Self::Local,
            AssetsName::Fetch => Self::Fetch,
        }
    }
}

/// The first Ctrl-C asks the run to finish what it has in hand.
fn listen() -> Result<(), Error> {
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        let _ = writeln!(
            io::stderr(),
            "\nfinishing the posts in hand; once more to stop at once"
        );
    };
    ctrlc::set_handler(handler)
        .map_err(|error| Error::new(ErrorKind::Io(io::Error::other(error)), ""))
}

fn exit_status(report: &Report) -> u8 {
    if report.is_stopped {
        INTERRUPTED
    } else {
        let is_incomplete = report.checked.of(Fault::MissingFile) > 0;
        u8::from(report.summary.failed() > 0 || is_incomplete)
    }
}

/// One line for each post: where it goes.
fn print_plan(options: &Options, report: &Report) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    let printed = report.posts.iter().try_for_each(|post| {
        let files: Vec<String> = options
            .to
            .iter()
            .map(|to| (to.file)(&post.planned))
            .collect();
        let old = post.urls.first().map_or("-", String::as_str);
        let comments = post.group.comments.len();
        writeln!(
            out,
            "{}\t{}\t{comments} comments\t{}",
            files.join(" "),
            printable(old),
            printable(&post.title)
        )
    });
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn tell(options: &Options, report: &Report) {
    let summary = &report.summary;
    let site = options.site.display().to_string();
    for line in lines(summary) {
        report::told(&line);
    }
    tell_reasons(summary);
    tell_faults(&report.checked);
    if options.dry_run {
        report::done(&format!(
            "{} posts would be written to {site}",
            report.posts.len()
        ));
    } else if report.is_stopped {
        let (done, all) = (report.done, report.posts.len());
        report::done(&format!(
            "stopped: {done} of {all} posts are in {site}; the same command goes on from there"
        ));
    } else {
        let posts = summary.of("post", Outcome::Written) + summary.of("page", Outcome::Written);
        report::done(&format!(
            "{posts} posts are in {site}; report.html there tells what came of them, {NAME} of \
             every input"
        ));
    }
}

/// The counts, one line for each kind of thing.
fn lines(summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    let kinds: std::collections::BTreeSet<&str> = summary
        .by_kind
        .keys()
        .map(|(kind, _)| kind.as_str())
        .collect();
    for kind in kinds {
        let outcomes = ["written", "merged", "skipped", "failed"]
            .iter()
            .filter_map(|outcome| {
                let count = summary.by_kind.get(&(kind.to_owned(), *outcome))?;
                Some(format!("{count} {outcome}"))
            });
        lines.push(format!(
            "{kind}: {}",
            outcomes.collect::<Vec<_>>().join(", ")
        ));
    }
    if summary.drafts > 0 {
        lines.push(format!("drafts among them: {}", summary.drafts));
    }
    let comments = summary.comments;
    lines.push(format!(
        "comments in posts: {} declared, {} found, {} written",
        comments.declared, comments.found, comments.written
    ));
    lines.push(format!(
        "images: {}, links: {}",
        summary.images, summary.links
    ));
    lines
}

/// What the check found. Links that lead nowhere did so before: that is no failure.
fn tell_faults(checked: &Checked) {
    for (fault, count) in &checked.counts {
        let words = match fault {
            Fault::MissingFile => {
                report::warn(&format!("{count} files of the site are not there"));
                continue;
            }
            Fault::ChangedFile => "files were changed by somebody, and are kept as they are",
            Fault::NoPost => "links to posts that are not here",
            Fault::NotBuilt => "links to drafts, of which no page is built",
            Fault::NoComment => "links to comments that are not below their posts",
            Fault::OldFile => "links to files of the old blog",
            Fault::OldList => "links to lists of the old blog",
        };
        report::told(&format!("{count} {words}"));
    }
    if checked.shown.count > 0 {
        let count = checked.shown.count;
        report::told(&format!("{count} addresses of pictures lead to the web"));
    }
}

/// Why something is not in the site.
fn tell_reasons(summary: &Summary) {
    for ((outcome, reason), count) in &summary.reasons {
        let line = format!("{count} {outcome}: {}", printable(reason));
        if *outcome == "failed" {
            report::warn(&line);
        } else {
            report::told(&line);
        }
    }
}

/// One line on a terminal that tells how far the run has come.
struct Line {
    possible: bool,
    started: Instant,
    /// When the stage began, and when the line was last written.
    times: Mutex<(Option<Stage>, Instant, Instant)>,
    shown: AtomicBool,
}

impl Line {
    fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self {
            possible: !quiet && progress::is_possible(),
            started: now,
            times: Mutex::new((None, now, now)),
            shown: AtomicBool::new(false),
        }
    }

    /// Ten times a second, from the second second on.
    fn show(&self, stage: Stage, done: u64, total: u64) {
        if !self.possible || self.started.elapsed() < Duration::from_secs(1) {
            return;
        }
        let Ok(mut times) = self.times.try_lock() else {
            return;
        };
        if times.0 != Some(stage) {
            (times.0, times.1) = (Some(stage), Instant::now());
        } else if times.2.elapsed() < Duration::from_millis(100) {
            return;
        }
        times.2 = Instant::now();
        let text = how_far(stage, done, total, times.1.elapsed());
        let _ = write!(io::stderr(), "\r\x1b[K{text}");
        self.shown.store(true, Ordering::Relaxed);
    }

    fn clear(&self) {
        if self.shown.swap(false, Ordering::Relaxed) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// What is done, the rate, and the time left.
fn how_far(stage: Stage, done: u64, total: u64, elapsed: Duration) -> String {
    let what = match stage {
        Stage::Scan => "entries found",
        Stage::Pages => "pages read",
        Stage::Files => "posts looked through for files",
        Stage::Posts => "posts written",
    };
    let millis = u64::try_from(elapsed.as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    let rate = done * 1000 / millis;
    if total == 0 {
        return format!("{done} {what}, {rate}/s");
    }
    let left = (total - done.min(total))
        .checked_div(rate.max(1))
        .unwrap_or(0);
    format!(
        "{done} of {total} {what}, {rate}/s, {}:{:02} left",
        left / 60,
        left % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_rate_and_time_left() {
        let text = how_far(Stage::Posts, 100, 700, Duration::from_secs(10));
        assert_eq!(text, "100 of 700 posts written, 10/s, 1:00 left");
        let text = how_far(Stage::Scan, 5, 0, Duration::from_secs(1));
        assert_eq!(text, "5 entries found, 5/s");
    }
}
