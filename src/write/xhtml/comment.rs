//! Comments: a section with nested lists of labelled articles.

use crate::document::{Comment, CommentAuthor, CommentKind};
use crate::write::date;
use crate::write::escape::{href, xml};

use super::Writer;

impl Writer<'_> {
    pub(super) fn comments(&mut self) {
        let threads = &self.document.comments.threads;
        if threads.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"comments\" aria-labelledby=\"comments\">\n<h2");
        self.id("comments");
        self.out.push_str(">Comments</h2>\n");
        self.thread(threads);
        self.out.push_str("</section>\n");
    }

    fn thread(&mut self, comments: &[Comment]) {
        if comments.is_empty() {
            return;
        }
        self.out.push_str("<ol>\n");
        for comment in comments {
            self.element("li", |w| w.comment(comment));
            self.out.push('\n');
        }
        self.out.push_str("</ol>\n");
    }

    fn comment(&mut self, comment: &Comment) {
        self.out.push_str("<article");
        self.attribute("class", class(comment));
        if let Some(id) = comment
            .id
            .as_deref()
            .and_then(|id| self.anchors.place(id))
            .map(str::to_owned)
        {
            self.id(&id);
        }
        self.attribute("aria-label", &label(comment));
        self.out.push_str(">\n");
        self.comment_byline(comment);
        if comment.deleted && comment.body.is_empty() {
            self.out.push_str("<p class=\"removed\">[removed]</p>\n");
        }
        self.out.push_str("<div class=\"e-content\">\n");
        self.blocks(&comment.body);
        self.out.push_str("</div>\n");
        self.thread(&comment.replies);
        self.out.push_str("</article>");
    }

    fn comment_byline(&mut self, comment: &Comment) {
        let author = comment
            .author
            .as_ref()
            .filter(|author| !xml::is_blank(&author.name));
        if author.is_none() && comment.published.is_none() {
            return;
        }
        self.out.push_str("<p class=\"byline\">");
        if let Some(author) = author {
            self.commenter(author);
        }
        if let Some(time) = &comment.published {
            if author.is_some() {
                self.out.push_str(" · ");
            }
            self.time("dt-published", time);
        }
        self.out.push_str("</p>\n");
    }

    /// The name, in bold where it is the blog's own.
    fn commenter(&mut self, author: &CommentAuthor) {
        let url = author.url.as_deref().and_then(href::href);
        if author.is_owner {
            self.element("strong class=\"owner\"", |w| {
                w.linked("p-author h-card", url.as_deref(), |w| w.text(&author.name));
            });
        } else {
            self.linked("p-author h-card", url.as_deref(), |w| w.text(&author.name));
        }
    }
}

fn class(comment: &Comment) -> &'static str {
    match comment.kind {
        CommentKind::Comment if comment.deleted => "p-comment h-cite deleted",
        CommentKind::Comment => "p-comment h-cite",
        CommentKind::Pingback => "p-comment h-cite pingback",
        CommentKind::Trackback => "p-comment h-cite trackback",
    }
}

/// What a screen reader calls the comment.
fn label(comment: &Comment) -> String {
    let kind = match comment.kind {
        CommentKind::Comment => "Comment",
        CommentKind::Pingback => "Pingback",
        CommentKind::Trackback => "Trackback",
    };
    let name = comment
        .author
        .as_ref()
        .map_or("", |author| author.name.as_str());
    match (xml::is_blank(name), &comment.published) {
        (true, None) => kind.to_owned(),
        (true, Some(time)) => format!("{kind}, {}", date::display(time)),
        (false, None) => format!("{kind} by {name}"),
        (false, Some(time)) => format!("{kind} by {name}, {}", date::display(time)),
    }
}
