//! One try: from an address along its redirects to the bytes of a file.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::Agent;
use ureq::Body;
use ureq::http::{Response, header};
use url::Url;

use super::failure::{self, Fault, Reason, Stage};
use super::turns::Turns;
use super::{Options, Request, body, pause};

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    /// Where it came from at last.
    pub(super) url: String,
}

/// What every try of a fetcher works with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Means<'a> {
    pub(super) agent: &'a Agent,
    pub(super) turns: &'a Turns,
    pub(super) options: &'a Options,
}

/// Where a hop led.
enum Hop {
    File(Vec<u8>),
    Elsewhere(Url),
}

/// Asks for an address and follows its redirects.
pub(super) fn run(means: Means<'_>, request: &Request<'_>) -> Result<Answer, Fault> {
    let mut url = address(request.url)?;
    let mut seen = vec![url.clone()];
    let mut left = means.options.total_timeout;
    loop {
        match hop(means, request, &url, &mut left)? {
            Hop::File(bytes) => {
                let url = url.into();
                return Ok(Answer { bytes, url });
            }
            Hop::Elsewhere(next) if seen.contains(&next) => {
                let message = "a redirect leads back to where it came from";
                return Err(Fault::new(Reason::Redirects, message));
            }
            Hop::Elsewhere(_) if seen.len() > means.options.redirects => {
                let message = format!("more than {} redirects", means.options.redirects);
                return Err(Fault::new(Reason::Redirects, message));
            }
            Hop::Elsewhere(next) => url = next,
        }
        seen.push(url.clone());
    }
}

/// The address to ask for: no part of it is for the server's eyes only.
fn address(text: &str) -> Result<Url, Fault> {
    let bad = |message: String| Fault::new(Reason::BadAddress, message);
    let mut url = Url::parse(text).map_err(|error| bad(format!("a damaged address ({error})")))?;
    if !is_web(&url) {
        return Err(bad(format!(
            "a {}: address, not one of the web",
            url.scheme()
        )));
    }
    url.set_fragment(None);
    Ok(url)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// One request. `left` is the time that the try still has; waiting for a turn takes none of it.
fn hop(
    means: Means<'_>,
    request: &Request<'_>,
    url: &Url,
    left: &mut Duration,
) -> Result<Hop, Fault> {
    let host = url.host_str().unwrap_or_default();
    let _turn = means.turns.take(host)?;
    let start = Instant::now();
    let answered = ask(means, request, url, *left);
    let is_silence = answered
        .as_ref()
        .is_err_and(|fault| fault.reason.is_silence());
    means.turns.record(host, is_silence);
    let mut response = answered?;
    if let Some(next) = redirect(&response, url)? {
        *left = left.saturating_sub(start.elapsed());
        return Ok(Hop::Elsewhere(next));
    }
    refuse_status(means, host, &response)?;
    body::read(&mut response, means.options.max_bytes).map(Hop::File)
}

fn ask(
    means: Means<'_>,
    request: &Request<'_>,
    url: &Url,
    left: Duration,
) -> Result<Response<Body>, Fault> {
    let mut call = means.agent.get(url.as_str());
    if let Some(page) = request.page.filter(|page| page.starts_with("http")) {
        // Some servers give images only to readers of the page.
        call = call.header(header::REFERER, page);
    }
    // No time at all would mean endless time.
    let left = left.max(Duration::from_millis(1));
    let call = call.config().timeout_global(Some(left)).build();
    call.call()
        .map_err(|error| failure::of_client(error, Stage::Asking))
}

/// Where the answer sends on to, if it does.
fn redirect(response: &Response<Body>, url: &Url) -> Result<Option<Url>, Fault> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(header::LOCATION);
    let location = location.and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let next = location.and_then(|location| url.join(location.trim()).ok());
    let Some(mut next) = next else {
        let message = "a redirect without an address to go to";
        return Err(Fault::new(Reason::Redirects, message));
    };
    if !is_web(&next) {
        let message = format!("a redirect to a {}: address", next.scheme());
        return Err(Fault::new(Reason::Redirects, message));
    }
    next.set_fragment(None);
    Ok(Some(next))
}

/// Everything but 200 is a failure: the part of a file is none.
fn refuse_status(means: Means<'_>, host: &str, response: &Response<Body>) -> Result<(), Fault> {
    let status = response.status().as_u16();
    if status == 200 {
        return Ok(());
    }
    let mut fault = Fault::new(Reason::Http(status), words(status));
    if fault.reason.may_retry() {
        let header = response.headers().get(header::RETRY_AFTER);
        let header = header.and_then(|value| value.to_str().ok());
        fault.wait = header.and_then(|text| pause::asked_for(text, Timestamp::now()));
    }
    if let Some(seconds) = fault.wait {
        let cap = means.options.longest_retry_after;
        means
            .turns
            .hold(host, Duration::from_secs(seconds).min(cap));
    }
    Err(fault)
}

fn words(status: u16) -> String {
    let meaning = match status {
        401 | 403 => "the server does not give it to us",
        404 => "the server has no such file",
        410 => "the server had it, and has it no more",
        429 => "the server was asked too often",
        451 => "the server may not give it, by law",
        500..=599 => "the server failed",
        _ => "the server gave no file",
    };
    format!("{meaning} (status {status})")
}
