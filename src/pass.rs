//! Passes: document to document, one file each, in the order of a table.

use crate::document::Document;

mod address;
mod captions;
mod credit;
mod dek;
mod headline;
mod photo;
mod phrase;
mod read_more;
mod source_links;
mod story;
#[cfg(test)]
mod tests;
mod tidy;
mod title;
mod top;
mod updates;
mod words;

/// One pass.
struct Pass {
    name: &'static str,
    run: fn(&mut Document),
}

/// The passes in the order in which they run, and why in that order.
///
/// A pass only takes things out of the body. What is known by its own words goes first, and what
/// is known by its place goes last, when nothing but the story is around it.
///
/// 1. `updates` are known by their labels. First, because what stands behind a label belongs to
///    it, a list of sources as well as a jump link.
/// 2. `source_links` are known by their headings.
/// 3. `read_more` is known by its words, and is there once: a jump link inside an update or a
///    list is gone by now.
/// 4. `captions` belong to the first picture at the top, before or behind the headline.
/// 5. `headline` is the linked line at the top; whether a bare link is one is told by the jump
///    link that was found. Where there is none it is the title.
/// 6. `title` drops a repetition of the title. Behind `headline`, since a repetition that links
///    to the story is the headline.
/// 7. `dek` is the first line that is left, if there is a linked headline.
/// 8. `tidy` mends what was cut.
///
/// What is taken out can still make neighbours of two blocks that were none. Every guess leaves a
/// note, so the passes run until they leave none: a post in which nothing is found is gone
/// through once.
const PASSES: &[Pass] = &[
    Pass {
        name: "updates",
        run: updates::run,
    },
    Pass {
        name: "source_links",
        run: source_links::run,
    },
    Pass {
        name: "read_more",
        run: read_more::run,
    },
    Pass {
        name: "captions",
        run: captions::run,
    },
    Pass {
        name: "headline",
        run: headline::run,
    },
    Pass {
        name: "title",
        run: title::run,
    },
    Pass {
        name: "dek",
        run: dek::run,
    },
    Pass {
        name: "tidy",
        run: tidy::run,
    },
];

/// The names of all passes in order, for `--skip`.
pub fn names() -> Vec<&'static str> {
    PASSES.iter().map(|pass| pass.name).collect()
}

/// Runs every pass that is not in `skip`, until they find nothing more.
pub fn run(document: &mut Document, skip: &[String]) {
    loop {
        let notes = document.notes.len();
        for pass in PASSES
            .iter()
            .filter(|pass| !skip.iter().any(|name| name == pass.name))
        {
            (pass.run)(document);
        }
        if document.notes.len() == notes {
            return;
        }
    }
}
