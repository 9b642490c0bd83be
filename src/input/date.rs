//! The dates of saving programs: `Thu Jun 12 2014 09:30:00 GMT-0700 (PDT)`,
//! `Thu, 12 Jun 2014 09:30:00 GMT`, `09:30:00 Jun 12, 2014`, `20140612093000`.

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads a date with an English month name, in any order. A time without a zone is UTC, as
/// archives write it. None for what is not a date with a time.
pub(super) fn from_words(words: &str) -> Option<String> {
    let mut read = Read::default();
    let words = words.split('(').next()?;
    for word in words
        .split([' ', ',', '\n', '\t'])
        .filter(|word| !word.is_empty())
    {
        read.word(word);
    }
    let civil = jiff::civil::date(read.year?, read.month?, 1)
        .with()
        .day(read.day?)
        .build()
        .ok()?;
    Some(format!(
        "{civil}T{}{}",
        read.time?,
        read.zone.as_deref().unwrap_or("Z")
    ))
}

#[derive(Default)]
struct Read {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<jiff::civil::Time>,
    zone: Option<String>,
}

impl Read {
    fn word(&mut self, word: &str) {
        if word.contains(':') {
            self.time = self.time.or_else(|| time(word));
        } else if let Some(zone) = zone(word) {
            self.zone.get_or_insert(zone);
        } else if let Some(month) = month(word) {
            self.month.get_or_insert(month);
        } else if word.len() == 4 {
            self.year = self.year.or_else(|| word.parse().ok());
        } else if word.len() < 3 {
            self.day = self.day.or_else(|| word.parse().ok());
        }
    }
}

fn month(word: &str) -> Option<i8> {
    let start = word.get(..3)?.to_ascii_lowercase();
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| **name == start)
        .map(|(number, _)| number)
}

fn time(word: &str) -> Option<jiff::civil::Time> {
    let mut parts = word.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    jiff::civil::Time::new(hour, minute, second, 0).ok()
}

/// `GMT`, `UTC`, `GMT-0700`, `+02:00` is not among them.
fn zone(word: &str) -> Option<String> {
    let offset = word
        .strip_prefix("GMT")
        .or_else(|| word.strip_prefix("UTC"))?;
    match offset.as_bytes() {
        [] | [b'+' | b'-', b'0', b'0', b'0', b'0'] => Some("Z".to_owned()),
        [b'+' | b'-', digits @ ..]
            if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) =>
        {
            Some(format!("{}:{}", &offset[..3], &offset[3..]))
        }
        _ => None,
    }
}

/// Reads `20140612093000` or `20140612`.
pub(super) fn from_digits(digits: &str) -> Option<String> {
    if !digits.is_ascii() {
        return None;
    }
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i8>().ok();
    let day = jiff::civil::Date::new(digits.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?);
    let day = day.ok()?;
    if digits.len() < 14 {
        return Some(day.to_string());
    }
    let time = jiff::civil::Time::new(number(8, 10)?, number(10, 12)?, number(12, 14)?, 0).ok()?;
    Some(format!("{day}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_of_saving_programs_are_read() {
        for (words, expected) in [
            (
                "Thu Jun 12 2014 09:30:00 GMT-0700 (Pacific Daylight Time)",
                Some("2014-06-12T09:30:00-07:00"),
            ),
            (
                "Thu, 12 Jun 2014 09:30:05 GMT",
                Some("2014-06-12T09:30:05Z"),
            ),
            ("9:30:00 Jun 2, 2014 AND", Some("2014-06-02T09:30:00Z")),
            (
                "Thu Jun 12 2014 09:30:00 GMT+0000 (Coordinated Universal Time)",
                Some("2014-06-12T09:30:00Z"),
            ),
            ("Feb 30, 2014 09:30:00", None),
            ("Jun 12, 2014", None),
            ("June the twelfth", None),
            ("25:61:00 Jun 12, 2014", None),
            ("", None),
            ("é:é é é", None),
        ] {
            assert_eq!(from_words(words).as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn capture_times_are_read_as_far_as_they_go() {
        assert_eq!(
            from_digits("20140612093000").as_deref(),
            Some("2014-06-12T09:30:00Z")
        );
        assert_eq!(from_digits("20140612").as_deref(), Some("2014-06-12"));
        assert_eq!(from_digits("2014061209").as_deref(), Some("2014-06-12"));
        for digits in ["", "2014", "20141399", "20140612996000"] {
            assert_eq!(from_digits(digits), None, "{digits}");
        }
    }
}
