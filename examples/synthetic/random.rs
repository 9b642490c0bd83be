//! Chance that remembers nothing: everything about an item follows from the seed and its number.

/// What a stream of chance is for: two kinds of the same number have nothing in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Id,
    Share,
    Facts,
    Title,
    Body,
    Fate,
    Parent,
    Picture,
}

/// A stream of numbers (`SplitMix64`): as good as chance, and the same on every machine.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream of one item: `kind` tells posts from comments, `number` one from the next.
    pub(crate) fn of(seed: u64, purpose: Purpose, kind: u64, number: u64) -> Self {
        let mut state = mix(seed ^ 0x05EE_D0FA_B106);
        for part in [purpose as u64, kind, number] {
            state = mix(state ^ part.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        }
        Self(state)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[index(self.below(of.len() as u64))]
    }
}

/// A number as a place in a list: all lists here are short.
pub(crate) fn index(number: u64) -> usize {
    usize::try_from(number).expect("a place in a list is small")
}

/// Spreads a number's bits over all others.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
