//! The credit at the end of a photo's caption: `REUTERS/Jane Roe`, `(AP Photo/John Doe)`,
//! `Photo by Jane Roe`, `Foto: dpa`, `© Jane Roe`.

use crate::pass::credit;
use crate::pass::phrase;
use crate::pass::words;

/// More words than this are no credit.
const MOST_WORDS: usize = 12;

/// The credit that a caption ends with, as it stands, without brackets around it.
pub(super) fn credit(caption: &str) -> Option<&str> {
    let caption = caption.trim();
    starts(caption).find_map(|at| {
        let dashes = |c: char| matches!(c, '-' | '–' | '—' | '|' | '/') || c.is_whitespace();
        let tail = caption[at..].trim_start_matches(dashes);
        let bare = inner(tail);
        let named = bare.len() < tail.len() && names_source(bare);
        (named || is_credit(bare, at == 0)).then_some(bare)
    })
}

/// Where a credit can begin: at the start, behind a sentence, behind a dash, in brackets.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    let inside = text.char_indices().filter_map(move |(at, c)| {
        let previous = std::mem::replace(&mut before, c);
        let opens = matches!(c, '(' | '[' | '（' | '©' | '【');
        let behind = matches!(
            previous,
            '.' | '!' | '?' | '-' | '–' | '—' | '|' | '。' | '"' | '”' | '/' | '…' | ','
        ) && (c.is_whitespace() || phrase::is_dense(c));
        (at > 0 && (opens || behind)).then_some(at)
    });
    std::iter::once(0).chain(inside)
}

/// A text without the brackets that it is in.
fn inner(text: &str) -> &str {
    text.strip_prefix(['(', '[', '（', '【'])
        .map(|text| text.trim_end_matches('.'))
        .and_then(|text| text.strip_suffix([')', ']', '）', '】']))
        .unwrap_or(text)
}

/// `Jane Roe/Valley News`, in brackets at a caption's end: two names and a slash.
fn names_source(text: &str) -> bool {
    let name = |part: &str| {
        (1..=4).contains(&phrase::word_count(part))
            && part
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
    };
    text.split_once('/')
        .is_some_and(|(first, second)| phrase::word_count(first) > 1 && name(first) && name(second))
}

/// Whether a text is a credit. `alone` tells that there is no caption before it.
fn is_credit(text: &str, alone: bool) -> bool {
    let text = text.trim().trim_end_matches('.');
    if phrase::word_count(text) > MOST_WORDS || text.contains(['!', '?']) || has_sentence_end(text)
    {
        return false;
    }
    if let Some(length) = phrase::starts_with(text, &words::CREDIT_MARKERS) {
        return !phrase::bare(&text[length..]).is_empty();
    }
    if text.contains(['(', '[']) {
        return false;
    }
    is_desk(text) && !alone || has_desk(text)
}

/// An agency, with what agencies add to their names: "Reuters files", "Getty Images Europe".
fn is_desk(text: &str) -> bool {
    let tail = |length: usize| phrase::word_count(&text[length..]) == 1;
    credit::is_agency(text)
        || text.starts_with(char::is_uppercase)
            && phrase::starts_with(text, &words::AGENCIES).is_some_and(tail)
}

/// `REUTERS/Jane Roe`, `Jane Roe / AFP via Getty Images`, `Jane Roe | dpa`: an agency beside a
/// name.
fn has_desk(text: &str) -> bool {
    let mut parts = text.split(['/', '|']).flat_map(|part| part.split(" via "));
    let both = text.contains(['/', '|']) || text.contains(" via ");
    let short = parts.clone().all(|part| phrase::word_count(part) <= 5);
    both && short && parts.any(|part| is_desk(part.trim()))
}

/// Whether a sentence ends inside a text: a point behind a word that is no initial.
fn has_sentence_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit([' ', '.', '/']).next();
        word.is_some_and(|word| {
            let short = word.chars().count();
            short > 2 || short == 2 && word.starts_with(char::is_lowercase)
        })
    }) || text.contains('。')
}

#[cfg(test)]
mod tests {
    use super::credit;

    #[test]
    fn credits_in_many_wordings_are_found() {
        for (caption, expected) in [
            (
                "A man waves in Town June 12, 2009. REUTERS/Jane Roe",
                "REUTERS/Jane Roe",
            ),
            ("A man waves. REUTERS/Jane J. Roe", "REUTERS/Jane J. Roe"),
            ("A man waves (AP Photo/John Doe)", "AP Photo/John Doe"),
            ("A man waves. (AP Photo/John Doe).", "AP Photo/John Doe"),
            ("A man waves -- AFP", "AFP"),
            (
                "A man waves. John Doe/Getty Images",
                "John Doe/Getty Images",
            ),
            (
                "A man waves. John Doe / AFP via Getty Images",
                "John Doe / AFP via Getty Images",
            ),
            ("A man waves. Photo by Jane Roe", "Photo by Jane Roe"),
            ("Photo: Jane Roe", "Photo: Jane Roe"),
            (
                "A man waves. (Jane Roe/Valley News)",
                "Jane Roe/Valley News",
            ),
            (
                "A man waves. Jane Roe/Reuters files",
                "Jane Roe/Reuters files",
            ),
            (
                "A man waves - Photo: Jane Roe (CC BY 2.0)",
                "Photo: Jane Roe (CC BY 2.0)",
            ),
            ("Ein Mann winkt. Foto: dpa", "Foto: dpa"),
            ("Ein Mann winkt (Foto: Eva Muster)", "Foto: Eva Muster"),
            (
                "Un homme salue. Crédit photo : Jeanne Roe",
                "Crédit photo : Jeanne Roe",
            ),
            ("Un hombre saluda. EFE/Juan Pérez", "EFE/Juan Pérez"),
            ("Человек машет. Фото: Иван Иванов", "Фото: Иван Иванов"),
            ("رجل يلوح. رويترز/محمد", "رويترز/محمد"),
            ("مردی دست تکان می‌دهد. عکس: رضا", "عکس: رضا"),
            ("איש מנופף. צילום: דנה כהן", "צילום: דנה כהן"),
            ("男子挥手。图片:新华社", "图片:新华社"),
            ("手を振る男性（写真:ロイター）", "写真:ロイター"),
            ("A man waves © Jane Roe", "© Jane Roe"),
            (
                "A man waves. Courtesy of the museum",
                "Courtesy of the museum",
            ),
        ] {
            assert_eq!(credit(caption), Some(expected), "{caption}");
        }
    }

    #[test]
    fn prose_has_no_credit() {
        for text in [
            "The minister told Reuters",
            "I took the AP exam in May",
            "He works for AP",
            "AP",
            "We left. Then we came back/went on",
            "Source: I made it up. Really, I did",
            "A man waves",
            "Photo by the sea is nice. We liked it",
        ] {
            assert_eq!(credit(text), None, "{text}");
        }
    }
}
