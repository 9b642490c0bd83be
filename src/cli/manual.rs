//! Manual pages: what clap knows, and the examples and exit statuses as sections of their own.

use std::io;

use clap::Command;
use clap_mangen::Man;

/// The manual page of a command, as roff.
pub(crate) fn page(command: &Command) -> String {
    let mut roff = Vec::new();
    known(command, &mut roff).expect("a Vec takes everything");
    let known = String::from_utf8_lossy(&roff);
    let after = command.get_after_help().map(ToString::to_string);
    let sections = after.iter().flat_map(|text| text.split("\n\n"));
    std::iter::once(known.into_owned())
        .chain(sections.map(section))
        .collect()
}

/// What clap knows, without the text behind its help: that would run together.
fn known(command: &Command, roff: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone());
    man.render_title(roff)?;
    man.render_name_section(roff)?;
    man.render_synopsis_section(roff)?;
    man.render_description_section(roff)?;
    man.render_options_section(roff)?;
    if command.has_subcommands() {
        man.render_subcommands_section(roff)?;
    }
    Ok(())
}

/// A section of a heading with a colon and the lines below it.
fn section(text: &str) -> String {
    let (heading, lines) = text.split_once(":\n").unwrap_or(("Notes", text));
    let heading = format!(".SH \"{}\"\n", heading.to_uppercase());
    std::iter::once(heading)
        .chain(lines.lines().map(entry))
        .collect()
}

/// A line of a term, two spaces or more, and its meaning; or a line of words.
fn entry(line: &str) -> String {
    match line.trim_start().split_once("  ") {
        Some((term, meaning)) => {
            let (term, meaning) = (plain(term), plain(meaning.trim_start()));
            format!(".TP\n\\fB{term}\\fR\n{meaning}\n")
        }
        None => format!(".PP\n{}\n", plain(line)),
    }
}

/// Text in which roff sees no command. Options keep hyphens that can be copied.
fn plain(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_behind_the_help_becomes_sections() {
        let after = "Examples:\n  a -b   does it\n  .c     'c' \\d\n\nExit status:\n  0  good\nThat is all.";
        let page = page(&Command::new("a").after_help(after));
        let end = ".SH \"EXAMPLES\"\n.TP\n\\fBa \\-b\\fR\ndoes it\n.TP\n\\fB\\&.c\\fR\n\\&'c' \\ed\n\
                   .SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ngood\n.PP\nThat is all.\n";
        assert!(page.ends_with(end), "{page}");
        assert!(!page.contains("EXTRA"));
    }
}
