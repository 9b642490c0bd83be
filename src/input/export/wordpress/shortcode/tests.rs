//! Short codes: which brackets are some, and what becomes of them.

use super::*;
use crate::input::export::wordpress::library::File;

fn file(id: u64) -> Option<File> {
    (id < 5).then(|| File {
        url: format!("https://a.example/{id}.jpg"),
        alt: format!("Picture {id}"),
        caption: if id == 1 {
            "The <i>first</i>".to_owned()
        } else {
            String::new()
        },
        order: -i64::try_from(id).unwrap(),
    })
}

/// The HTML with the footnotes at its end, and the notes.
fn made(content: &str) -> (String, Vec<Note>) {
    let sources = Sources {
        file: &file,
        uploads: &|| vec![3, 4],
        block: &|_| None,
        footnotes: None,
    };
    let mut maker = Maker::new(&sources);
    let html = maker.expand(content);
    let (footnotes, notes) = maker.finish();
    (html + &footnotes, notes)
}

fn html(content: &str) -> String {
    made(content).0
}

#[test]
fn words_in_brackets_are_words() {
    for text in [
        "[sic] [1] [...] [note] [video] [audio] [code] [see below] [instagram photo]",
        "a[0] = b[i] and [x = 5], [/usr] [link](https://a.example/)",
        "[the video of it] [embed",
        "[note that this is a note]",
    ] {
        assert_eq!(made(text), (text.to_owned(), Vec::new()));
    }
}

#[test]
fn unknown_short_codes_leave_their_words_and_a_note() {
    let (html, notes) = made("[hue style=\"red\"]One [b]two[/b][/hue] [hue style='blue']3[/hue]");
    assert_eq!(html, "One two 3");
    let told: Vec<_> = notes
        .iter()
        .filter_map(|note| note.text.as_deref())
        .collect();
    assert_eq!(told, ["[b]", "[hue style=\"red\"] [hue style='blue']"]);
}

#[test]
fn what_stands_in_boxes_beside_each_other_is_not_one_word() {
    let html = html("[vc_column a=\"b\"]One[/vc_column][vc_column a=\"c\"]two[/vc_column]");
    assert_eq!(html, "\n\nOne\n\n\n\ntwo\n\n");
}

#[test]
fn a_quotation_is_one() {
    assert_eq!(html("[quote]One[/quote]"), "<blockquote>One</blockquote>");
}

#[test]
fn both_forms_of_a_caption_are_a_figure() {
    let picture = "<a href=\"b\"><img src=\"c\" /></a>";
    let expected = format!("<figure>{picture}<figcaption>The cup</figcaption></figure>");
    assert_eq!(
        html(&format!(
            "[caption id=\"x\" width=\"3\"]{picture} The cup[/caption]"
        )),
        expected
    );
    assert_eq!(
        html(&format!("[caption caption=\"The cup\"]{picture}[/caption]")),
        expected
    );
}

#[test]
fn a_gallery_shows_the_files_that_it_names() {
    let (html, notes) = made("[gallery ids=\"2,1,7\" link=\"file\"]");
    let expected = "<div><figure><img src=\"https://a.example/2.jpg\" alt=\"Picture 2\"></figure>\
                    <figure><img src=\"https://a.example/1.jpg\" alt=\"Picture 1\">\
                    <figcaption>The <i>first</i></figcaption></figure></div>";
    assert_eq!(html, expected);
    assert!(notes[0].message.ends_with("not in this export: 7"));
}

#[test]
fn a_gallery_without_names_shows_what_was_uploaded_in_its_order() {
    let html = html("[gallery exclude=\"2\"]");
    let places = ["4.jpg", "3.jpg"].map(|name| html.find(name).unwrap());
    assert!(places[0] < places[1]);
}

#[test]
fn an_embed_is_a_player_or_a_link() {
    let player = "<div><iframe src=\"https://vimeo.com/1\"></iframe></div>";
    assert_eq!(
        html("[embed width=\"3\"]https://vimeo.com/1[/embed]"),
        player
    );
    assert_eq!(html("[vimeo 1]"), player);
    let link = "<p><a href=\"https://a.example/b\">https://a.example/b</a></p>";
    assert_eq!(html("[embed]https://a.example/b[/embed]"), link);
}

