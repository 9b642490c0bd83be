//! Images and files of a blog: where the best copy of each is, and where it goes.
//!
//! 1. [`original`]: the addresses to try for an image that a page shows, best first.
//! 2. [`local`]: the copy on disk, where the page was saved with its files or mirrored.
//! 3. `fetch`: the copy on the web, with the feature `fetch`; nothing else here
//!    opens a connection.
//! 4. [`kind`]: what the bytes are, whatever their name and their sender say.
//! 5. [`store`]: each content once, under a name that every system can keep.
//! 6. [`missing`]: what could not be had, in a file, to be tried again.
//!
//! An SVG image may hold scripts. It is kept as a file, which a page shows in an `img` element,
//! where no script runs; it is never to be put into a page as markup.

pub mod data;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod kind;
pub mod local;
pub mod missing;
pub mod original;
pub mod store;
