//! Who wrote a story and where it stood: `Jane Roe, Reuters`, `Jane Roe / Reuters`,
//! `Jane Roe and John Doe, Reuters`, `AFP/Getty Images`, `Reuters`.

use crate::pass::phrase;
use crate::pass::words;

/// More words than this are a sentence.
const MOST_WORDS: usize = 16;

/// More words than this are no name.
const MOST_WORDS_OF_NAME: usize = 7;

/// The authors and the outlet of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Credit {
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// Who published it.
    pub(super) outlet: Option<String>,
}

/// Reads a credit; None where the text is more than names.
pub(super) fn read(text: &str) -> Option<Credit> {
    let text = text.trim().trim_end_matches([',', '.', '،']).trim();
    if text.is_empty() {
        return Some(Credit::default());
    }
    if !is_short(text) {
        return None;
    }
    if let Some(length) = phrase::starts_with(text, &words::BY) {
        return Some(by(text[length..].trim_start_matches([':', ' '])));
    }
    let (first, second) = two_parts(text);
    let credit = match second {
        Some(outlet) if is_person_list(first, outlet) => Credit {
            authors: names(first),
            outlet: Some(outlet.to_owned()),
        },
        _ if second
            .is_some_and(|second| text.contains(',') && is_agency(first) && is_person(second)) =>
        {
            Credit {
                authors: second.map(names).unwrap_or_default(),
                outlet: Some(first.to_owned()),
            }
        }
        _ => Credit {
            authors: Vec::new(),
            outlet: Some(text.to_owned()),
        },
    };
    Some(credit)
}

/// A credit behind "by": the first names are authors for certain.
fn by(text: &str) -> Credit {
    let (first, second) = two_parts(text);
    Credit {
        authors: names(first),
        outlet: second.map(str::to_owned),
    }
}

/// Whether a text is short enough and has no sentence in it.
fn is_short(text: &str) -> bool {
    phrase::word_count(text) <= MOST_WORDS
        && !text.ends_with(['!', '?', ';', ':', '…'])
        && !text.contains(['?', ';'])
        && !text.contains("! ")
        && text
            .split([',', '،', '、', '/'])
            .all(|part| phrase::word_count(part) <= MOST_WORDS_OF_NAME)
}

/// Authors and outlet, parted at the last comma, or else at a slash, dash or bracket.
fn two_parts(text: &str) -> (&str, Option<&str>) {
    if let Some((first, second)) = text.rsplit_once([',', '،', '、']) {
        return (first.trim(), Some(second.trim()));
    }
    for mark in [" / ", " -- ", " — ", " – ", " | ", " - ", "/"] {
        if let Some((first, second)) = text.rsplit_once(mark) {
            return (first.trim(), Some(second.trim()));
        }
    }
    let bracket = text
        .strip_suffix([')', ']', '）'])
        .and_then(|text| text.rsplit_once(['(', '[', '（']));
    match bracket {
        Some((first, second)) if !first.trim().is_empty() => (first.trim(), Some(second.trim())),
        _ => (text, None),
    }
}

/// Whether the names before an outlet are authors.
fn is_person_list(names_text: &str, outlet: &str) -> bool {
    let two_agencies = phrase::word_count(names_text) == 1 && is_agency(outlet);
    let named = outlet.starts_with(|c: char| !c.is_lowercase());
    named
        && !two_agencies
        && outlet.chars().any(char::is_alphabetic)
        && names(names_text).iter().all(|name| is_person(name))
}

/// Whether a name can be a person's: not an agency, not "The …", not capitals like BBC.
fn is_person(name: &str) -> bool {
    let shouted = name
        .split_whitespace()
        .any(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    !name.is_empty()
        && phrase::word_count(name) <= 5
        && !name.contains(|c: char| c.is_ascii_digit())
        && !name.to_lowercase().starts_with("the ")
        && !shouted
        && !is_agency(name)
}

/// Whether a name is a news agency or a picture desk.
pub(super) fn is_agency(name: &str) -> bool {
    phrase::is_one_of(name, &words::AGENCIES)
}

/// The single names in `Jane Roe, John Doe and Ann Poe`.
fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in text.split([',', '،', '、', ';']) {
        let mut rest = part.trim();
        if let Some(length) = phrase::starts_with(rest, &words::AND) {
            rest = rest[length..].trim_start();
        }
        while let Some((first, second)) = split_and(rest) {
            push(&mut names, first);
            rest = second;
        }
        push(&mut names, rest);
    }
    names
}

fn push(names: &mut Vec<String>, name: &str) {
    if !name.trim().is_empty() {
        names.push(name.trim().to_owned());
    }
}

/// Cuts at the first "and" between spaces.
fn split_and(text: &str) -> Option<(&str, &str)> {
    text.match_indices(' ').find_map(|(at, _)| {
        let behind = &text[at + 1..];
        let length = phrase::starts_with(behind, &words::AND)?;
        let rest = behind[length..].strip_prefix(' ')?;
        Some((&text[..at], rest))
    })
}

/// Whether a text may be the name of an outlet: short, a name by its first letter, no sentence.
pub(super) fn is_outlet(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    phrase::word_count(text) <= MOST_WORDS_OF_NAME
        && first.is_some_and(|c| !c.is_lowercase())
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['!', '?', ':', ';', '…'])
        && is_short(text)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn authors_and_outlets_are_told_apart() {
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("Reuters", &[], Some("Reuters")),
            ("Wall Street Journal", &[], Some("Wall Street Journal")),
            ("Jane Roe, Reuters", &["Jane Roe"], Some("Reuters")),
            ("Jane Roe / Asia Times", &["Jane Roe"], Some("Asia Times")),
            ("Jane Roe (Asia Times)", &["Jane Roe"], Some("Asia Times")),
            (
                "Jane Roe and John Doe, AP",
                &["Jane Roe", "John Doe"],
                Some("AP"),
            ),
            (
                "Jane Roe, John Doe & Ann Poe, The National",
                &["Jane Roe", "John Doe", "Ann Poe"],
                Some("The National"),
            ),
            ("by Jane Roe", &["Jane Roe"], None),
            ("By Jane Roe, Slate", &["Jane Roe"], Some("Slate")),
            ("AFP/Yahoo News", &[], Some("AFP/Yahoo News")),
            ("AP, Reuters", &[], Some("AP, Reuters")),
            ("Reuters, Jane Roe", &["Jane Roe"], Some("Reuters")),
            ("BBC News (video)", &[], Some("BBC News (video)")),
            ("BBC, Washington", &[], Some("BBC, Washington")),
            (
                "Max Muster und Eva Muster, Die Zeit",
                &["Max Muster", "Eva Muster"],
                Some("Die Zeit"),
            ),
            ("علی رضایی، رویترز", &["علی رضایی"], Some("رویترز")),
            ("Spengler, Asia Times", &["Spengler"], Some("Asia Times")),
        ];
        for (text, authors, outlet) in cases {
            let credit = read(text).unwrap();
            assert_eq!(credit.authors, *authors, "{text}");
            assert_eq!(credit.outlet.as_deref(), *outlet, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_credits() {
        for text in [
            "is this the end of it?",
            "a very long remark about why this one is worth your while and more besides that",
            "read it; then weep",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
