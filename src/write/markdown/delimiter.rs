//! Which delimiters emphasis gets.
//!
//! A `**` is only a delimiter where CommonMark's flanking rules let it be one, and neighbouring
//! delimiters can pair up otherwise than meant. So a choice is made and then proved: the parser's
//! own algorithm is run over it. First everything is `*`; then touching delimiters take turns
//! with `_`; what still does not pair is written as an element, `<em>` or `<strong>`.

/// What stands on one side of a delimiter, as the flanking rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Space,
    Punctuation,
    Word,
    /// Punctuation or not, depending on the version of Unicode or on the parser: both must work.
    Either,
    /// Punctuation or white space.
    Border,
}

/// The side that a character makes; none is the end of the line.
pub(super) fn side(c: Option<char>) -> Side {
    let Some(c) = c else {
        return Side::Space;
    };
    match c {
        _ if c.is_whitespace() => Side::Space,
        _ if c.is_ascii_punctuation() => Side::Punctuation,
        _ if c.is_ascii() => Side::Word,
        // Letters in circles are symbols, and letters.
        '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}' => Side::Either,
        _ if c.is_alphanumeric() => Side::Word,
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' => {
            Side::Punctuation
        }
        _ => Side::Either,
    }
}

/// How a pair is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// This character, once or twice.
    Delimiter(char),
    /// As an element of HTML.
    Element,
}

/// One end of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) pair: usize,
    pub(super) opens: bool,
}

/// What lies between two delimiters of a line, or is one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    End(End),
    /// Anything else, by its first and its last character.
    Other(Side, Side),
}

/// A pair to be written: how long its delimiter is, and the character that it prefers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) length: usize,
    pub(super) form: Form,
}

/// How often the choice is mended before everything becomes elements.
const ROUNDS: usize = 8;

/// Chooses the form of every pair in `pieces`, the content of a line or of a link.
pub(super) fn choose(pieces: &[Piece], pairs: &mut [Pair]) {
    if prove(pieces, pairs).is_ok() {
        return;
    }
    take_turns(pieces, pairs);
    for _ in 0..ROUNDS {
        match prove(pieces, pairs) {
            Ok(()) => return,
            Err(wrong) => {
                for pair in wrong {
                    pairs[pair].form = Form::Element;
                }
            }
        }
    }
    for piece in pieces {
        if let Piece::End(end) = piece {
            pairs[end.pair].form = Form::Element;
        }
    }
}

/// Where two delimiters of the same character touch, the inner one becomes `_`.
fn take_turns(pieces: &[Piece], pairs: &mut [Pair]) {
    for touching in pieces.windows(2) {
        let (Piece::End(left), Piece::End(right)) = (touching[0], touching[1]) else {
            continue;
        };
        let inner = if left.opens { right.pair } else { left.pair };
        let other = if left.opens { left.pair } else { right.pair };
        if pairs[inner].form == Form::Delimiter('*') && pairs[other].form == Form::Delimiter('*') {
            pairs[inner].form = Form::Delimiter('_');
        }
    }
}

/// A run of equal delimiter characters.
#[derive(Debug)]
struct Run {
    character: char,
    /// The ends in it that have not been matched.
    ends: Vec<End>,
    length: usize,
    can_open: bool,
    can_close: bool,
}

/// Runs the parser's algorithm. An error names pairs that it would not find.
fn prove(pieces: &[Piece], pairs: &[Pair]) -> Result<(), Vec<usize>> {
    let runs = runs(pieces, pairs)?;
    let mut openers: Vec<Run> = Vec::new();
    for mut run in runs {
        if run.can_close {
            close(&mut run, &mut openers, pairs)?;
        }
        if run.ends.is_empty() {
            continue;
        }
        if !run.can_open || run.ends.iter().any(|end| !end.opens) {
            return Err(run.ends.iter().map(|end| end.pair).collect());
        }
        openers.push(run);
    }
    match openers.pop() {
        Some(run) => Err(run.ends.iter().map(|end| end.pair).collect()),
        None => Ok(()),
    }
}

/// Matches a run that can close with the openers before it.
fn close(run: &mut Run, openers: &mut Vec<Run>, pairs: &[Pair]) -> Result<(), Vec<usize>> {
    while let Some(first) = run.ends.first().copied() {
        let Some(at) = openers.iter().rposition(|opener| matches(opener, run)) else {
            return Ok(());
        };
        openers.truncate(at + 1);
        let opener = &mut openers[at];
        let Some(last) = opener.ends.last().copied() else {
            return Err(vec![first.pair]);
        };
        let wanted = pairs[first.pair].length;
        let taken = if left(opener, pairs) >= 2 && left(run, pairs) >= 2 {
            2
        } else {
            1
        };
        if last.pair != first.pair || first.opens || (wanted != taken && run.character != '~') {
            return Err(vec![first.pair, last.pair]);
        }
        run.ends.remove(0);
        opener.ends.pop();
        if opener.ends.is_empty() {
            openers.truncate(at);
        }
    }
    Ok(())
}

