//! Labels, tags and categories: each once, in the order in which they come.

use rustc_hash::FxHashSet;

/// Labels without blanks around them, each once; what is empty is left out.
pub(super) fn each_once(labels: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    let mut once = Vec::new();
    for label in labels {
        let label = label.as_ref().trim();
        if !label.is_empty() && seen.insert(label.to_owned()) {
            once.push(label.to_owned());
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_once_and_in_their_order() {
        assert_eq!(each_once([" sea", "fog", "", "sea "]), ["sea", "fog"]);
    }
}
