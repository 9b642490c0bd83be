//! The grammar of ages: `3 days ago`, `vor 2 Stunden`, `yesterday`.
//!
//! An age is only as exact as it says. Minutes give a time, hours and days give a day; of weeks,
//! months and years no day can be told, so they give nothing.

use jiff::{Span, ToSpan};

use super::Stamp;
use super::clock::{self, Clock};
use super::tokens::{Kind, Token};

/// How exact an age is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}

/// Words for the units, folded.
const UNITS: &[(Unit, &str)] = &[
    (
        Unit::Second,
        "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi секунд секунды секунду saniye detik 秒 초",
    ),
    (
        Unit::Minute,
        "minute minutes min mins minuten minuto minutos minuti minuut minuter minutter minuttia minut minuty минут минуты минуту хвилин хвилини dakika menit 分 分钟 分鐘 분 دقيقه دقائق دقيقه λεπτα דקות minuta perc phut",
    ),
    (
        Unit::Hour,
        "hour hours hr hrs stunde stunden heure heures hora horas ora ore uur uren timme timmar time timer tuntia tunti godzin godziny godzine hodin hodiny hodinami час часа часов година години годин saat jam 小时 小時 時間 시간 ساعه ساعات ساعت ωρες שעות oraja gio",
    ),
    (
        Unit::Day,
        "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dagar dage dager paivaa paiva dzien dni den dny dnem день дня дней дні днів gun hari 日 天 일 يوم ايام روز μερες ημερες ημερα יום ימים zi zile nap napja ngay",
    ),
];

/// Words that make a span an age, folded, whatever side of it they stand on; `y` is from `il y a`.
const AGO: &str = "ago vor y hace ha fa geleden sedan siden sitten temu pred назад тому once lalu 前 전 منذ قبل پيش πριν לפני acum ezelott truoc";

/// How far from the span such a word may stand: `il y a 3 jours`, `2 hari yang lalu`.
const NEAR: usize = 3;

/// Words for one, folded.
const ONE: &str = "a an one ein eine einem einer un une una uno um uma een en ett et один одну";

/// Words that name a day by themselves, folded, with its distance from today.
const DAYS: &[(i64, &str)] = &[
    (
        0,
        "today heute aujourd hoy hoje oggi vandaag idag tanaan dzis dzisiaj dnes сегодня сьогодні bugun 今天 今日 오늘 اليوم امروز σημερα היום astazi",
    ),
    (
        1,
        "yesterday gestern hier ayer ontem ieri gisteren eilen wczoraj vcera вчера вчора dun kemarin 昨天 昨日 어제 امس ديروز χθες אתמול tegnap",
    ),
];

/// What the tokens say, counted back from `now`.
pub(super) fn read(tokens: &[Token], now: Stamp) -> Option<Stamp> {
    if let Some((days, clock)) = named_day(tokens) {
        let then = now.date.checked_sub(days.days()).ok()?;
        return Some(Stamp { date: then, clock });
    }
    let (count, unit) = age(tokens)?;
    let then = now.date_time().checked_sub(span(count, unit)).ok()?;
    Some(match unit {
        Unit::Day | Unit::Hour => Stamp::day(then.date()),
        Unit::Minute | Unit::Second => now.moved_to(then),
    })
}

fn span(count: i64, unit: Unit) -> Span {
    match unit {
        Unit::Second => count.seconds(),
        Unit::Minute => count.minutes(),
        Unit::Hour => count.hours(),
        Unit::Day => count.days(),
    }
}

/// `yesterday` and its like, alone or with a time: in a sentence such words mean something else.
fn named_day(tokens: &[Token]) -> Option<(i64, Option<Clock>)> {
    let name = word(tokens.first()?)?;
    let (days, _) = DAYS.iter().find(|(_, list)| lists(list, name))?;
    let clock = clock::after(&tokens[1..]);
    let alone = tokens.len() == 1 || name == "aujourd" && tokens.len() == 3;
    (alone || clock.is_some()).then_some((*days, clock))
}

/// How many of which unit, where a word says that they have passed.
fn age(tokens: &[Token]) -> Option<(i64, Unit)> {
    if let [number, letter] = tokens {
        return Some((count(number)?, short_unit(word(letter)?)?));
    }
    let named = |token: &Token| unit(word(token)?);
    let (at, unit) = tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| Some((at, named(token)?)))?;
    let count = count(tokens.get(at.checked_sub(1)?)?)?;
    let near = &tokens[at.saturating_sub(NEAR + 1)..(at + 1 + NEAR).min(tokens.len())];
    let past = near.iter().filter_map(word).any(|word| lists(AGO, word));
    past.then_some((count, unit))
}

/// A number small enough to be an age.
fn count(token: &Token) -> Option<i64> {
    match &token.kind {
        Kind::Number {
            value,
            digits: 1..=3,
        } => i64::try_from(*value).ok(),
        Kind::Word(one) if lists(ONE, one) => Some(1),
        Kind::Number { .. } | Kind::Word(_) | Kind::Mark(_) | Kind::Month(_) => None,
    }
}

fn unit(word: &str) -> Option<Unit> {
    let row = UNITS.iter().find(|(_, list)| lists(list, word));
    row.map(|(unit, _)| *unit)
}

/// The units of an age that is nothing but `4d`.
fn short_unit(letter: &str) -> Option<Unit> {
    match letter {
        "d" => Some(Unit::Day),
        "h" => Some(Unit::Hour),
        "m" | "min" => Some(Unit::Minute),
        _ => None,
    }
}

fn word(token: &Token) -> Option<&str> {
    match &token.kind {
        Kind::Word(word) => Some(word),
        Kind::Number { .. } | Kind::Month(_) | Kind::Mark(_) => None,
    }
}

fn lists(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}
