//! The order of comments in an export: newest first by and large, and never post by post.

/// Comments within so many places of each other change places.
const WINDOW: u64 = 4096;
/// One comment of so many may stand anywhere: on an old post, people write years later.
const LATE: u64 = 16;

/// The number of the comment at a place; each number comes once.
pub(crate) fn comment_at(place: u64, comments: u64) -> u64 {
    comments - 1 - shuffled(place, comments)
}

fn shuffled(place: u64, comments: u64) -> u64 {
    if place % LATE == LATE - 1 {
        let late = comments / LATE;
        return stride(place / LATE, late) * LATE + LATE - 1;
    }
    let start = place - place % WINDOW;
    if start + WINDOW > comments {
        return place;
    }
    // A factor of 1 modulo LATE sends the late ones to late ones, which are dealt with above.
    start + (place - start) * (LATE * 11 + 1) % WINDOW
}

/// Walks through all numbers below `end` in great steps.
fn stride(place: u64, end: u64) -> u64 {
    let mut step = end * 5 / 13 + 1;
    while divisor(step, end) != 1 {
        step += 1;
    }
    let at = u128::from(place) * u128::from(step) % u128::from(end);
    u64::try_from(at).expect("it is below the end")
}

/// The greatest common divisor.
fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_comment_comes_once() {
        for comments in [1, 15, 16, 17, 4096, 10_000, 12_345] {
            let mut seen: Vec<u64> = (0..comments)
                .map(|place| comment_at(place, comments))
                .collect();
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..comments), "of {comments}");
        }
    }
}
