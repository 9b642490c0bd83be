//! Turns archived blog pages back into posts.
//!
//! ```text
//! bytes -> input -> Page -> read -> Document -> passes -> Document -> write -> json | markdown | xhtml | text
//! ```
//!
//! * [`input`] recognises what it is given and makes a [`Page`](input::Page) of it.
//! * [`mod@read`] is the only place that knows HTML. What differs between platforms is data: a
//!   [`profile`].
//! * [`pass`] rewrites the [`Document`]: photo captions, headlines, source links, updates.
//! * [`mod@write`] prints it.
//! * Whatever is dropped, guessed or repaired on the way leaves a [`Note`].

pub mod document;
pub mod error;
pub mod guard;
pub mod input;
#[cfg(feature = "migrate")]
pub mod migrate;
pub mod name;
pub mod note;
pub mod pass;
pub mod profile;
pub mod queue;
pub mod read;
mod scheme;
pub mod walk;
#[cfg(feature = "migrate")]
pub mod whole;
pub mod write;

pub use document::Document;
pub use error::{Error, ErrorKind};
pub use note::{Note, NoteKind};

/// How [`convert`] works.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What an input may cost.
    pub limits: input::Limits,
    /// Profiles of the user's own, tried before the built-in ones.
    pub profiles: Vec<profile::Profile>,
    /// Names of passes to leave out.
    pub skip: Vec<String>,
}

/// Bytes of a saved page, of a plain text or of a JSON document, to a document.
///
/// # Errors
///
/// [`ErrorKind::Empty`], [`ErrorKind::NotHtml`] and [`ErrorKind::TooLarge`] for what is not a
/// page; [`ErrorKind::NoPost`], [`ErrorKind::FrontPage`] and [`ErrorKind::DynamicView`] for a
/// page without a post; [`ErrorKind::BadDocument`] for JSON that is not a document.
pub fn convert(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    match input::open(bytes, &options.limits)? {
        input::Input::Document(document) => Ok(*document),
        input::Input::Page(page) => {
            let mut document = read::read(&page, &options.profiles)?;
            pass::run(&mut document, &options.skip);
            Ok(document)
        }
    }
}

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
