//! Paragraphs: WordPress keeps a post as it was typed, and makes paragraphs of blank lines and
//! `<br>` of single line breaks when it shows it.
//!
//! * A blank line ends a paragraph; a single line break within text is a `<br>`.
//! * Around the tags of blocks line breaks mean nothing, nor between the parts of a list or table.
//! * Inside of `<pre>`, `<script>` and the like nothing is changed.
//! * In an item, a cell or a heading, where no paragraph is opened, a blank line is two `<br>`.
//! * A line that is only the address of something that WordPress embeds becomes that.
//!
//! The tags are written so that a browser's parser sees the same paragraphs as with WordPress's
//! own; they need not be the same bytes.

use memchr::memchr;

use super::embed;
use super::markup::{Markup, Scanner};

/// Elements whose content is left alone.
const VERBATIM: &[&str] = &[
    "pre", "script", "style", "textarea", "svg", "math", "object", "iframe", "video", "audio",
    "select", "noscript", "xmp", "template",
];

/// Of those, the ones that end a paragraph.
const VERBATIM_BLOCKS: &[&str] = &["pre", "script", "style", "xmp", "template"];

/// How text inside of an element is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Into paragraphs.
    Flow,
    /// Into lines.
    Lines,
    /// Not at all: there is only white space between its parts.
    Parts,
    /// The element is empty.
    Void,
}

/// The elements that end a paragraph.
const BLOCKS: &[(&str, Mode)] = &[
    ("div", Mode::Flow),
    ("blockquote", Mode::Flow),
    ("section", Mode::Flow),
    ("article", Mode::Flow),
    ("aside", Mode::Flow),
    ("header", Mode::Flow),
    ("footer", Mode::Flow),
    ("main", Mode::Flow),
    ("nav", Mode::Flow),
    ("center", Mode::Flow),
    ("address", Mode::Flow),
    ("details", Mode::Flow),
    ("form", Mode::Flow),
    ("fieldset", Mode::Flow),
    ("hgroup", Mode::Flow),
    ("li", Mode::Lines),
    ("td", Mode::Lines),
    ("th", Mode::Lines),
    ("dt", Mode::Lines),
    ("dd", Mode::Lines),
    ("h1", Mode::Lines),
    ("h2", Mode::Lines),
    ("h3", Mode::Lines),
    ("h4", Mode::Lines),
    ("h5", Mode::Lines),
    ("h6", Mode::Lines),
    ("figcaption", Mode::Lines),
    ("caption", Mode::Lines),
    ("summary", Mode::Lines),
    ("legend", Mode::Lines),
    ("ul", Mode::Parts),
    ("ol", Mode::Parts),
    ("menu", Mode::Parts),
    ("dl", Mode::Parts),
    ("table", Mode::Parts),
    ("thead", Mode::Parts),
    ("tbody", Mode::Parts),
    ("tfoot", Mode::Parts),
    ("tr", Mode::Parts),
    ("colgroup", Mode::Parts),
    ("figure", Mode::Parts),
    ("map", Mode::Parts),
    ("hr", Mode::Void),
    ("col", Mode::Void),
    ("area", Mode::Void),
];

/// How many open elements are looked through for the one that an end tag closes.
const MAX_LOOK_BACK: usize = 32;

/// A post's text as HTML with its paragraphs, and with what stands alone embedded.
pub(super) fn autop(text: &str) -> String {
    written(text, true)
}

/// Any text as HTML with its paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    written(text, false)
}

fn written(text: &str, embeds: bool) -> String {
    let mut writer = Writer {
        embeds,
        out: String::with_capacity(text.len() + text.len() / 8),
        is_fresh: true,
        ..Writer::default()
    };
    let normal;
    let mut rest = text;
    if text.contains('\r') {
        normal = text.replace("\r\n", "\n").replace('\r', "\n");
        rest = &normal;
    }
    let mut scanner = Scanner::default();
    while !rest.is_empty() {
        let (words, piece) = next(rest, &mut scanner);
        writer.text(words, piece.ends_line());
        writer.take(&piece);
        rest = &rest[words.len() + piece.text().len()..];
    }
    writer.close_paragraph();
    writer.out
}