#[test]
fn files_that_can_be_heard_or_seen_are_players() {
    let audio = "<div><audio src=\"https://a.example/b.mp3\"></audio></div>";
    assert_eq!(html("[audio src=\"https://a.example/b.mp3\"]"), audio);
    assert_eq!(html("[audio https://a.example/b.mp3|titles=B]"), audio);
    let video = "<div><video src=\"https://a.example/b.mp4\"></video></div>";
    assert_eq!(
        html("[video width=\"3\" mp4=\"https://a.example/b.mp4\"][/video]"),
        video
    );
}

#[test]
fn code_is_kept_as_it_was_typed() {
    let expected = "<pre data-lang=\"php\"><code>if (a[0] &lt; b) [c]</code></pre>";
    assert_eq!(
        html("[sourcecode language=\"php\"]\nif (a[0] < b) [c]\n[/sourcecode]"),
        expected
    );
    assert_eq!(
        html("[code lang='php']if (a[0] &lt; b) [c][/code]"),
        expected
    );
    assert_eq!(html("[php]if (a[0] < b) [c][/php]"), expected);
}

#[test]
fn a_footnote_stands_at_the_end() {
    let expected = "One<sup><a href=\"#wp-fn-1\" id=\"wp-fnref-1\">1</a></sup>.\
                    <ol><li id=\"wp-fn-1\">Two</li></ol>";
    assert_eq!(html("One[footnote]Two[/footnote]."), expected);
}

#[test]
fn a_short_code_in_two_brackets_is_only_shown() {
    assert_eq!(html("[[gallery ids=\"1\"]]"), "[gallery ids=\"1\"]");
    assert_eq!(html("[[code]x[/code]]"), "[code]x[/code]");
    assert_eq!(html("[[1]] [[sic]]"), "[[1]] [[sic]]");
}

#[test]
fn nothing_is_looked_for_in_code_and_tags() {
    for text in [
        "<pre>[gallery ids=\"1\"]</pre>",
        "<code>[box a=\"b\"]</code>",
        "<a title='[gallery]' href=\"[box a=1]\">x</a>",
        "<!-- [gallery] -->",
    ] {
        assert_eq!(made(text), (text.to_owned(), Vec::new()));
    }
}

#[test]
fn what_a_button_says_leads_where_it_led() {
    let expected = "<a href=\"https://a.example/\">Buy</a>";
    assert_eq!(
        html("[su_button url=\"https://a.example/\"]Buy[/su_button]"),
        expected
    );
}

#[test]
fn an_end_without_a_beginning_is_left_out_where_it_is_known() {
    let (html, notes) = made("One[/caption] two[/three]");
    assert_eq!(html, "One two[/three]");
    assert_eq!(notes[0].text.as_deref(), Some("[/caption]"));
}

#[test]
fn a_few_words_do_not_become_a_huge_post() {
    let (html, notes) = made(&"[gallery]".repeat(1 << 18));
    assert!(html.len() <= 16 << 20);
    assert!(notes[0].message.starts_with("files beyond"));
    let many: Vec<String> = (0..10_000).map(|n| format!("[a{n} b=c]")).collect();
    let (_, notes) = made(&many.concat());
    assert!(notes.len() <= 400);
}

#[test]
fn time_grows_with_the_text_and_not_faster() {
    for unit in [
        "[",
        "[[",
        "[a ",
        "[a]",
        "[a b=c]",
        "[a b=\"",
        "[/a]",
        "[a][/a]",
        "[caption]",
        "<pre>[",
        "[caption][caption]<img>[/caption]",
        "[a b=\"]",
    ] {
        let text = unit.repeat((1 << 19) / unit.len());
        let begun = std::time::Instant::now();
        made(&text);
        assert!(begun.elapsed().as_secs() < 5, "{unit}");
    }
}
