//! `repost profiles`, and profiles of the user's own.

use std::path::Path;

use repost::profile::{self, Profile};
use repost::{Error, ErrorKind};

use crate::cli::plan::Input;
use crate::cli::{ProfilesAction, load, store};

/// A profile is a short table: what is larger is something else.
const LARGEST: u64 = 1 << 20;

/// Lists the built-in profiles, or prints one.
pub(crate) fn run(action: Option<&ProfilesAction>) -> Result<u8, Error> {
    let text = match action {
        None | Some(ProfilesAction::List) => names("\n") + "\n",
        Some(ProfilesAction::Show { name }) => table(name)?.to_owned(),
    };
    store::print(&text).map(|_| 0)
}

/// Reads a profile from a file.
pub(crate) fn load(path: &Path) -> Result<Profile, Error> {
    let input = Input::File(path.to_owned());
    let bytes = load::load(&input, LARGEST)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(
            ErrorKind::BadProfile(error.utf8_error().to_string()),
            input.name(),
        )
    })?;
    Profile::from_toml(&text).map_err(|error| error.at(input.name()))
}

/// Name and text of every platform, then of every comment system.
fn builtin() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    profile::builtin().iter().chain(profile::systems())
}

fn names(separator: &str) -> String {
    let names: Vec<&str> = builtin().map(|(name, _)| *name).collect();
    names.join(separator)
}

fn table(name: &str) -> Result<&'static str, Error> {
    let found = builtin().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text).ok_or_else(|| {
        let message = format!("no built-in profile is called {name}");
        Error::new(
            ErrorKind::Usage {
                message,
                hint: format!("there are {}", names(", ")),
            },
            "",
        )
    })
}
