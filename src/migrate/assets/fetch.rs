//! Gets files from the web, politely and with distrust.
//!
//! Politely: few requests at once to one host, with a pause between them, fewer when the server
//! says so, none to a host that is silent. With distrust: what a server says of a file's length
//! and kind is not believed, a redirect does not lead into a private network or to a file on
//! this machine, and nothing is read without end.
//!
//! ```
//! use repost::migrate::assets::fetch::{Fetcher, Options, Reason, Request};
//!
//! // One for the whole run, shared by its threads.
//! let fetcher = Fetcher::new(Options::default());
//! let failure = fetcher.fetch(&Request::image("file:///etc/passwd")).unwrap_err();
//! assert_eq!(failure.reason, Reason::BadAddress);
//! assert_eq!(failure.to_string(), "file:///etc/passwd: a file: address, not one of the web");
//! ```

use std::time::Duration;

use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;

use super::kind::{self, Class, Kind};
use super::original::Candidate;

mod address;
mod body;
mod exchange;
mod failure;
mod pause;
mod turns;

use exchange::{Answer, Means};
use failure::Fault;
pub use failure::{Failure, Reason};
use turns::Turns;

/// How a fetcher works.
#[derive(Debug, Clone)]
pub struct Options {
    /// The longest time until a host is found and takes a connection, each.
    pub connect_timeout: Duration,
    /// The longest time of one try, all redirects and the content included.
    pub total_timeout: Duration,
    /// How many times a file is asked for, at least once.
    pub tries: u32,
    /// The pause after the first failure; each further one is twice as long.
    pub first_pause: Duration,
    /// The longest of these pauses.
    pub longest_pause: Duration,
    /// The longest time that a server's `Retry-After` is waited for; if it asks for more, the file
    /// is given up in this run.
    pub longest_retry_after: Duration,
    /// Requests at once to one host.
    pub per_host: usize,
    /// The least time between the beginnings of two requests to one host.
    pub delay: Duration,
    /// How many times in a row a host may give no answer before it is left alone.
    pub give_up_after: u32,
    /// Bytes of one file, packed or not.
    pub max_bytes: u64,
    /// Redirects of one file.
    pub redirects: usize,
    /// Whether private networks and this machine may be asked.
    pub allow_private: bool,
    /// Hosts that may be asked even if they are in a private network: the blog's own, say, as its
    /// address names it.
    pub private_hosts: Vec<String>,
    /// What the fetcher tells of itself.
    pub user_agent: String,
    /// What the pauses' random part is made from.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(60),
            tries: 3,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(60),
            per_host: 2,
            delay: Duration::from_millis(50),
            give_up_after: 6,
            max_bytes: 64 << 20,
            redirects: 10,
            allow_private: false,
            private_hosts: Vec::new(),
            user_agent: user_agent(),
            seed: 0,
        }
    }
}

/// `repost/1.2.3 (+where it is from)`.
fn user_agent() -> String {
    let home = match env!("CARGO_PKG_REPOSITORY") {
        "" => env!("CARGO_PKG_NAME"),
        repository => repository,
    };
    format!("repost/{} (+{home})", env!("CARGO_PKG_VERSION"))
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// An image; anything else is a failure.
    Image,
    /// A file of any kind but a web page.
    File,
}

/// A file to get.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its address, http or https.
    pub url: &'a str,
    /// The address of the page that it stands in: some servers give images only to that.
    pub page: Option<&'a str>,
    /// What is to be there.
    pub want: Want,
}

impl<'a> Request<'a> {
    /// An image that stands in no page that is known.
    pub fn image(url: &'a str) -> Self {
        Self {
            url,
            page: None,
            want: Want::Image,
        }
    }
}

/// A file that was had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its content, unpacked.
    pub bytes: Vec<u8>,
    /// What it is.
    pub kind: Kind,
    /// The address that was asked for.
    pub asked: String,
    /// The address that it came from, after all redirects.
    pub url: String,
    /// How many requests it took; a redirect is part of one.
    pub tries: u32,
    /// Whether the file's own form says that it has its end. What has not was asked for again as
    /// often as is allowed: it was put on the web like that.
    pub is_whole: bool,
}

/// Gets files. Made once, used by many threads.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    turns: Turns,
    options: Options,
}

