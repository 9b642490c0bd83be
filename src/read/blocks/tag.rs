//! What each element of HTML is to the reader: a table.

/// The part that an element plays in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Neither it nor its content is visible.
    Nothing,
    /// Part of the running text, without a meaning that the document keeps.
    Span,
    Emphasis,
    Strong,
    Strike,
    Subscript,
    Superscript,
    Code,
    Link,
    Image,
    Break,
    /// Text in quotation marks.
    Quotation,
    /// The reading beside a ruby base.
    RubyText,
    /// Stands on lines of its own, without a meaning that the document keeps.
    Block,
    Paragraph,
    Heading(u8),
    List {
        ordered: bool,
    },
    Item,
    Quote,
    Pre,
    Figure,
    Caption,
    Table,
    TableHead,
    Row,
    Cell {
        header: bool,
    },
    Definitions,
    Term,
    Description,
    Summary,
    Rule,
    /// A frame with another page in it.
    Frame,
    Video,
    Audio,
    /// `<object>` and `<embed>`: players of another time.
    Plugin,
    /// A field or button of a form.
    Control,
    Noscript,
    /// A drawing or a formula.
    Foreign,
    /// A component of an AMP page.
    Component,
    /// Settings of a word processor that were pasted with the text.
    Settings,
}

/// The element's part; what is not known is part of the running text.
pub(super) fn tag(name: &str) -> Tag {
    match name {
        "span" | "font" => Tag::Span,
        "p" => Tag::Paragraph,
        "br" => Tag::Break,
        "a" => Tag::Link,
        "img" | "amp-img" | "amp-anim" | "image" => Tag::Image,
        "em" | "i" | "cite" | "dfn" | "var" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" | "strike" => Tag::Strike,
        "sub" => Tag::Subscript,
        "sup" => Tag::Superscript,
        "code" | "kbd" | "samp" | "tt" => Tag::Code,
        "q" => Tag::Quotation,
        "rt" => Tag::RubyText,
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "ul" | "menu" | "dir" => Tag::List { ordered: false },
        "ol" => Tag::List { ordered: true },
        "li" => Tag::Item,
        "blockquote" => Tag::Quote,
        "pre" | "listing" | "xmp" | "plaintext" => Tag::Pre,
        "figure" => Tag::Figure,
        "figcaption" | "caption" => Tag::Caption,
        "hr" => Tag::Rule,
        _ => rare_tag(name),
    }
}

/// The elements that few posts have.
fn rare_tag(name: &str) -> Tag {
    match name {
        "div" | "section" | "article" | "header" | "footer" | "main" | "center" | "address"
        | "fieldset" | "legend" | "hgroup" | "nav" | "aside" | "form" | "details" | "dialog"
        | "tbody" | "tfoot" | "body" | "html" | "search" | "optgroup" => Tag::Block,
        "table" => Tag::Table,
        "thead" => Tag::TableHead,
        "tr" => Tag::Row,
        "td" => Tag::Cell { header: false },
        "th" => Tag::Cell { header: true },
        "dl" => Tag::Definitions,
        "dt" => Tag::Term,
        "dd" => Tag::Description,
        "summary" => Tag::Summary,
        "iframe" | "frame" | "amp-iframe" => Tag::Frame,
        "video" | "amp-video" => Tag::Video,
        "audio" | "amp-audio" => Tag::Audio,
        "object" | "embed" | "applet" => Tag::Plugin,
        "input" | "button" | "select" | "textarea" => Tag::Control,
        "noscript" => Tag::Noscript,
        "svg" | "math" => Tag::Foreign,
        "xml" => Tag::Settings,
        "script" | "style" | "template" | "head" | "link" | "meta" | "title" | "base" | "param"
        | "source" | "track" | "rp" | "area" | "datalist" | "noframes" | "col" | "colgroup"
        | "noembed" => Tag::Nothing,
        _ if name.starts_with("amp-") => Tag::Component,
        _ => Tag::Span,
    }
}

/// A part that platforms give an element by its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A picture with its caption.
    Figure,
    /// The caption of a picture.
    Caption,
    /// A post of a social network.
    Post,
    /// The numbers beside lines of code.
    LineNumbers,
    /// The same formula a second time, drawn in letters.
    Echo,
    /// What this crate's own XHTML writes in the place of something.
    Own(Own),
}

/// Things that this crate's own XHTML cannot hold, and writes as links and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Image,
    Embed,
    /// The words that stand for an embed.
    Label,
    Task,
}

/// Class names of Blogger, WordPress, the embeds' own scripts and code highlighters.
const ROLES: &[(&str, Role)] = &[
    ("tr-caption-container", Role::Figure),
    ("tr-caption", Role::Caption),
    ("wp-caption", Role::Figure),
    ("wp-caption-text", Role::Caption),
    ("gallery-item", Role::Figure),
    ("gallery-caption", Role::Caption),
    ("twitter-tweet", Role::Post),
    ("twitter-video", Role::Post),
    ("instagram-media", Role::Post),
    ("tiktok-embed", Role::Post),
    ("bluesky-embed", Role::Post),
    ("fb-post", Role::Post),
    ("fb-video", Role::Post),
    ("gutter", Role::LineNumbers),
    ("lineno", Role::LineNumbers),
    ("linenos", Role::LineNumbers),
    ("line-numbers", Role::LineNumbers),
    ("line-numbers-rows", Role::LineNumbers),
    ("hljs-ln-numbers", Role::LineNumbers),
    ("rouge-gutter", Role::LineNumbers),
    ("crayon-nums", Role::LineNumbers),
    ("blob-num", Role::LineNumbers),
    ("katex-html", Role::Echo),
    ("repost-image", Role::Own(Own::Image)),
    ("repost-embed", Role::Own(Own::Embed)),
    ("repost-label", Role::Own(Own::Label)),
    ("repost-task", Role::Own(Own::Task)),
];

/// The role that one of the element's classes gives it.
pub(super) fn role(class: &str) -> Option<Role> {
    class.split_ascii_whitespace().find_map(|name| {
        let row = ROLES.iter().find(|(known, _)| *known == name);
        row.map(|(_, role)| *role)
    })
}

/// What a tag is inside a text that is kept as one line.
pub(super) fn flattened(tag: Tag) -> Tag {
    match tag {
        Tag::Paragraph
        | Tag::Heading(_)
        | Tag::List { .. }
        | Tag::Item
        | Tag::Quote
        | Tag::Figure
        | Tag::Caption
        | Tag::Table
        | Tag::TableHead
        | Tag::Row
        | Tag::Cell { .. }
        | Tag::Definitions
        | Tag::Term
        | Tag::Description
        | Tag::Summary
        | Tag::Rule => Tag::Block,
        Tag::Pre => Tag::Code,
        Tag::Nothing
        | Tag::Span
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strike
        | Tag::Subscript
        | Tag::Superscript
        | Tag::Code
        | Tag::Link
        | Tag::Image
        | Tag::Break
        | Tag::Quotation
        | Tag::RubyText
        | Tag::Block
        | Tag::Frame
        | Tag::Video
        | Tag::Audio
        | Tag::Plugin
        | Tag::Control
        | Tag::Noscript
        | Tag::Foreign
        | Tag::Component
        | Tag::Settings => tag,
    }
}
