//! What can be typed: declarations only. The documentation comments here are the help texts.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use repost::input;

pub(crate) mod convert;
pub(crate) mod describe;
mod explain;
mod load;
mod manual;
pub(crate) mod migrate;
mod name;
mod plan;
mod printable;
pub(crate) mod profiles;
mod progress;
pub(crate) mod report;
mod settings;
mod store;

const EXAMPLES: &str = "\
Examples:
  repost convert post.html                            Markdown on standard output
  repost convert post.html -o post.json               the format is guessed from the name
  repost convert post.html -t json -t xhtml -o out/   two files beside each other
  repost convert saved/*.html -t markdown -o out/     a whole folder; a bad file does not stop it
  repost convert - -t text < post.html                standard input
  repost convert post.html --explain > /dev/null      what was dropped, guessed and chosen

Exit status:
  0  everything was converted
  1  an input could not be converted: no page, no post in it, too large
  2  the options or a profile are wrong
  3  the system refused to read or to write
  4  an output exists already (see --force)
  5  a defect in repost itself: please report it
With several inputs it is the greatest of theirs.";

/// Turns archived blog pages back into posts: JSON, Markdown, EPUB-ready XHTML or plain text
#[derive(Debug, Parser)]
#[command(name = "repost", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Convert(Box<Convert>),
    Migrate(Box<Migrate>),
    /// List the built-in profiles, or print one to start your own from
    Profiles {
        #[command(subcommand)]
        action: Option<ProfilesAction>,
    },
    /// Print the JSON Schema of the JSON form
    Schema,
    /// Print a script that completes repost's options in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page, to be read with man -l
    Man {
        /// The command that it is about; repost itself without one
        #[arg(value_parser = PossibleValuesParser::new(["convert", "migrate", "profiles", "schema", "completions", "man"]))]
        command: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfilesAction {
    /// List their names, in the order in which pages are tested against them
    List,
    /// Print the table of one of them
    Show {
        /// Its name
        name: String,
    },
}

/// Convert saved pages, plain texts and JSON documents
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Convert {
    /// Saved pages (.html), plain texts, or documents in repost's own JSON; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// The form to write; several times for several files beside each other [default: guessed
    /// from the name given with -o, else markdown]
    #[arg(short = 't', long = "to", value_name = "FORMAT")]
    pub(crate) formats: Vec<FormatName>,

    /// The file to write, or the folder where several inputs are given, a folder of this name
    /// exists or the name ends with a slash [default: standard output]
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(short, long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) writing: Writing,

    /// Leave a pass out; several times for several passes
    #[arg(long, value_name = "PASS", value_parser = PossibleValuesParser::new(repost::pass::names()))]
    pub(crate) skip: Vec<String>,

    /// A profile of your own, tried before the built-in ones; several times for several
    #[arg(long = "profile", value_name = "FILE")]
    pub(crate) profiles: Vec<PathBuf>,

    /// Tell on standard error what was dropped, guessed, repaired, missing and chosen
    #[arg(long)]
    pub(crate) explain: bool,

    /// No warnings and no summary, errors only
    #[arg(short, long, conflicts_with = "explain")]
    pub(crate) quiet: bool,

    /// How many inputs are converted at a time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

// How texts are written.
#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Write JSON on one line
    #[arg(long)]
    pub(crate) compact: bool,

    /// The metadata block before Markdown
    #[arg(long, value_name = "FORM", default_value = "yaml")]
    pub(crate) front_matter: FrontMatterName,

    /// What of the comments is written; JSON always has them
    #[arg(long, value_name = "WHAT", default_value = "full")]
    pub(crate) comments: CommentsName,

    /// What writes Markdown
    #[cfg(feature = "html2md")]
    #[arg(long, value_name = "ENGINE", default_value = "repost")]
    pub(crate) markdown_engine: EngineName,
}

// What an input may cost.
#[derive(Debug, Args)]
pub(crate) struct Limits {
    /// The largest input in bytes
    #[arg(long = "max-bytes", value_name = "N", default_value_t = input::Limits::default().bytes)]
    pub(crate) bytes: u64,

    /// The most nodes that a page's tree may have
    #[arg(long = "max-nodes", value_name = "N", default_value_t = input::Limits::default().nodes)]
    pub(crate) nodes: usize,

    /// How deep a page's tree may be; deeper elements become siblings
    #[arg(long = "max-depth", value_name = "N", default_value_t = input::Limits::default().depth)]
    pub(crate) depth: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// The document itself, which can be converted again
    Json,
    /// CommonMark with GFM's tables, strikethrough, task lists and footnotes
    #[value(alias = "md")]
    Markdown,
    /// An EPUB 3.3 content document
    #[value(alias = "html")]
    Xhtml,
    /// Plain text
    #[value(alias = "txt")]
    Text,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FrontMatterName {
    /// Between lines of ---
    Yaml,
    /// Between lines of +++
    Toml,
    /// One object
    Json,
    /// Title and byline stand in the text instead
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CommentsName {
    /// Post and comments
    Full,
    /// The post alone
    None,
    /// The comments alone
    Only,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum MigratedCommentsName {
    /// Below each post
    Section,
    /// To data files, for the themes of generators that read them
    Data,
    /// To comments/wxr.xml, which WordPress imports
    Wxr,
    /// To comments/disqus.xml, which Disqus imports
    Disqus,
    /// Nowhere else
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AssetsName {
    /// Nowhere: they stay where they are
    Keep,
    /// The disk: folders of saved pages, and mirrors
    Local,
    /// The disk, and else the web
    Fetch,
}

#[cfg(feature = "html2md")]
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum EngineName {
    /// The writer over the document
    Repost,
    /// html2md over the XHTML form
    Html2md,
}

const MIGRATE_EXAMPLES: &str = "\
Examples:
  repost migrate blog.xml -o site/                        an export; Markdown files
  repost migrate blog.xml -o site/ --to hugo --to json    a site for Hugo, and JSON beside it
  repost migrate mirror/ blog.xml -o site/                saved pages and an export of one blog
  repost migrate mirror/ -o site/ --dry-run               what would be written

A run that was stopped goes on where it was: give the same command again.

Exit status:
  0  everything is in the site, or was left out on purpose
  1  some posts or inputs failed: the ledger says which, and why
  2  the options or a profile are wrong, or another run writes to the folder
  3  the system refused to read or to write
  5  a defect in repost itself: please report it
  130  stopped from the keyboard";

/// Migrate a whole blog: exports, saved pages and folders of them
#[derive(Debug, Args)]
#[command(after_help = MIGRATE_EXAMPLES)]
pub(crate) struct Migrate {
    /// Exports of a blog, saved pages, or folders of them (mirrors)
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// The folder of the new site
    #[arg(short, long, value_name = "SITE")]
    pub(crate) output: PathBuf,

    /// What the posts are written for; several times for several beside each other
    #[arg(short = 't', long = "to", value_name = "GENERATOR", default_value = "markdown",
        value_parser = PossibleValuesParser::new(repost::migrate::site::names()))]
    pub(crate) to: Vec<String>,

    /// The old blog's address, for exports that name only paths (Blogger's Takeout)
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// The new site's address
    #[arg(long, value_name = "URL", default_value = "https://example.org/")]
    pub(crate) site_url: String,

    /// Addresses that have changed, a line OLD,NEW for each, as Disqus has them
    #[arg(long, value_name = "FILE")]
    pub(crate) url_map: Option<PathBuf>,

    /// Where comments go; JSON always has them
    #[arg(long, value_name = "WHERE", default_value = "section")]
    pub(crate) comments: MigratedCommentsName,

    #[command(flatten)]
    pub(crate) fetching: Fetching,

    /// Show what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,

    /// Overwrite files that others wrote or changed
    #[arg(short, long)]
    pub(crate) force: bool,

    /// Leave a pass out; several times for several passes
    #[arg(long, value_name = "PASS", value_parser = PossibleValuesParser::new(repost::pass::names()))]
    pub(crate) skip: Vec<String>,

    /// A profile of your own, tried before the built-in ones; several times for several
    #[arg(long = "profile", value_name = "FILE")]
    pub(crate) profiles: Vec<PathBuf>,

    /// No summary, errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// How many posts are converted at a time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

// Where images come from.
#[derive(Debug, Args)]
pub(crate) struct Fetching {
    /// Where images are taken from; what is not had stays a link to the web
    #[arg(long, value_name = "FROM", default_value = "local")]
    pub(crate) assets: AssetsName,

    /// Ask again for images that an earlier run could not get (missing.jsonl)
    #[arg(long)]
    pub(crate) retry_failed: bool,

    /// Fetch from private networks and this machine, too
    #[arg(long)]
    pub(crate) allow_private: bool,
}
