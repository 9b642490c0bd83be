//! Records looked at on several threads, and told in the order of their file.

use std::io;
use std::ops::ControlFlow;
use std::ops::Range;

use crate::input::export::Bytes;
use crate::input::export::xml::{Record, flat_records};
use crate::queue;

/// How many bytes of records wait for a thread.
const CHUNK: usize = 1 << 20;

/// Where records are.
pub struct Source<'a> {
    /// The file.
    pub bytes: &'a Bytes,
    /// The records' name.
    pub name: &'a str,
    /// How long one may be.
    pub limit: u64,
}

/// Records that were copied out of the file.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    /// Of each record, its place in the file and in `bytes`, and whether it is whole.
    records: Vec<(Range<u64>, Range<usize>, bool)>,
}

impl Chunk {
    fn push(&mut self, record: &Record<'_>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(record.bytes);
        let place = start..self.bytes.len();
        self.records
            .push((record.range.clone(), place, record.is_whole));
    }

    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.records.iter().map(|(range, place, is_whole)| Record {
            range: range.clone(),
            bytes: &self.bytes[place.clone()],
            is_whole: *is_whole,
        })
    }
}

/// Goes through a file as [`flat_records`] does. `parse` is called for each record, on up to
/// `threads` threads; `found` gets what it made of them, in the order of the file.
///
/// # Errors
///
/// As of [`flat_records`].
pub fn parsed_records<T: Send, E: From<io::Error>>(
    source: &Source<'_>,
    threads: usize,
    parse: impl Fn(Record<'_>) -> T + Sync,
    mut found: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let most = threads.max(1);
    let mut empty = |chunks: &mut Vec<Chunk>| -> Result<(), E> {
        let mut result = Ok(());
        let work = |chunk: &Chunk| chunk.records().map(&parse).collect::<Vec<T>>();
        queue::in_order(chunks, threads, work, |_, parsed| {
            result = parsed.into_iter().try_for_each(&mut found);
            if result.is_err() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        chunks.clear();
        result
    };
    flat_records::<E>(source.bytes, source.name, source.limit, |record| {
        match chunks.last_mut() {
            Some(chunk) if chunk.bytes.len() < CHUNK => chunk.push(&record),
            _ => {
                if chunks.len() == most {
                    empty(&mut chunks)?;
                }
                let mut chunk = Chunk::default();
                chunk.push(&record);
                chunks.push(chunk);
            }
        }
        Ok(())
    })?;
    empty(&mut chunks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn records_are_told_in_the_order_of_the_file_whatever_the_number_of_threads() {
        let texts = (0..50_000).map(|number| format!("<e>{number:040}</e>"));
        let text = texts.collect::<Vec<String>>().join(
            "
",
        );
        let bytes = Bytes::Memory(text.as_bytes().into());
        let source = Source {
            bytes: &bytes,
            name: "e",
            limit: 1000,
        };
        for threads in [0, 1, 4] {
            let mut told = Vec::new();
            let parse = |record: Record<'_>| (record.range.start, record.bytes.to_vec());
            parsed_records(&source, threads, parse, |found| {
                told.push(found);
                Ok::<(), Error>(())
            })
            .unwrap();
            assert_eq!(told.len(), 50_000);
            assert!(told.is_sorted());
            assert_eq!(told[7].1, format!("<e>{:040}</e>", 7).as_bytes());
        }
    }

    #[test]
    fn nothing_more_is_told_after_an_error() {
        let text = "<e>1</e>".repeat(1000);
        let bytes = Bytes::Memory(text.as_bytes().into());
        let source = Source {
            bytes: &bytes,
            name: "e",
            limit: 1000,
        };
        let mut told = 0;
        let result = parsed_records(
            &source,
            2,
            |_| (),
            |()| {
                told += 1;
                if told == 3 {
                    Err(Error::from(io::Error::other("no")))
                } else {
                    Ok(())
                }
            },
        );
        assert!(result.is_err());
        assert_eq!(told, 3);
    }
}
