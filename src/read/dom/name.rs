//! Names that themes give to elements.

/// The words of a name: `post-relatedPosts` has three.
pub(crate) fn words_of_name(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let skipped = rest.iter().take_while(|byte| !byte.is_ascii_alphanumeric());
        let skipped = skipped.count();
        start += skipped;
        rest = &rest[skipped..];
        let mut before = *rest.first()?;
        let ends = |byte: &u8| {
            let is_hump = byte.is_ascii_uppercase() && before.is_ascii_lowercase();
            before = *byte;
            !byte.is_ascii_alphanumeric() || is_hump
        };
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let word = &name[start..start + length];
        start += length;
        rest = &rest[length..];
        Some(word)
    })
}
