//! Exports in JSON: read whole, and kept as text, of which single entries are parsed.
//!
//! A list is taken apart into the texts of its entries, so that what an entry holds costs memory
//! only while it is read, and an entry that does not fit its form harms no other.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind};
use crate::input::export::{Bytes, Entry, Kind, Place, bad};

/// How large a file may be that is kept in memory; a larger limit of the user's counts.
const WHOLE: u64 = 256 << 20;

/// The text of a file.
pub(super) struct Json(String);

impl Json {
    /// Reads a file. `limit` is that of an entry.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooLarge`], [`ErrorKind::BadExport`] for what is no text.
    pub(super) fn open(bytes: Bytes, limit: u64) -> Result<Self, Error> {
        let limit = limit.max(WHOLE);
        if bytes.len() > limit {
            return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
        }
        let mut bytes = bytes.whole()?;
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        String::from_utf8(bytes)
            .map(Self)
            .map_err(|_| bad("it is not UTF-8"))
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Where a part of the text stands.
    pub(super) fn place(&self, part: &str) -> Place {
        let start = part.as_ptr().addr().saturating_sub(self.0.as_ptr().addr());
        Place {
            start: start as u64,
            len: u32::try_from(part.len()).unwrap_or(u32::MAX),
        }
    }

    /// The part of the text at a place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BadExport`] where there is none.
    pub(super) fn part(&self, place: Place) -> Result<&str, Error> {
        let start = usize::try_from(place.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(place.len as usize);
        self.0.get(start..end).ok_or_else(|| bad("no such entry"))
    }

    /// Reads the entry at a place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BadExport`] where it does not fit its form.
    pub(super) fn read<T: DeserializeOwned>(&self, place: Place) -> Result<T, Error> {
        serde_json::from_str(self.part(place)?).map_err(|error| bad(error.to_string()))
    }

    /// Reads an entry, or tells that it is broken.
    pub(super) fn tried<T: DeserializeOwned>(&self, part: &str) -> Result<T, Box<Entry>> {
        serde_json::from_str(part).map_err(|error| {
            let mut entry = Entry::new(Kind::Broken, self.place(part));
            entry.reason = Some(error.to_string());
            Box::new(entry)
        })
    }
}

/// The texts of a list's entries; none where it is no list.
pub(super) fn items(text: &str) -> Vec<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
    items.into_iter().map(RawValue::get).collect()
}

/// The names and texts of an object's fields in their order.
///
/// # Errors
///
/// Where it is no object, in the parser's words.
pub(super) fn fields(text: &str) -> Result<Vec<(String, &str)>, Error> {
    let fields: Fields<'_> = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
    Ok(fields.0)
}

/// The text of an object's field.
pub(super) fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let fields = fields(text).ok()?;
    let found = fields.into_iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value)
}

/// The entries of the list that an object's field holds.
pub(super) fn listed<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    field(text, name).map(items).unwrap_or_default()
}

/// As [`listed`], read; what does not fit is left out.
pub(super) fn table<T: DeserializeOwned>(text: &str, name: &str) -> Vec<T> {
    let rows = listed(text, name).into_iter();
    rows.filter_map(|row| serde_json::from_str(row).ok())
        .collect()
}

struct Fields<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields<'de>, M::Error> {
                let mut fields = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    fields.push((key, map.next_value::<&RawValue>()?.get()));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// An id that one version of a platform writes as a number, another as a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Id(pub(super) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Id;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "an id: a text or a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Ok(Id(text.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_again_by_its_place() {
        let text = "\u{feff}{\"posts\": [{\"id\": 1}, {\"id\": \"two\"}]}";
        let bytes = Bytes::Memory(text.as_bytes().into());
        let json = Json::open(bytes, 1000).expect("it is JSON");
        let posts = listed(json.text(), "posts");
        let place = json.place(posts[1]);
        assert_eq!(json.part(place).expect("it is there"), "{\"id\": \"two\"}");
        let ids: Vec<Id> = posts
            .iter()
            .map(|post| {
                let id = field(post, "id").expect("it has one");
                serde_json::from_str(id).expect("it is an id")
            })
            .collect();
        assert_eq!(ids, [Id("1".to_owned()), Id("two".to_owned())]);
    }

    #[test]
    fn what_does_not_fit_is_told_as_broken() {
        let bytes = Bytes::Memory(b"[{\"id\": []}]"[..].into());
        let json = Json::open(bytes, 1000).expect("it is JSON");
        let entry = json.tried::<Id>(items(json.text())[0]).unwrap_err();
        assert_eq!(entry.kind, Kind::Broken);
        assert!(entry.reason.is_some());
    }
}
