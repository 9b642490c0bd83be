//! Invented sentences in every charset that old blogs were written in.

use super::*;

const FRENCH: &str = "L’été dernier, nous étions à la fenêtre du café près de la gare, où le \
                      garçon servait des crêpes brûlées et un thé glacé à volonté.";
const RUSSIAN: &str = "Вчера вечером мы долго гуляли вдоль реки и говорили о том, как быстро \
                       меняется наш старый город.";
const ARABIC: &str =
    "ذهبنا أمس إلى السوق القديم واشترينا الخبز والزيتون ثم جلسنا قرب النهر نتحدث عن المدينة.";
const JAPANESE: &str =
    "昨日は古い駅の近くにある小さな喫茶店で、友人と長い時間おしゃべりをしました。";
const CHINESE: &str = "昨天我们沿着河边散步，谈论这座老城市这些年来的变化，然后去了一家小书店。";
const TAIWANESE: &str = "昨天我們沿著河邊散步，談論這座老城市這些年來的變化，然後去了一家小書店。";
const KOREAN: &str = "어제 우리는 강가를 따라 걸으며 오래된 도시가 얼마나 변했는지 이야기했습니다.";

/// The charset, how pages name it, and a sentence for it.
const CHARSETS: &[(&str, &str)] = &[
    ("windows-1252", FRENCH),
    ("windows-1251", RUSSIAN),
    ("windows-1256", ARABIC),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("ISO-2022-JP", JAPANESE),
    ("gb18030", CHINESE),
    ("GBK", CHINESE),
    ("Big5", TAIWANESE),
    ("EUC-KR", KOREAN),
    ("UTF-8", ARABIC),
];

fn encoded(charset: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap();
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{charset}");
    bytes.into_owned()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn kinds(decoded: &Decoded<'_>) -> Vec<NoteKind> {
    decoded.notes.iter().map(|note| note.kind).collect()
}

#[test]
fn a_declared_charset_is_used() {
    for (charset, sentence) in CHARSETS {
        let page = format!("<meta charset={charset}><p>{sentence}</p>");
        let bytes = encoded(charset, &page);
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, page, "{charset}");
        assert_eq!(decoded.charset, *charset);
        assert_eq!(decoded.notes, [], "{charset}");
    }
}

#[test]
fn an_undeclared_charset_is_guessed_with_a_note() {
    for (charset, sentence) in CHARSETS {
        let page = format!("<html><p>{sentence}</p>");
        let bytes = encoded(charset, &page);
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, page, "{charset}");
        let expected: &[NoteKind] = match *charset {
            "UTF-8" => &[],
            _ => &[NoteKind::Guessed],
        };
        assert_eq!(kinds(&decoded), expected, "{charset}");
    }
}

#[test]
fn utf_16_is_read_with_and_without_a_mark() {
    for (little, charset) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
        let page = format!("<html><head><title>a</title></head><p>{RUSSIAN}</p>");
        for mark in ["", "\u{feff}"] {
            let bytes = utf16(&format!("{mark}{page}"), little);
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, page, "{charset} {mark:?}");
            assert_eq!(decoded.charset, charset);
            assert_eq!(decoded.notes.len(), usize::from(mark.is_empty()));
        }
    }
}

#[test]
fn a_mark_wins_over_the_declaration() {
    let page = format!("\u{feff}<meta charset=windows-1251><p>{FRENCH}</p>");
    let decoded = decode(page.as_bytes());
    assert_eq!(decoded.text, page.trim_start_matches('\u{feff}'));
    assert_eq!(decoded.charset, "UTF-8");
}

#[test]
fn utf_16_in_a_meta_means_utf_8() {
    let page = format!("<meta charset=utf-16le><p>{ARABIC}</p>");
    assert_eq!(decode(page.as_bytes()).charset, "UTF-8");
    assert_eq!(decode(page.as_bytes()).notes, []);
}

#[test]
fn valid_utf_8_is_borrowed() {
    for page in [ARABIC.to_owned(), format!("<meta charset=utf-8>{ARABIC}")] {
        assert!(matches!(decode(page.as_bytes()).text, Cow::Borrowed(_)));
    }
}

#[test]
fn a_wrong_declaration_of_utf_8_is_overridden_with_a_note() {
    let page = format!("<meta charset=utf-8><p>{RUSSIAN}</p>");
    let bytes = encoded("windows-1251", &page);
    let decoded = decode(&bytes);
    assert_eq!(decoded.text, page);
    assert_eq!(decoded.charset, "windows-1251");
    assert_eq!(kinds(&decoded), [NoteKind::Guessed]);
}

#[test]
fn a_page_saved_again_as_utf_8_keeps_no_old_declaration() {
    for (label, sentence) in [("iso-8859-1", FRENCH), ("gb2312", CHINESE)] {
        let page = format!("<meta charset={label}><p>{sentence}</p>");
        let decoded = decode(page.as_bytes());
        assert_eq!(decoded.text, page);
        assert_eq!(decoded.charset, "UTF-8");
        assert_eq!(kinds(&decoded), [NoteKind::Guessed]);
    }
}

#[test]
fn a_wrong_declaration_of_an_old_charset_is_overridden_with_a_note() {
    let page = format!("<meta charset=big5><p>{RUSSIAN}</p>");
    let bytes = encoded("windows-1251", &page);
    let decoded = decode(&bytes);
    assert_eq!(decoded.text, page);
    assert_eq!(decoded.charset, "windows-1251");
    assert_eq!(kinds(&decoded), [NoteKind::Guessed]);
}

#[test]
fn undecodable_bytes_are_counted() {
    let mut bytes = format!("<meta charset=utf-8><p>{RUSSIAN}</p>").into_bytes();
    bytes.extend_from_slice(b"a\xff\xfeb\xc3");
    let decoded = decode(&bytes);
    assert!(decoded.text.ends_with("a\u{fffd}\u{fffd}b\u{fffd}"));
    assert_eq!(decoded.notes[0].kind, NoteKind::Repaired);
    assert_eq!(
        decoded.notes[0].message,
        "3 undecodable bytes stand as U+FFFD"
    );
}

#[test]
fn a_text_that_was_cut_inside_a_character_stays_utf_8() {
    let page = b"<meta charset=utf-8><p>The caf\xc3";
    let decoded = decode(page);
    assert_eq!(decoded.text, "<meta charset=utf-8><p>The caf\u{fffd}");
    assert_eq!(decoded.charset, "UTF-8");
}

#[test]
fn an_unknown_label_is_noted_and_passed_over() {
    for label in ["x-klingon", "utf-7", "iso-2022-kr"] {
        let page = format!("<meta charset={label}><p>{ARABIC}</p>");
        let decoded = decode(page.as_bytes());
        assert_eq!(decoded.text, page);
        assert_eq!(kinds(&decoded), [NoteKind::Repaired], "{label}");
        assert!(decoded.notes[0].message.contains(label));
    }
}

#[test]
fn text_that_was_encoded_twice_is_left_as_it_is() {
    let page = "<meta charset=utf-8><p>CafÃ© au lait, dÃ©jÃ  vu.</p>";
    assert_eq!(decode(page.as_bytes()).text, page);
}
