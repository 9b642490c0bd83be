//! `repost convert`: plan, then read, convert and write each input by itself.

use std::ops::ControlFlow;

use repost::document::Document;
use repost::write::{self, CommentsMode, Format, FrontMatter};
use repost::{Error, Options, guard, queue};

use crate::cli::plan::{self, Job, Target};
use crate::cli::progress::Progress;
use crate::cli::report::Report;
use crate::cli::settings::{reading, threads};
use crate::cli::{CommentsName, Convert, FormatName, FrontMatterName, load, store};

/// What holds for every input of a run.
struct Settings {
    convert: Options,
    write: write::Options,
    force: bool,
}

/// An input that became a document and was written.
struct Converted {
    document: Document,
    /// What is for standard output.
    printed: String,
}

/// Converts every input; one that fails is told and does not stop the others.
pub(crate) fn run(arguments: &Convert) -> Result<u8, Error> {
    let plan = plan::plan(arguments)?;
    let settings = settings(arguments)?;
    if let Some(folder) = &plan.folder {
        store::make_folder(folder)?;
    }
    let prints = plan
        .jobs
        .iter()
        .flat_map(|job| &job.outputs)
        .any(|o| o.target == Target::Stdout);
    let progress = Progress::new(plan.jobs.len(), prints);
    let mut report = Report::new(arguments, plan.jobs.len(), progress);
    let work = |job: &Job| guard::caught(&job.input.name(), || convert(job, &settings));
    queue::in_order(&plan.jobs, threads(arguments.jobs), work, |job, result| {
        finish(job, result, &mut report)
    });
    Ok(report.finish())
}

fn settings(arguments: &Convert) -> Result<Settings, Error> {
    Ok(Settings {
        convert: reading(&arguments.limits, &arguments.profiles, &arguments.skip)?,
        write: write::Options {
            compact: arguments.writing.compact,
            front_matter: arguments.writing.front_matter.into(),
            comments: arguments.writing.comments.into(),
            #[cfg(feature = "html2md")]
            engine: arguments.writing.markdown_engine.into(),
        },
        force: arguments.force,
    })
}

/// The whole way of one input. What exists is refused first, so that an input's outputs are all
/// new or all the old ones.
fn convert(job: &Job, settings: &Settings) -> Result<Converted, Error> {
    for output in &job.outputs {
        if let Target::File(path) = &output.target {
            store::refuse_existing(path, settings.force)?;
        }
    }
    let bytes = load::load(&job.input, settings.convert.limits.bytes)?;
    let mut document =
        repost::convert(&bytes, &settings.convert).map_err(|error| error.at(job.input.name()))?;
    if document.source.file.is_none() {
        document.source.file = job.input.file_name();
    }
    let mut printed = String::new();
    for output in &job.outputs {
        let text = write::write(&document, output.format, &settings.write);
        match &output.target {
            Target::Stdout => printed.push_str(&text),
            Target::File(path) => store::write(path, &text, settings.force)?,
        }
    }
    Ok(Converted { document, printed })
}

/// Tells and prints a result; breaks where nobody listens any more.
fn finish(job: &Job, result: Result<Converted, Error>, report: &mut Report) -> ControlFlow<()> {
    let printed = result.and_then(|converted| {
        let flow = store::print(&converted.printed)?;
        report.converted(&job.input.name(), &converted.document);
        Ok(flow)
    });
    printed.unwrap_or_else(|error| {
        report.failed(&error);
        ControlFlow::Continue(())
    })
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Json => Self::Json,
            FormatName::Markdown => Self::Markdown,
            FormatName::Xhtml => Self::Xhtml,
            FormatName::Text => Self::Text,
        }
    }
}

impl From<FrontMatterName> for FrontMatter {
    fn from(name: FrontMatterName) -> Self {
        match name {
            FrontMatterName::Yaml => Self::Yaml,
            FrontMatterName::Toml => Self::Toml,
            FrontMatterName::Json => Self::Json,
            FrontMatterName::None => Self::None,
        }
    }
}

impl From<CommentsName> for CommentsMode {
    fn from(name: CommentsName) -> Self {
        match name {
            CommentsName::Full => Self::Full,
            CommentsName::None => Self::None,
            CommentsName::Only => Self::Only,
        }
    }
}

#[cfg(feature = "html2md")]
impl From<crate::cli::EngineName> for write::MarkdownEngine {
    fn from(name: crate::cli::EngineName) -> Self {
        match name {
            crate::cli::EngineName::Repost => Self::Repost,
            crate::cli::EngineName::Html2md => Self::Html2md,
        }
    }
}
