//! A panic in one conversion is that input's error, and no one else's.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::error::{Error, ErrorKind};

thread_local! {
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic in it becomes an error about `place`, told like any other.
pub fn caught<T>(place: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    HOOK.call_once(remember_instead_of_printing);
    CAUGHT.set(true);
    // What a panic leaves half done belongs to this input alone and is dropped with it.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(false);
    result.unwrap_or_else(|_| Err(Error::new(ErrorKind::Defect(LAST.take()), place)))
}

/// The usual message has several lines; panics that nobody catches still get it.
fn remember_instead_of_printing() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if CAUGHT.get() {
            LAST.set(info.to_string().replace('\n', " "));
        } else {
            usual(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_input() {
        let result: Result<(), Error> = caught("a.html", || panic!("the sky fell"));
        let error = result.unwrap_err();
        assert_eq!(error.exit_code(), 5);
        let message = error.to_string();
        assert!(
            message.starts_with("a.html: a defect in repost: panicked at src"),
            "{message}"
        );
        assert!(message.ends_with("the sky fell"), "{message}");
    }

    #[test]
    fn the_next_input_is_not_concerned() {
        let _: Result<(), Error> = caught("a.html", || panic!("the sky fell"));
        assert_eq!(caught("b.html", || Ok(1)).unwrap(), 1);
    }
}
