//! Files that stand in the page itself, as `data:` addresses.

use std::fmt;

use data_url::DataUrl;

/// Why a `data:` address gives no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is another address.
    NotData,
    /// It does not follow the form: a wrong letter in its Base64, say.
    Damaged,
    /// It holds more bytes than is allowed.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotData => write!(out, "not a data: address"),
            Self::Damaged => write!(out, "a damaged data: address"),
            Self::TooLarge { limit } => write!(out, "larger than the limit of {limit} bytes"),
        }
    }
}

impl std::error::Error for Fault {}

/// Whether a reference holds its file itself.
pub fn is_data(reference: &str) -> bool {
    let beginning = reference.trim_start().get(..5);
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case("data:"))
}

/// The bytes that a `data:` address holds, at most `limit`. What they are is for
/// [`kind::of`](super::kind::of) to say: the address may claim anything.
///
/// ```
/// use repost::migrate::assets::data;
///
/// assert_eq!(data::decode("data:text/plain;base64,aGVyb24=", 64).unwrap(), b"heron");
/// ```
///
/// # Errors
///
/// A [`Fault`].
pub fn decode(reference: &str, limit: u64) -> Result<Vec<u8>, Fault> {
    if !is_data(reference) {
        return Err(Fault::NotData);
    }
    // Each byte takes one character at least, and in Base64 three bytes take four.
    if reference.len() as u64 / 4 > limit.saturating_add(1024) {
        return Err(Fault::TooLarge { limit });
    }
    let address = DataUrl::process(reference.trim()).map_err(|_| Fault::Damaged)?;
    let (bytes, _) = address.decode_to_vec().map_err(|_| Fault::Damaged)?;
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge { limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_data_are_read() {
        for (text, bytes) in [
            ("data:image/gif;base64,R0lGODlh", &b"GIF89a"[..]),
            (" DATA:image/gif;base64,R0lG\n ODlh", b"GIF89a"),
            ("data:image/svg+xml,%3Csvg/%3E", b"<svg/>"),
            ("data:,", b""),
        ] {
            assert_eq!(decode(text, 64).as_deref(), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn what_is_damaged_or_too_large_is_told() {
        assert_eq!(decode("data:image/gif;base64,R0!", 64), Err(Fault::Damaged));
        assert_eq!(decode("data:image/gif", 64), Err(Fault::Damaged));
        assert_eq!(decode("http://wren.example/a", 64), Err(Fault::NotData));
        assert_eq!(decode("data", 64), Err(Fault::NotData));
        let too_large = Err(Fault::TooLarge { limit: 5 });
        assert_eq!(decode("data:;base64,R0lGODlh", 5), too_large);
        let long = format!("data:;base64,{}", "AAAA".repeat(10_000));
        assert_eq!(decode(&long, 5), too_large);
    }
}
