//! Dates in files, and laws that hold for any text.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::{DateOrder, from_millis, parse, parse_published};

/// When the pages of `ages.tsv` were saved.
const SAVED_AT: &str = "2014-06-12T09:30:00+02:00";

/// Every line of a file of `tests/dates`: the text, its language, when the page was saved where
/// the file does not have one time for all, what it says.
fn check(file: &str, now: Option<&str>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/dates")
        .join(file);
    let lines = fs::read_to_string(path).unwrap();
    let wrong: Vec<String> = lines
        .lines()
        .filter_map(|line| mistake(line, now))
        .collect();
    assert!(!lines.is_empty());
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

fn mistake(line: &str, now: Option<&str>) -> Option<String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let (text, language, now, expected) = match fields[..] {
        [text, language, expected] => (text, language, now, expected),
        [text, language, "-", expected] => (text, language, None, expected),
        [text, language, saved_at, expected] => (text, language, Some(saved_at), expected),
        _ => return Some(format!("not three or four fields: {line}")),
    };
    let order = DateOrder::for_language(language);
    let found = parse(text, order, now).unwrap_or_else(|| "-".to_owned());
    (found != expected).then(|| format!("{text} [{language}, {now:?}]: {found}, not {expected}"))
}

#[test]
fn machine_dates_are_read() {
    check("iso.tsv", None);
}

#[test]
fn english_dates_are_read() {
    check("english.tsv", None);
}

#[test]
fn dates_of_numbers_follow_the_order_of_the_language() {
    check("numeric.tsv", None);
}

#[test]
fn dates_are_read_in_the_languages_of_europe_and_indonesia() {
    check("languages.tsv", None);
}

#[test]
fn dates_are_read_in_eastern_scripts() {
    check("eastern.tsv", None);
}

#[test]
fn dates_and_ages_are_read_in_the_languages_of_blogs() {
    check("blogs.tsv", None);
}

#[test]
fn what_is_no_date_gives_none() {
    check("refused.tsv", None);
}

#[test]
fn ages_are_counted_back_from_the_day_of_the_copy() {
    check("ages.tsv", Some(SAVED_AT));
}

#[test]
fn an_age_without_a_day_of_the_copy_is_no_date() {
    assert_eq!(
        parse("3 days ago", DateOrder::Unknown, Some("whenever")),
        None
    );
    let from_day = parse("3 days ago", DateOrder::Unknown, Some("2014-06-12"));
    assert_eq!(from_day.as_deref(), Some("2014-06-09"));
}

#[test]
fn a_date_of_publication_is_told_from_one_of_a_change() {
    let rows = [
        (
            "Updated March 3, 2016 | Published January 5, 2014",
            "2014-01-05",
            false,
        ),
        (
            "January 5, 2014 · Updated March 3, 2016",
            "2014-01-05",
            false,
        ),
        (
            "Updated: March 3, 2016 4:05 PM. Originally published January 5, 2014",
            "2014-01-05",
            false,
        ),
        (
            "Zuletzt aktualisiert am 3. März 2016, veröffentlicht am 5. Januar 2014",
            "2014-01-05",
            false,
        ),
        (
            "Mis à jour le 3 mars 2016, publié le 5 janvier 2014 à 9h30",
            "2014-01-05T09:30:00",
            false,
        ),
        (
            "公開日：2014年1月5日 更新日：2016年3月3日",
            "2014-01-05",
            false,
        ),
        (
            "更新日：2016年3月3日 公開日：2014年1月5日",
            "2014-01-05",
            false,
        ),
        (
            "Обновлено 3 марта 2016, опубликовано 5 января 2014",
            "2014-01-05",
            false,
        ),
        ("Last updated on March 3, 2016", "2016-03-03", true),
        ("Actualizado el 3 de marzo de 2016", "2016-03-03", true),
        ("5. Januar 2014", "2014-01-05", false),
        ("January 5, 2014 March 3, 2016", "2014-01-05", false),
    ];
    for (text, date, is_change) in rows {
        let found = parse_published(text, DateOrder::Unknown, None);
        assert_eq!(found, Some((date.to_owned(), is_change)), "{text}");
    }
}

