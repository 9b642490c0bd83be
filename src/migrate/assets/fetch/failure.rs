//! Why a file could not be had, in a word that stays and in plain words.

use std::borrow::Cow;
use std::fmt;
use std::io;

/// Why a file could not be had. Its word, [`Reason::word`], is written into lists of what is
/// missing and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// It is not an address that can be asked for: not http or https, or damaged.
    BadAddress,
    /// Nobody knows the host's name.
    Dns,
    /// The host takes no connection, or drops it before it answers.
    Connect,
    /// The connection cannot be trusted: a wrong or expired certificate, say.
    Tls,
    /// It took longer than is allowed.
    Timeout,
    /// The host failed so many times in a row that it is left alone for this run.
    HostDown,
    /// Too many redirects, one that leads back, or one to what is not on the web.
    Redirects,
    /// The address leads into a private network.
    PrivateAddress,
    /// The server answered with this status.
    Http(u16),
    /// The answer is not HTTP, or packed in a way that was not asked for.
    BadAnswer,
    /// More bytes than is allowed.
    TooLarge,
    /// Fewer bytes than the server said.
    CutShort,
    /// Something else than an image: a page, mostly.
    NotAnImage,
    /// A page where a file was asked for.
    NotAFile,
    /// Nothing at all.
    Empty,
    /// The fetcher was told to stop.
    Stopped,
}

impl Reason {
    /// The word for it in lists: `timeout`, `http-404`.
    pub fn word(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::BadAddress => "bad-address",
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::HostDown => "host-down",
            Self::Redirects => "redirects",
            Self::PrivateAddress => "private-address",
            Self::Http(status) => return Cow::Owned(format!("http-{status}")),
            Self::BadAnswer => "bad-answer",
            Self::TooLarge => "too-large",
            Self::CutShort => "cut-short",
            Self::NotAnImage => "not-an-image",
            Self::NotAFile => "not-a-file",
            Self::Empty => "empty",
            Self::Stopped => "stopped",
        })
    }

    /// Whether the same request may succeed later.
    pub fn may_retry(self) -> bool {
        match self {
            Self::Dns
            | Self::Connect
            | Self::Timeout
            | Self::HostDown
            | Self::BadAnswer
            | Self::CutShort
            | Self::Empty
            | Self::Stopped => true,
            Self::Http(status) => matches!(status, 408 | 425 | 429 | 500..=599),
            Self::BadAddress
            | Self::Tls
            | Self::Redirects
            | Self::PrivateAddress
            | Self::TooLarge
            | Self::NotAnImage
            | Self::NotAFile => false,
        }
    }

    /// Whether to try again within this run: names and dead hosts do not come back so soon.
    pub(super) fn is_worth_waiting(self) -> bool {
        self.may_retry() && !matches!(self, Self::Dns | Self::HostDown | Self::Stopped)
    }

    /// Whether the host gave no answer at all.
    pub(super) fn is_silence(self) -> bool {
        matches!(self, Self::Dns | Self::Connect | Self::Timeout)
    }
}

/// A file that could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The address that was asked for.
    pub url: String,
    /// Why, in one word.
    pub reason: Reason,
    /// Why, in plain words: lower-case, no final full stop.
    pub message: String,
    /// How many requests were made.
    pub tries: u32,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.url, self.message)
    }
}

impl std::error::Error for Failure {}

/// A reason and its words, before it is known which request they are about.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) message: String,
    /// What the server asked to wait, in seconds.
    pub(super) wait: Option<u64>,
}

impl Fault {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            wait: None,
        }
    }

    /// About an address that is no one's business to open.
    pub(super) fn private(host: &str) -> Self {
        let message = format!("{host} is in a private network, which a page may not lead into");
        Self::new(Reason::PrivateAddress, message)
    }
}

/// How far an exchange had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing of the answer was there yet.
    Asking,
    /// The answer's content was being read.
    Reading,
}

/// What the client's error means.
pub(super) fn of_client(error: ureq::Error, stage: Stage) -> Fault {
    match error {
        ureq::Error::Timeout(_) => Fault::new(Reason::Timeout, "the server took too long"),
        ureq::Error::HostNotFound => Fault::new(Reason::Dns, "no such host"),
        ureq::Error::Io(error) => of_system(&error, stage),
        ureq::Error::ConnectionFailed => Fault::new(Reason::Connect, "no connection"),
        ureq::Error::Tls(_)
        | ureq::Error::Pem(_)
        | ureq::Error::Rustls(_)
        | ureq::Error::TlsRequired => {
            let message = format!("the connection cannot be trusted ({error})");
            Fault::new(Reason::Tls, message)
        }
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
            Fault::new(Reason::BadAddress, format!("a damaged address ({error})"))
        }
        ureq::Error::Other(inner) => match inner.downcast_ref::<super::address::Private>() {
            Some(private) => Fault::private(&private.host),
            None => Fault::new(Reason::BadAnswer, format!("no usable answer ({inner})")),
        },
        other => Fault::new(Reason::BadAnswer, format!("no usable answer ({other})")),
    }
}

fn of_system(error: &io::Error, stage: Stage) -> Fault {
    use io::ErrorKind as Io;
    match (error.kind(), stage) {
        (Io::TimedOut | Io::WouldBlock, _) => {
            Fault::new(Reason::Timeout, "the server took too long")
        }
        (Io::InvalidData, Stage::Asking) => {
            let message = format!("the connection cannot be trusted ({error})");
            Fault::new(Reason::Tls, message)
        }
        (_, Stage::Reading) => {
            let message = "the connection ended before the whole file had come";
            Fault::new(Reason::CutShort, message)
        }
        (Io::ConnectionRefused, Stage::Asking) => {
            Fault::new(Reason::Connect, "the host refuses the connection")
        }
        (Io::UnexpectedEof | Io::ConnectionReset | Io::ConnectionAborted, Stage::Asking) => {
            Fault::new(Reason::Connect, "the host closed the connection")
        }
        (_, Stage::Asking) => Fault::new(Reason::Connect, format!("no connection ({error})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_while_it_is_read_is_cut_short_and_what_ends_before_has_no_connection() {
        for (kind, stage, reason) in [
            (
                io::ErrorKind::ConnectionReset,
                Stage::Asking,
                Reason::Connect,
            ),
            (
                io::ErrorKind::ConnectionReset,
                Stage::Reading,
                Reason::CutShort,
            ),
            (
                io::ErrorKind::UnexpectedEof,
                Stage::Reading,
                Reason::CutShort,
            ),
            (io::ErrorKind::TimedOut, Stage::Reading, Reason::Timeout),
            (io::ErrorKind::InvalidData, Stage::Asking, Reason::Tls),
        ] {
            let fault = of_client(ureq::Error::Io(kind.into()), stage);
            assert_eq!(fault.reason, reason, "{kind:?}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_is_tried_in_another_run_only() {
        let fault = of_client(ureq::Error::HostNotFound, Stage::Asking);
        assert_eq!(fault.reason.word(), "dns");
        assert!(fault.reason.may_retry() && !fault.reason.is_worth_waiting());
    }
}