/// Characters of a run that are not matched yet.
fn left(run: &Run, pairs: &[Pair]) -> usize {
    run.ends.iter().map(|end| pairs[end.pair].length).sum()
}

/// Whether the parser would pair these, by character and by the rule of three.
fn matches(opener: &Run, closer: &Run) -> bool {
    let both = opener.can_close || closer.can_open;
    let sum = opener.length + closer.length;
    let odd = both
        && sum.is_multiple_of(3)
        && !(opener.length.is_multiple_of(3) && closer.length.is_multiple_of(3));
    opener.character == closer.character
        && opener.can_open
        && !odd
        && (opener.character != '~' || opener.length == closer.length)
}

/// Gathers touching delimiters, and what each run can do.
fn runs(pieces: &[Piece], pairs: &[Pair]) -> Result<Vec<Run>, Vec<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let Some((character, _)) = delimiter(*piece, pairs) else {
            at += 1;
            continue;
        };
        let start = at;
        let mut ends = Vec::new();
        let mut length = 0;
        while let Some((next, end)) = pieces.get(at).and_then(|piece| delimiter(*piece, pairs)) {
            if next != character {
                break;
            }
            ends.push(end);
            length += pairs[end.pair].length;
            at += 1;
        }
        let before = beside(pieces[..start].iter().rev(), pairs, |(_, last)| last);
        let after = beside(pieces[at..].iter(), pairs, |(first, _)| first);
        runs.push(run(character, ends, length, (before, after))?);
    }
    Ok(runs)
}

/// A run between two sides. It must be able to do what is wanted of it whatever an uncertain
/// side is; what is not wanted of it counts as possible if it may be.
fn run(
    character: char,
    ends: Vec<End>,
    length: usize,
    (before, after): (Side, Side),
) -> Result<Run, Vec<usize>> {
    let wants = |opens: bool| ends.iter().any(|end| end.opens == opens);
    let mut sure = (true, true);
    let mut may = (false, false);
    for before in readings(before) {
        for after in readings(after) {
            let can = can(character, *before, *after);
            sure = (sure.0 && can.0, sure.1 && can.1);
            may = (may.0 || can.0, may.1 || can.1);
        }
    }
    if wants(true) && !sure.0 || wants(false) && !sure.1 {
        return Err(ends.iter().map(|end| end.pair).collect());
    }
    Ok(Run {
        character,
        ends,
        length,
        can_open: may.0,
        can_close: may.1,
    })
}

fn readings(side: Side) -> &'static [Side] {
    match side {
        Side::Space => &[Side::Space],
        Side::Punctuation => &[Side::Punctuation],
        Side::Word => &[Side::Word],
        Side::Either => &[Side::Punctuation, Side::Word],
        Side::Border => &[Side::Punctuation, Side::Space],
    }
}

/// CommonMark's rules: whether a run can open and whether it can close.
fn can(character: char, before: Side, after: Side) -> (bool, bool) {
    let left = flanks(before, after);
    let right = flanks(after, before);
    if character == '_' {
        return (
            left && (!right || before == Side::Punctuation),
            right && (!left || after == Side::Punctuation),
        );
    }
    (left, right)
}

/// Whether a run belongs to what is `inside` of it; both are one of the readings.
fn flanks(outside: Side, inside: Side) -> bool {
    match inside {
        Side::Space => false,
        Side::Punctuation => outside != Side::Word,
        Side::Word | Side::Either | Side::Border => true,
    }
}

fn delimiter(piece: Piece, pairs: &[Pair]) -> Option<(char, End)> {
    match piece {
        Piece::End(end) => match pairs[end.pair].form {
            Form::Delimiter(character) => Some((character, end)),
            Form::Element => None,
        },
        Piece::Other(..) => None,
    }
}

/// The side that the nearest of `pieces` shows. Some parsers look through `~` at what is behind
/// it, some see punctuation.
fn beside<'p>(
    pieces: impl Iterator<Item = &'p Piece>,
    pairs: &[Pair],
    near: impl Fn((Side, Side)) -> Side,
) -> Side {
    let mut through = false;
    for piece in pieces {
        match delimiter(*piece, pairs) {
            Some(('~', _)) => through = true,
            _ => {
                return if through {
                    seen_through(near(sides(*piece)))
                } else {
                    near(sides(*piece))
                };
            }
        }
    }
    if through { Side::Border } else { Side::Space }
}

fn seen_through(side: Side) -> Side {
    match side {
        Side::Space | Side::Border => Side::Border,
        Side::Punctuation => Side::Punctuation,
        Side::Word | Side::Either => Side::Either,
    }
}

/// The sides that a piece shows to its neighbours; delimiters and tags are punctuation.
fn sides(piece: Piece) -> (Side, Side) {
    match piece {
        Piece::End(_) => (Side::Punctuation, Side::Punctuation),
        Piece::Other(first, last) => (first, last),
    }
}
