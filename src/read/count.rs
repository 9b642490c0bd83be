//! stub
pub(crate) fn declared(t: &str) -> Option<u32> {
    t.split(|c: char| !c.is_ascii_digit())
        .find(|s| !s.is_empty())
        .and_then(|s| s.parse().ok())
}