impl Fetcher {
    /// A fetcher. No connection is opened before the first request.
    pub fn new(options: Options) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // The guard must see the addresses that are talked to.
            .proxy(None)
            .user_agent(options.user_agent.as_str())
            .accept("image/*,*/*;q=0.8")
            // What is packed cannot be compared with its declared length.
            .accept_encoding("identity")
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .build();
        let guard = address::Guard {
            allow_private: options.allow_private,
            private_hosts: options.private_hosts.clone(),
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
            turns: Turns::new(options.per_host, options.delay, options.give_up_after),
            options,
        }
    }

    /// Makes every request that is still waiting fail with [`Reason::Stopped`]; those that are
    /// under way end by themselves, within [`Options::total_timeout`].
    pub fn stop(&self) {
        self.turns.stop();
    }

    /// Gets one file.
    ///
    /// # Errors
    ///
    /// A [`Failure`] whose [`Reason`] says why, after as many tries as were of use.
    pub fn fetch(&self, request: &Request<'_>) -> Result<Fetched, Failure> {
        let most = self.options.tries.max(1);
        let mut tries = 1;
        loop {
            let (fault, fetched) = match self.once(request, tries) {
                Ok(fetched) if fetched.is_whole || tries == most => return Ok(fetched),
                Ok(fetched) => (cut_short(), Some(fetched)),
                Err(fault) => (fault, None),
            };
            let paused = self.may_go_on(&fault, tries).and_then(|pause| {
                let pause = pause.unwrap_or_else(|| self.pause_after(tries, request.url));
                self.turns.pause(pause)
            });
            match (paused, fetched) {
                (Ok(()), _) => tries += 1,
                (Err(_), Some(fetched)) => return Ok(fetched),
                (Err(last), None) => return Err(failed(request.url, fault, last, tries)),
            }
        }
    }

    /// Gets the first of several addresses that has what is wanted: those of
    /// [`candidates`](super::original::candidates).
    ///
    /// # Errors
    ///
    /// The failure of the last address, which is the one that the page shows, with the tries of
    /// all; [`Reason::BadAddress`] where there is no address.
    pub fn fetch_first(
        &self,
        candidates: &[Candidate],
        page: Option<&str>,
        want: Want,
    ) -> Result<Fetched, Failure> {
        let mut tries = 0;
        let mut last = None;
        for candidate in candidates {
            let url = &candidate.url;
            match self.fetch(&Request { url, page, want }) {
                Ok(mut fetched) => {
                    fetched.tries += tries;
                    return Ok(fetched);
                }
                Err(failure) => {
                    tries += failure.tries;
                    last = Some(failure);
                }
            }
        }
        let mut failure = last.unwrap_or_else(|| Failure {
            url: String::new(),
            reason: Reason::BadAddress,
            message: "no address to ask for".to_owned(),
            tries: 0,
        });
        failure.tries = tries;
        Err(failure)
    }

    /// One try.
    fn once(&self, request: &Request<'_>, tries: u32) -> Result<Fetched, Fault> {
        let means = Means {
            agent: &self.agent,
            turns: &self.turns,
            options: &self.options,
        };
        let Answer { bytes, url } = exchange::run(means, request)?;
        let kind = wanted(&bytes, request.want)?;
        Ok(Fetched {
            is_whole: kind::is_whole(kind, &bytes),
            bytes,
            kind,
            asked: request.url.to_owned(),
            url,
            tries,
        })
    }

    /// The pause that the server asked for, or none in particular; an error where there is to be
    /// no further try.
    fn may_go_on(&self, fault: &Fault, tries: u32) -> Result<Option<Duration>, Fault> {
        let asked = fault.wait.map(Duration::from_secs);
        let is_too_long = asked.is_some_and(|wait| wait > self.options.longest_retry_after);
        if !fault.reason.is_worth_waiting() || tries >= self.options.tries || is_too_long {
            return Err(Fault::new(fault.reason, fault.message.clone()));
        }
        Ok(asked)
    }

    fn pause_after(&self, tries: u32, url: &str) -> Duration {
        let Options {
            first_pause,
            longest_pause,
            seed,
            ..
        } = self.options;
        pause::after(tries, first_pause, longest_pause, seed, url)
    }
}

/// The failure of a request, which is its last fault unless the run was stopped.
fn failed(url: &str, fault: Fault, last: Fault, tries: u32) -> Failure {
    let told = if last.reason == Reason::Stopped {
        last
    } else {
        fault
    };
    let made = match told.reason {
        // Nothing was asked.
        Reason::BadAddress | Reason::HostDown => tries - 1,
        _ => tries,
    };
    Failure {
        url: url.to_owned(),
        reason: told.reason,
        message: told.message,
        tries: made,
    }
}

fn cut_short() -> Fault {
    Fault::new(Reason::CutShort, "the file has no end")
}

/// What the content is, if it is what was asked for.
fn wanted(bytes: &[u8], want: Want) -> Result<Kind, Fault> {
    if bytes.is_empty() {
        return Err(Fault::new(Reason::Empty, "an empty answer"));
    }
    let kind = kind::of(bytes);
    match (want, kind.class) {
        (Want::Image, Class::Image) => Ok(kind),
        (Want::Image, Class::Page) => {
            Err(Fault::new(Reason::NotAnImage, "a page instead of an image"))
        }
        (Want::Image, _) => {
            let message = format!("something else instead of an image ({})", kind.media_type);
            Err(Fault::new(Reason::NotAnImage, message))
        }
        (Want::File, Class::Page) => Err(Fault::new(Reason::NotAFile, "a page instead of a file")),
        (Want::File, _) => Ok(kind),
    }
}
