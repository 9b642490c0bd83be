//! What will be written where: decided, and refused, before anything is read.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use repost::write::Format;
use repost::{Error, ErrorKind};
use rustc_hash::FxHashMap;

use crate::cli::{Convert, FormatName, name};

/// One input and what becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) input: Input,
    pub(crate) outputs: Vec<Output>,
}

/// Where the bytes come from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

/// One text to write.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) target: Target,
}

/// Where a text goes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Stdout,
    File(PathBuf),
}

/// Everything to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The folder that must be there first.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) jobs: Vec<Job>,
}

/// What `-o` means.
enum Destination {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

/// Formats, the endings that tell them (the first is the one that is written) and their names.
const ENDINGS: &[(Format, &[&str])] = &[
    (Format::Json, &["json"]),
    (Format::Markdown, &["md", "markdown"]),
    (Format::Xhtml, &["xhtml", "html", "htm"]),
    (Format::Text, &["txt"]),
];

impl Input {
    /// As messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The file's name without its folder.
    pub(crate) fn file_name(&self) -> Option<String> {
        match self {
            Self::Stdin => None,
            Self::File(path) => path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
        }
    }
}

/// Decides what is written where.
pub(crate) fn plan(arguments: &Convert) -> Result<Plan, Error> {
    let inputs = inputs(&arguments.inputs)?;
    let destination = destination(arguments.output.as_deref(), inputs.len())?;
    let formats = formats(&arguments.formats, &destination)?;
    if let Destination::Stdout = destination {
        refuse_a_mixture(&formats, inputs.len())?;
    }
    let jobs: Vec<Job> = inputs
        .into_iter()
        .map(|input| Job {
            outputs: outputs(&input, &formats, &destination),
            input,
        })
        .collect();
    refuse_collisions(&jobs)?;
    let folder = match destination {
        Destination::Folder(folder) => Some(folder),
        Destination::Stdout | Destination::File(_) => None,
    };
    Ok(Plan { folder, jobs })
}

fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Error> {
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    let input = |path: &PathBuf| {
        if is_stdin(path) {
            Input::Stdin
        } else {
            Input::File(path.clone())
        }
    };
    let inputs: Vec<Input> = paths.iter().map(input).collect();
    if inputs
        .iter()
        .filter(|input| **input == Input::Stdin)
        .count()
        > 1
    {
        return Err(usage(
            "standard input can be read only once",
            "give - a single time",
        ));
    }
    Ok(inputs)
}

fn destination(output: Option<&Path>, inputs: usize) -> Result<Destination, Error> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        return Ok(Destination::Stdout);
    };
    if path.is_dir() || ends_with_separator(path.as_os_str()) {
        Ok(Destination::Folder(path.to_owned()))
    } else if inputs == 1 {
        Ok(Destination::File(path.to_owned()))
    } else if path.exists() || format_of(path).is_some() {
        Err(usage(
            format!(
                "{} is one file, but there are {inputs} inputs",
                path.display()
            ),
            "give a folder, with a slash at its end: -o folder/",
        ))
    } else {
        Ok(Destination::Folder(path.to_owned()))
    }
}

fn ends_with_separator(path: &OsStr) -> bool {
    path.as_encoded_bytes()
        .last()
        .is_some_and(|byte| std::path::is_separator(char::from(*byte)))
}

fn formats(names: &[FormatName], destination: &Destination) -> Result<Vec<Format>, Error> {
    let mut formats: Vec<Format> = Vec::new();
    for format in names.iter().map(|name| Format::from(*name)) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    match destination {
        Destination::File(path) if formats.is_empty() => formats.push(guess(path)?),
        Destination::Stdout | Destination::Folder(_) if formats.is_empty() => {
            formats.push(Format::Markdown);
        }
        _ => {}
    }
    Ok(formats)
}

fn guess(path: &Path) -> Result<Format, Error> {
    if path.extension().is_none() {
        return Ok(Format::Markdown);
    }
    format_of(path).ok_or_else(|| {
        usage(
            format!("{}: no format is known by this ending", path.display()),
            "end the name with .json, .md, .xhtml or .txt, or choose a format with -t",
        )
    })
}

fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?;
    let known = |endings: &[&str]| {
        endings
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    };
    ENDINGS
        .iter()
        .find(|(_, endings)| known(endings))
        .map(|(format, _)| *format)
}

fn ending(format: Format) -> &'static str {
    let row = ENDINGS.iter().find(|(row, _)| *row == format);
    row.expect("every format has a row").1[0]
}

fn refuse_a_mixture(formats: &[Format], inputs: usize) -> Result<(), Error> {
    let hint = "give a folder, with a slash at its end: -o folder/";
    if formats.len() > 1 {
        return Err(usage(
            "several formats do not go together on standard output",
            hint,
        ));
    }
    if inputs > 1 && formats != [Format::Json] {
        let message =
            "only JSON can follow JSON on standard output, other texts would run together";
        return Err(usage(message, hint));
    }
    Ok(())
}

fn outputs(input: &Input, formats: &[Format], destination: &Destination) -> Vec<Output> {
    let target = |format: Format| match destination {
        Destination::Stdout => Target::Stdout,
        Destination::File(path) if formats.len() == 1 => Target::File(path.clone()),
        Destination::File(path) => {
            let stem = if format_of(path).is_some() {
                path.with_extension("")
            } else {
                path.clone()
            };
            Target::File(with_ending(stem, format))
        }
        Destination::Folder(folder) => {
            let stem = match input {
                Input::Stdin => "stdin".to_owned(),
                Input::File(path) => name::stem(path),
            };
            Target::File(with_ending(folder.join(stem), format))
        }
    };
    formats
        .iter()
        .map(|&format| Output {
            format,
            target: target(format),
        })
        .collect()
}

/// Unlike [`Path::with_extension`] it keeps all of `p.2014`.
fn with_ending(stem: PathBuf, format: Format) -> PathBuf {
    let mut path = stem.into_os_string();
    path.push(".");
    path.push(ending(format));
    path.into()
}

/// Two inputs must not write one file, nor two files that are one where case does not count.
fn refuse_collisions(jobs: &[Job]) -> Result<(), Error> {
    let mut taken: FxHashMap<String, &Job> = FxHashMap::default();
    for job in jobs {
        for output in &job.outputs {
            let Target::File(path) = &output.target else {
                continue;
            };
            if let Some(other) = taken.insert(path.to_string_lossy().to_lowercase(), job) {
                let (first, second) = (other.input.name(), job.input.name());
                return Err(usage(
                    format!(
                        "{first} and {second} would both be written to {}",
                        path.display()
                    ),
                    "rename one of them, or convert them into different folders",
                ));
            }
        }
    }
    Ok(())
}

fn usage(message: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::new(
        ErrorKind::Usage {
            message: message.into(),
            hint: hint.into(),
        },
        "",
    )
}

#[cfg(test)]
mod tests;
