//! Floors: the least that each platform must reach. They stand in a file and only rise.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::measure::Measured;
use super::measure::marks::{Field, Marks};
use super::table::{rows, sum};

/// What a floors file begins with.
const HEAD: &str = "\
# The least that repost must reach on each platform of each set, in thousandths rounded down.
# `--floors FILE --raise` of the score command writes better figures; none is ever lowered.
";

/// Thousandths of each field, by set and platform.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Floors(BTreeMap<String, Rows>);

type Rows = BTreeMap<String, BTreeMap<Field, u32>>;

impl Floors {
    /// Reads a file; one that is not there has no floors.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_toml(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    fn from_toml(text: &str) -> io::Result<Self> {
        type Sets = BTreeMap<String, BTreeMap<String, BTreeMap<Field, f64>>>;
        let sets: Sets = toml::from_str(text)
            .map_err(|error| io::Error::new(ErrorKind::InvalidData, error.to_string()))?;
        let floors = |fields: BTreeMap<Field, f64>| {
            fields
                .into_iter()
                .map(|(field, floor)| (field, thousandths(floor)))
                .collect()
        };
        let rows = |rows: BTreeMap<String, BTreeMap<Field, f64>>| {
            rows.into_iter()
                .map(|(kind, fields)| (kind, floors(fields)))
                .collect()
        };
        Ok(Self(
            sets.into_iter()
                .map(|(set, kinds)| (set, rows(kinds)))
                .collect(),
        ))
    }

    /// The file of the floors.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = HEAD.to_owned();
        for (set, rows) in &self.0 {
            for (kind, floors) in rows {
                let _ = writeln!(text, "\n[{}.{}]", key(set), key(kind));
                for (field, floor) in floors {
                    let _ = writeln!(text, "{} = {}", field.name(), decimal(*floor));
                }
            }
        }
        text
    }

    /// What is below its floor, a line each.
    pub(crate) fn below(&self, measured: &[Measured]) -> Vec<String> {
        let mut below = Vec::new();
        for set in measured {
            let reached: BTreeMap<&str, Marks> = reached(set);
            for (kind, floors) in self.0.get(&set.set).into_iter().flatten() {
                for (field, floor) in floors {
                    let ratio = reached
                        .get(kind.as_str())
                        .and_then(|marks| marks.ratio(*field));
                    let now = ratio.map_or(0, thousandths);
                    if now < *floor {
                        let (now, floor) = (decimal(now), decimal(*floor));
                        below.push(format!(
                            "{} {kind} {}: {now} < {floor}",
                            set.set,
                            field.name()
                        ));
                    }
                }
            }
        }
        below
    }

    /// Takes over what is better.
    pub(crate) fn raise(&mut self, measured: &[Measured]) {
        for set in measured {
            let rows = self.0.entry(set.set.clone()).or_default();
            for (kind, marks) in reached(set) {
                let floors = rows.entry(kind.to_owned()).or_default();
                for (field, _) in Field::ALL.iter().filter(|(field, _)| field.is_goal()) {
                    if let Some(ratio) = marks.ratio(*field) {
                        let floor = floors.entry(*field).or_default();
                        *floor = thousandths(ratio).max(*floor);
                    }
                }
            }
        }
    }
}

fn reached(set: &Measured) -> BTreeMap<&str, Marks> {
    let rows = rows(set).into_iter();
    rows.map(|(kind, pages)| (kind, sum(&pages))).collect()
}

/// Rounded down, but for what a sum of many numbers is off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a ratio is between 0 and 1"
)]
fn thousandths(ratio: f64) -> u32 {
    (ratio * 1000.0 + 1e-6).floor() as u32
}

/// A name as TOML writes it.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

fn decimal(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

#[cfg(test)]
mod tests {
    use super::super::measure::marks::{Field, Marks, Share};
    use super::super::measure::{Measured, Outcome};
    use super::Floors;

    fn measured(title: f64) -> Vec<Measured> {
        let mut marks = Marks::default();
        marks.add(Field::Title, Share::of_one(title));
        marks.add(Field::BodyPrecision, Share::of_one(0.5));
        let page = Outcome {
            kind: "a kind".to_owned(),
            marks,
            ..Outcome::default()
        };
        vec![Measured {
            program: String::new(),
            set: "set".to_owned(),
            pages: vec![page],
        }]
    }

    #[test]
    fn floors_rise_and_never_fall() {
        let mut floors = Floors::default();
        floors.raise(&measured(0.97));
        assert!(
            floors
                .to_toml()
                .contains("[set.\"a kind\"]\ntitle = 0.970\n")
        );
        floors.raise(&measured(0.5));
        assert!(floors.to_toml().contains("title = 0.970\n"));
        floors.raise(&measured(2.0 / 3.0 + 0.3128));
        assert!(floors.to_toml().contains("title = 0.979\n"));
    }

    #[test]
    fn precision_alone_has_no_floor() {
        let mut floors = Floors::default();
        floors.raise(&measured(1.0));
        assert!(!floors.to_toml().contains("precision"));
    }

    #[test]
    fn what_is_below_is_told_with_its_floor() {
        let mut floors = Floors::default();
        floors.raise(&measured(0.97));
        assert!(floors.below(&measured(0.9701)).is_empty());
        let below = floors.below(&measured(0.9699));
        assert_eq!(below[0], "set TOTAL title: 0.969 < 0.970");
        assert_eq!(below[1], "set a kind title: 0.969 < 0.970");
    }

    #[test]
    fn a_field_that_is_not_measured_any_more_is_below() {
        let mut floors = Floors::default();
        floors.raise(&measured(0.97));
        let mut now = measured(0.97);
        now[0].pages[0].marks = Marks::default();
        assert_eq!(floors.below(&now).len(), 2);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let mut floors = Floors::default();
        floors.raise(&measured(0.123_456));
        let read = Floors::from_toml(&floors.to_toml()).expect("it is TOML");
        assert_eq!(read, floors);
    }
}
