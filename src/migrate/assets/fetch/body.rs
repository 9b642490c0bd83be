//! The content of an answer: counted while it comes, unpacked where it was packed unasked.

use std::io::{self, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use ureq::Body;
use ureq::http::{Response, header};

use super::failure::{self, Fault, Reason, Stage};

/// Reads the whole content, at most `limit` bytes of it, packed and unpacked.
pub(super) fn read(response: &mut Response<Body>, limit: u64) -> Result<Vec<u8>, Fault> {
    let coding = header_text(response, &header::CONTENT_ENCODING);
    let declared = response.body().content_length();
    if declared.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let reader = response.body_mut().with_config().limit(u64::MAX).reader();
    let bytes = up_to(reader, limit)
        .map_err(|error| failure::of_client(ureq::Error::from(error), Stage::Reading))?
        .ok_or_else(|| too_large(limit))?;
    if declared.is_some_and(|length| length > bytes.len() as u64) {
        let message = "the connection ended before the whole file had come";
        return Err(Fault::new(Reason::CutShort, message));
    }
    unpack(bytes, &coding, limit)
}

fn header_text(response: &Response<Body>, name: &header::HeaderName) -> String {
    let value = response.headers().get(name);
    let text = value.and_then(|value| value.to_str().ok());
    text.unwrap_or_default().trim().to_ascii_lowercase()
}

/// All bytes, or `None` where there are more than `limit`.
fn up_to(reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Plain bytes are asked for; some servers pack them all the same, and some only say so.
fn unpack(bytes: Vec<u8>, coding: &str, limit: u64) -> Result<Vec<u8>, Fault> {
    let unpacked = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            up_to(MultiGzDecoder::new(&bytes[..]), limit)
        }
        "deflate" => up_to(ZlibDecoder::new(&bytes[..]), limit),
        "br" | "zstd" | "compress" => {
            let message = format!("packed as {coding}, which was not asked for");
            return Err(Fault::new(Reason::BadAnswer, message));
        }
        _ => return Ok(bytes),
    };
    match unpacked {
        Ok(Some(unpacked)) => Ok(unpacked),
        Ok(None) => Err(too_large(limit)),
        Err(_) => {
            let message = "what was packed is damaged or ends too early";
            Err(Fault::new(Reason::CutShort, message))
        }
    }
}

fn too_large(limit: u64) -> Fault {
    let message = format!("larger than the limit of {limit} bytes");
    Fault::new(Reason::TooLarge, message)
}
