//! Code blocks: between fences, or as an element where a generator would look for its marks.

use crate::write::escape::markdown::{is_visible, longest_run};
use crate::write::markdown::block::Writer;
use crate::write::markdown::templates::{self, Code};

impl Writer<'_> {
    /// A code block.
    pub(super) fn code(&mut self, language: Option<&str>, text: &str) {
        match self.templates.code(text) {
            Code::AsIs => self.fence(language, text),
            Code::Quoted(text) => self.fence(language, &text),
            Code::Element => self.preformatted(text),
        }
    }

    /// HTML whose lines a parser leaves as they are up to its end mark.
    fn preformatted(&mut self, text: &str) {
        let mut markup = String::new();
        templates::element(text, &mut markup);
        self.out.push_str("<pre><code>");
        for (number, line) in markup.split('\n').enumerate() {
            match (number, line) {
                (0, line) => self.out.push_str(line),
                (_, line) => self.code_line(line),
            }
        }
        self.out.push_str("</code></pre>");
    }

    fn fence(&mut self, language: Option<&str>, text: &str) {
        let language: String = language
            .unwrap_or("")
            .chars()
            .filter(|c| c.is_alphanumeric() || "+-.#_".contains(*c))
            .collect();
        let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
        self.out.push_str(&fence);
        self.out.push_str(&language);
        if !text.is_empty() {
            for line in text.split('\n') {
                self.code_line(line);
            }
        }
        self.next_line(false);
        self.out.push_str(&fence);
    }

    fn code_line(&mut self, line: &str) {
        if line.is_empty() {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
            return;
        }
        self.next_line(false);
        self.out
            .extend(line.chars().filter(|c| *c == '\t' || is_visible(*c)));
    }
}