#[test]
fn milliseconds_become_an_instant_in_utc() {
    assert_eq!(
        from_millis(1_378_227_647_737).as_deref(),
        Some("2013-09-03T17:00:47Z")
    );
    assert_eq!(from_millis(0), None);
    assert_eq!(from_millis(i64::MAX), None);
    assert_eq!(from_millis(i64::MIN), None);
}

#[test]
fn one_number_above_twelve_settles_the_order_of_a_page() {
    let learn = |texts: &[&str]| DateOrder::learn(texts);
    assert_eq!(
        learn(&["11/08/2020 at 9:52", "on 16/08/2020"]),
        DateOrder::DayFirst
    );
    assert_eq!(
        learn(&["1/2/2014", "2/13/2014 9:30 PM"]),
        DateOrder::MonthFirst
    );
    assert_eq!(learn(&["1/2/2014", "3/4/2014"]), DateOrder::Unknown);
    assert_eq!(learn(&["13/2/2014", "2/13/2014"]), DateOrder::Unknown);
    assert_eq!(learn(&["13.2.2014", "June 30, 2014"]), DateOrder::Unknown);
    assert_eq!(learn(&[]), DateOrder::Unknown);
}

#[test]
fn what_the_page_shows_outweighs_its_language() {
    let order = DateOrder::learn(["16/08/2020"]).or(DateOrder::for_language("en-US"));
    assert_eq!(order, DateOrder::DayFirst);
    let order = DateOrder::learn(["6/8/2020"]).or(DateOrder::for_language("en_US.UTF-8"));
    assert_eq!(order, DateOrder::MonthFirst);
}

#[test]
fn only_the_beginning_of_a_text_is_looked_at() {
    let late = format!("{} 12 June 2014", "x ".repeat(150));
    assert_eq!(parse(&late, DateOrder::Unknown, None), None);
    let cut = format!("{}12 June 2014", " ".repeat(190));
    assert_eq!(parse(&cut, DateOrder::Unknown, None), None);
}

/// True for the forms of the document's times.
fn is_valid(date: &str) -> bool {
    match date.len() {
        4 => date.bytes().all(|byte| byte.is_ascii_digit()),
        7 => format!("{date}-01").parse::<jiff::civil::Date>().is_ok(),
        10 => date.parse::<jiff::civil::Date>().is_ok(),
        19 => date.parse::<jiff::civil::DateTime>().is_ok(),
        _ => date.parse::<jiff::Timestamp>().is_ok(),
    }
}

fn any_order() -> impl Strategy<Value = DateOrder> {
    prop_oneof![
        Just(DateOrder::DayFirst),
        Just(DateOrder::MonthFirst),
        Just(DateOrder::Unknown)
    ]
}

/// Pieces that dates are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,4}",
        "[-/.,: T+'()年月日]",
        prop::sample::select(vec![
            "June", "mai", "Z", "PM", "GMT", "EDT", "de", "ago", "days", "h", "下午", "tháng",
            "十",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_a_valid_date_or_none(text in "\\PC{0,300}", order in any_order()) {
        if let Some(date) = parse(&text, order, Some(SAVED_AT)) {
            prop_assert!(is_valid(&date), "{date}");
        }
    }

    #[test]
    fn pieces_of_dates_give_a_valid_date_or_none(text in pieces(), order in any_order()) {
        if let Some(date) = parse(&text, order, Some(SAVED_AT)) {
            prop_assert!(is_valid(&date), "{date}");
            if date.len() >= 10 {
                prop_assert_eq!(parse(&date, order, None), Some(date));
            }
        }
    }

    #[test]
    fn an_instant_is_read_as_it_was_written(millis in 631_152_000_000_i64..4_133_000_000_000) {
        let written = from_millis(millis).unwrap();
        prop_assert_eq!(parse(&written, DateOrder::Unknown, None), Some(written));
    }
}
