//! What [`open`] makes of whole files.

use proptest::prelude::*;

use super::*;

const SAVED: &str = "<!DOCTYPE html>\n<!-- saved from url=(0052)https://web.archive.org/web/2014061209/http://a.example/x -->\n\
    <html><head><meta charset=utf-8><title>Rye</title><base href=http://a.example/b/>\
    <script>__wm.wombat(\"http://a.example/x\",\"20140612093000\")</script></head><body>\
    <!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=wm-ipp>Donate</div><!-- END WAYBACK TOOLBAR INSERT -->\
    <p class='a'>Flour &amp; <b>water<p>é.</b><table><tr><td>x</table><svg><g/></svg></body></html>";

fn opened(bytes: &[u8]) -> Page {
    match open(bytes, &Limits::default()) {
        Ok(Input::Page(page)) => page,
        other => panic!("not a page: {other:?}"),
    }
}

fn refused(bytes: &[u8]) -> ErrorKind {
    open(bytes, &Limits::default()).unwrap_err().kind
}

#[test]
fn a_page_knows_where_it_is_from() {
    let page = opened(SAVED.as_bytes());
    assert_eq!(page.source.url.as_deref(), Some("http://a.example/x"));
    assert_eq!(
        page.source.saved_at.as_deref(),
        Some("2014-06-12T09:30:00Z")
    );
    assert_eq!(page.source.container.as_deref(), Some("html"));
    assert_eq!(page.source.charset.as_deref(), Some("UTF-8"));
    assert!(!page.html.html().contains("Donate"));
    assert_eq!(page.notes.len(), 1);
}

#[test]
fn a_text_is_a_page_of_paragraphs() {
    let page = opened("Über Roggen\n\nMehl & <Wasser>.\nSalz.\n".as_bytes());
    assert_eq!(page.source.container.as_deref(), Some("text"));
    assert!(
        page.html
            .html()
            .contains("<h1>Über Roggen</h1><p>Mehl &amp; &lt;Wasser&gt;.<br>Salz.</p>")
    );
}

#[test]
fn nothing_is_empty() {
    for nothing in ["", " \n\t", "\u{feff}", "\0\0 \0", "\u{feff}\n"] {
        assert!(
            matches!(refused(nothing.as_bytes()), ErrorKind::Empty),
            "{nothing:?}"
        );
    }
}

#[test]
fn one_character_is_a_text() {
    assert_eq!(opened(b"x").source.container.as_deref(), Some("text"));
}

#[test]
fn an_input_over_the_limit_is_refused() {
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    let error = open(b"<p>twelve..</p>", &limits).unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TooLarge { limit: 10 }));
}

#[test]
fn every_refusal_says_what_to_do() {
    for bytes in [&b"%PDF-1.4"[..], b"\x1f\x8b", b"{}", b"<rss>", b""] {
        let hint = open(bytes, &Limits::default()).unwrap_err().hint().unwrap();
        assert!(!hint.contains('\n') && hint.len() > 20, "{hint}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = open(&bytes, &Limits::default());
    }

    #[test]
    fn no_cut_makes_it_panic(at in 0..SAVED.len(), byte in any::<u8>(), tail in any::<bool>()) {
        let mut bytes = SAVED.as_bytes()[..at].to_vec();
        bytes.push(byte);
        if tail {
            bytes.extend_from_slice(&SAVED.as_bytes()[at..]);
        }
        let _ = open(&bytes, &Limits::default());
    }
}

#[test]
fn a_document_that_quotes_a_charset_comes_back_as_it_was() {
    let written = Document {
        title: vec![crate::document::Inline::text("<meta charset=euc-kr> é Ï")],
        ..Document::default()
    };
    let text = serde_json::to_vec(&written).unwrap();
    match open(&text, &Limits::default()).unwrap() {
        Input::Document(read) => assert_eq!(*read, written),
        Input::Page(_) => panic!("a page"),
    }
}