/// The words up to the next piece of markup, and that.
fn next<'a>(text: &'a str, scanner: &mut Scanner) -> (&'a str, Piece<'a>) {
    let mut at = 0;
    while let Some(found) = memchr(b'<', &text.as_bytes()[at..]) {
        at += found;
        let here = &text[at..];
        let markup = scanner.markup(here);
        if markup != Markup::Sign {
            return (&text[..at], piece(here, markup, scanner));
        }
        at += 1;
    }
    (text, Piece::Nothing)
}

/// A piece of markup.
enum Piece<'a> {
    /// A start tag of a block.
    Block(&'static str, Mode, &'a str),
    /// Its end tag.
    BlockEnd(&'static str, &'a str),
    /// `<p>` with its attributes.
    Paragraph(&'a str),
    /// `</p>`.
    ParagraphEnd(&'a str),
    /// `<br>`.
    Break(&'a str),
    /// An element that is left alone; true for one that ends a paragraph.
    Verbatim(&'a str, bool),
    /// Another start tag.
    Inline(&'a str),
    /// Another end tag.
    InlineEnd(&'a str),
    Comment(&'a str),
    /// The end of the text.
    Nothing,
}

fn piece<'a>(here: &'a str, markup: Markup<'a>, scanner: &mut Scanner) -> Piece<'a> {
    match markup {
        Markup::Comment(text) => Piece::Comment(text),
        Markup::Start { name, tag } => start(here, name, tag, scanner),
        Markup::End { name, tag } if name.eq_ignore_ascii_case("p") => Piece::ParagraphEnd(tag),
        Markup::End { name, tag } => match block(name) {
            Some((name, _)) => Piece::BlockEnd(name, tag),
            None => Piece::InlineEnd(tag),
        },
        Markup::Sign => Piece::Nothing,
    }
}

fn start<'a>(here: &'a str, name: &str, tag: &'a str, scanner: &mut Scanner) -> Piece<'a> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    if VERBATIM.iter().any(is)
        && let Some(len) = scanner.end(here, name, tag)
    {
        return Piece::Verbatim(&here[..len], VERBATIM_BLOCKS.iter().any(is));
    }
    if is(&"p") {
        return Piece::Paragraph(tag);
    }
    if is(&"br") {
        return Piece::Break(tag);
    }
    match block(name) {
        Some((name, mode)) => Piece::Block(name, mode, tag),
        None => Piece::Inline(tag),
    }
}

fn block(name: &str) -> Option<(&'static str, Mode)> {
    let found = BLOCKS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.copied()
}

impl<'a> Piece<'a> {
    fn text(&self) -> &'a str {
        match self {
            Self::Block(_, _, text)
            | Self::BlockEnd(_, text)
            | Self::Paragraph(text)
            | Self::ParagraphEnd(text)
            | Self::Break(text)
            | Self::Verbatim(text, _)
            | Self::Inline(text)
            | Self::InlineEnd(text)
            | Self::Comment(text) => text,
            Self::Nothing => "",
        }
    }

    /// Whether the line before it ends here in any case.
    fn ends_line(&self) -> bool {
        match self {
            Self::Block(..)
            | Self::BlockEnd(..)
            | Self::Paragraph(_)
            | Self::ParagraphEnd(_)
            | Self::Break(_)
            | Self::Verbatim(_, true)
            | Self::Nothing => true,
            Self::Verbatim(_, false) | Self::Inline(_) | Self::InlineEnd(_) | Self::Comment(_) => {
                false
            }
        }
    }
}

/// The paragraph that is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Paragraph {
    #[default]
    None,
    /// Opened here.
    Own,
    /// Opened by the author.
    Written,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether an address that stands alone is embedded.
    embeds: bool,
    /// The open blocks.
    open: Vec<(&'static str, Mode)>,
    paragraph: Paragraph,
    /// Line breaks since the last words.
    breaks: usize,
    /// Whether nothing was written since a block began or ended.
    is_fresh: bool,
    /// Whether the last thing was a `<br>`.
    is_broken: bool,
}

impl Writer {
    fn mode(&self) -> Mode {
        self.open.last().map_or(Mode::Flow, |(_, mode)| *mode)
    }

    fn text(&mut self, text: &str, ends_line: bool) {
        if self.mode() == Mode::Parts && self.paragraph == Paragraph::None {
            self.out.push_str(text);
            return;
        }
        let last = text.matches('\n').count();
        for (place, line) in text.split('\n').enumerate() {
            self.breaks += usize::from(place > 0);
            let words = line.trim_matches(|c: char| c.is_ascii_whitespace());
            let begins = self.is_fresh || self.breaks > 0;
            if words.is_empty() {
                if !begins {
                    self.out.push_str(line);
                }
                continue;
            }
            let is_alone = self.embeds && begins && (place < last || ends_line);
            let is_link = is_alone && embed::is_address(words) && embed::is_provider(words);
            if is_link && self.mode() == Mode::Flow {
                self.stand_alone(&embed::html(words));
                continue;
            }
            let line = if begins { line.trim_start() } else { line };
            self.before_words();
            self.out.push_str(line);
        }
    }

    /// Opens a paragraph or breaks the line as what stands before asks for.
    fn before_words(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let is_broken = std::mem::take(&mut self.is_broken);
        let is_fresh = std::mem::take(&mut self.is_fresh);
        if !is_fresh && breaks > 1 {
            if self.paragraph == Paragraph::None {
                self.out.push_str("<br><br>\n");
            } else {
                self.out.push_str("</p>\n<p>");
                self.paragraph = Paragraph::Own;
            }
        } else if !is_fresh && breaks == 1 {
            self.out.push_str(if is_broken { "\n" } else { "<br>\n" });
        }
        if self.paragraph == Paragraph::None && self.mode() == Mode::Flow {
            self.out.push_str("<p>");
            self.paragraph = Paragraph::Own;
        }
    }

    fn take(&mut self, piece: &Piece<'_>) {
        let text = piece.text();
        match piece {
            Piece::Block(name, mode, _) => {
                self.stand_alone(text);
                if *mode != Mode::Void && !text.ends_with("/>") {
                    self.open.push((name, *mode));
                }
            }
            Piece::BlockEnd(name, _) => {
                self.stand_alone(text);
                self.close(name);
            }
            Piece::Verbatim(_, true) => self.stand_alone(text),
            Piece::Paragraph(_) => {
                self.stand_alone(text);
                self.paragraph = Paragraph::Written;
            }
            Piece::ParagraphEnd(_) => self.close_paragraph(),
            Piece::Break(_) => self.line_break(text),
            Piece::Verbatim(_, false) | Piece::Inline(_) => {
                if self.mode() != Mode::Parts {
                    self.before_words();
                }
                self.out.push_str(text);
            }
            Piece::Comment(comment) if is_page_break(comment) => self.breaks += 2,
            Piece::InlineEnd(_) | Piece::Comment(_) => self.out.push_str(text),
            Piece::Nothing => {}
        }
    }

    fn line_break(&mut self, tag: &str) {
        if self.breaks < 2 {
            self.breaks = 0;
        }
        if self.mode() != Mode::Parts {
            self.before_words();
        }
        self.out.push_str(tag);
        self.is_broken = true;
    }

    /// Something that no paragraph can hold.
    fn stand_alone(&mut self, html: &str) {
        self.close_paragraph();
        self.out.push_str(html);
    }

    fn close_paragraph(&mut self) {
        if std::mem::take(&mut self.paragraph) != Paragraph::None {
            self.out.push_str("</p>\n");
        }
        self.breaks = 0;
        self.is_fresh = true;
        self.is_broken = false;
    }

    /// Closes the innermost open block of this name and what is open in it.
    fn close(&mut self, name: &str) {
        let from = self.open.len().saturating_sub(MAX_LOOK_BACK);
        let place = self.open[from..]
            .iter()
            .rposition(|(open, _)| *open == name);
        if let Some(place) = place {
            self.open.truncate(from + place);
        }
    }
}

/// Whether a comment begins a new page of the post.
fn is_page_break(comment: &str) -> bool {
    comment
        .trim_start_matches("<!--")
        .trim_start()
        .starts_with("nextpage")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_make_paragraphs_and_single_breaks_make_lines() {
        assert_eq!(
            autop("One\ntwo\n\nthree"),
            "<p>One<br>\ntwo</p>\n<p>three</p>\n"
        );
        assert_eq!(autop("One\r\n\r\n \r\ntwo\r\n"), "<p>One</p>\n<p>two</p>\n");
        assert_eq!(autop("\n \n"), "");
    }

    #[test]
    fn breaks_around_blocks_mean_nothing() {
        let text = "One\n<h2>Two</h2>\nthree\n\n<hr />\n\nfour";
        let expected = "<p>One</p>\n<h2>Two</h2><p>three</p>\n<hr /><p>four</p>\n";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn breaks_between_the_parts_of_a_list_or_table_mean_nothing() {
        let text = "<ul>\n<li>One\ntwo</li>\n\n<li>three\n\nfour</li>\n</ul>";
        let expected = "<ul>\n<li>One<br>\ntwo</li>\n\n<li>three<br><br>\nfour</li>\n</ul>";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn a_quote_and_a_box_hold_paragraphs() {
        let text = "<blockquote>One\n\ntwo</blockquote>\n<div>three</div>";
        let expected = "<blockquote><p>One</p>\n<p>two</p>\n</blockquote><div><p>three</p>\n</div>";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn preformatted_text_and_scripts_are_left_alone() {
        let text = "One\n<pre>a\n\n  <b>b</b>\n</pre>\ntwo\n<script>\n\nx < 1;\n</script>";
        let expected = "<p>One</p>\n<pre>a\n\n  <b>b</b>\n</pre><p>two</p>\n\
                        <script>\n\nx < 1;\n</script>";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn paragraphs_that_are_written_stay() {
        let text = "<p class=\"a\">One</p>\n\n<p>two\n\nthree</p>\nfour";
        let expected = "<p class=\"a\">One</p>\n<p>two</p>\n<p>three</p>\n<p>four</p>\n";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn a_written_break_and_the_line_break_behind_it_are_one() {
        assert_eq!(autop("One<br />\ntwo"), "<p>One<br />\ntwo</p>\n");
        assert_eq!(autop("One<br />\n\ntwo"), "<p>One<br /></p>\n<p>two</p>\n");
    }

    #[test]
    fn phrases_are_part_of_their_paragraph() {
        let text = "<em>One</em> <a\nhref='x'>two</a>\n<b>three\n\nfour</b>";
        let expected = "<p><em>One</em> <a\nhref='x'>two</a><br>\n<b>three</p>\n<p>four</b></p>\n";
        assert_eq!(autop(text), expected);
    }

    #[test]
    fn the_marks_of_excerpt_and_pages_open_no_paragraph() {
        assert_eq!(
            autop("One\n\n<!--more-->\n\ntwo"),
            "<p>One<!--more--></p>\n<p>two</p>\n"
        );
        assert_eq!(autop("One<!--nextpage-->two"), "<p>One</p>\n<p>two</p>\n");
    }

    #[test]
    fn an_address_alone_on_its_line_is_embedded() {
        let url = "https://www.youtube.com/watch?v=abc&amp;t=3";
        let text = format!("One\n{url}\ntwo {url}\n\nhttps://a.example/b");
        let frame =
            "<div><iframe src=\"https://www.youtube.com/watch?v=abc&amp;t=3\"></iframe></div>";
        let expected = format!("<p>One</p>\n{frame}<p>two {url}</p>\n<p>https://a.example/b</p>\n");
        assert_eq!(autop(&text), expected);
    }

    #[test]
    fn signs_that_are_no_tags_are_words() {
        assert_eq!(autop("1 < 2\n\n<3"), "<p>1 < 2</p>\n<p><3</p>\n");
    }

    #[test]
    fn time_grows_with_the_text_and_not_faster() {
        for unit in [
            "<pre>", "<div>", "</li>", "<!--", "<a \"", "<", "<b>\n\n", "<!---->",
        ] {
            let text = unit.repeat((1 << 20) / unit.len());
            let begun = std::time::Instant::now();
            autop(&text);
            assert!(begun.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
