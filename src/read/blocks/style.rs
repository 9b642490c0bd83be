//! Inline styles: the few properties that carry meaning.

/// What a `style` attribute says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Bold, or bold switched off.
    pub(super) bold: Option<bool>,
    /// Italic, or italic switched off.
    pub(super) italic: Option<bool>,
    /// Struck out.
    pub(super) strike: bool,
    /// Not shown.
    pub(super) hidden: bool,
    /// The bullet or number of a list item that a word processor made a paragraph of.
    pub(super) marker: bool,
}

impl Style {
    /// Reads the attribute.
    pub(super) fn parse(style: &str) -> Self {
        let mut found = Self::default();
        for declaration in style.split(';') {
            if let Some((property, value)) = declaration.split_once(':') {
                let value = value.trim();
                let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
                found.declare(property.trim(), value);
            }
        }
        found
    }

    fn declare(&mut self, property: &str, value: &str) {
        let is = |other: &str| value.eq_ignore_ascii_case(other);
        match property.to_ascii_lowercase().as_str() {
            "font-weight" => self.bold = weight(value),
            "font-style" => self.italic = Some(is("italic") || is("oblique")),
            "text-decoration" | "text-decoration-line" => {
                self.strike = value
                    .split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("line-through"));
            }
            "display" => self.hidden |= is("none"),
            "visibility" => self.hidden |= is("hidden"),
            "mso-list" => self.marker = is("ignore"),
            _ => {}
        }
    }
}

fn weight(value: &str) -> Option<bool> {
    if value.eq_ignore_ascii_case("bold") || value.eq_ignore_ascii_case("bolder") {
        return Some(true);
    }
    if value.eq_ignore_ascii_case("normal") || value.eq_ignore_ascii_case("lighter") {
        return Some(false);
    }
    value.parse::<u32>().ok().map(|weight| weight >= 600)
}

#[cfg(test)]
mod tests {
    use super::Style;

    #[test]
    fn bold_italic_and_struck_out_are_read_in_any_case() {
        let style = Style::parse(
            "FONT-WEIGHT: 700 !important; font-style:Italic;text-decoration: underline line-through",
        );
        assert_eq!(style.bold, Some(true));
        assert_eq!(style.italic, Some(true));
        assert!(style.strike && !style.hidden);
    }

    #[test]
    fn a_normal_weight_switches_bold_off() {
        assert_eq!(Style::parse("font-weight:normal").bold, Some(false));
        assert_eq!(Style::parse("font-weight:400").bold, Some(false));
        assert_eq!(Style::parse("color:red").bold, None);
    }
}
