//! The headings that say what the page's title says: the post is near them.

use scraper::ElementRef;

use crate::read::dom::{self, Dom};

/// A heading of fewer letters and digits agrees with a title by chance.
const SHORTEST: usize = 6;

/// The places of the headings that the page's `<title>` holds, else of its only `<h1>`.
pub(crate) fn find(dom: &Dom<'_>) -> Vec<usize> {
    let title = dom
        .elements()
        .iter()
        .find(|element| element.value().name() == "title");
    let title = title
        .map(|title| letters(&title.text().collect::<String>()))
        .unwrap_or_default();
    let headings = places(dom, |name| matches!(name, "h1" | "h2" | "h3"));
    let lengths = headings.into_iter().filter_map(|place| {
        let heading = heading_letters(dom, place);
        let agrees = heading.len() >= SHORTEST && title.contains(&heading);
        agrees.then_some((place, heading.len()))
    });
    let mut agreeing: Vec<(usize, usize)> = lengths.collect();
    if let Some(longest) = agreeing.iter().map(|(_, length)| *length).max() {
        // The others say only the blog's name.
        agreeing.retain(|(_, length)| *length == longest);
        return agreeing.into_iter().map(|(place, _)| place).collect();
    }
    let headings = places(dom, |name| name == "h1");
    if headings.len() == 1 {
        headings
    } else {
        Vec::new()
    }
}

fn places(dom: &Dom<'_>, is_wanted: impl Fn(&str) -> bool) -> Vec<usize> {
    let elements = dom.elements().iter().enumerate();
    let wanted = elements.filter(|(_, element)| is_wanted(element.value().name()));
    wanted.map(|(place, _)| place).collect()
}

fn heading_letters(dom: &Dom<'_>, place: usize) -> String {
    let heading = dom.elements()[place];
    // What is longer than a title is not compared with one.
    if dom.weight(heading).text > 500 {
        return String::new();
    }
    letters(&dom::text_of(heading))
}

/// Letters and digits alone, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The smallest element around `element` that holds one of these places, as the number of
/// elements in it.
pub(super) fn distance(dom: &Dom<'_>, headings: &[usize], element: ElementRef<'_>) -> usize {
    let mut around =
        std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
    let holds = |range: &std::ops::Range<usize>| headings.iter().any(|place| range.contains(place));
    let nearest = around.find_map(|element| Some(dom.subtree(element)).filter(holds));
    nearest.map_or(usize::MAX, |range| range.len())
}
