//! Comments: which of those given is which of the true ones, and what was said of each.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::day::days;
use super::facts::name;
use super::gold::{CommentGold, CommentsGold};
use super::marks::{Field, Marks, Share, float};
use super::neutral::{Neutral, NeutralComment};
use super::words::{Counts, count, overlap, size, words};

/// How alike two texts of one comment are.
const ALIKE: f64 = 0.9;

/// Marks the comments of a page.
pub(crate) fn mark(
    gold: &CommentsGold,
    given: &Neutral,
    marks: &mut Marks,
    reasons: &mut Vec<String>,
) {
    match gold {
        CommentsGold::Unknown => {}
        CommentsGold::All(gold) => mark_all(gold, &given.comments, marks, reasons),
        CommentsGold::Snippets(snippets) => {
            let is_found = |snippet: &&String| {
                given
                    .comments
                    .iter()
                    .any(|comment| comment.text.contains(*snippet))
            };
            let found = snippets.iter().filter(is_found).count();
            marks.add(Field::Comments, Share::of(found, snippets.len()));
            if found < snippets.len() {
                reasons.push(format!(
                    "{found} of {} snippets of comments",
                    snippets.len()
                ));
            }
        }
    }
}

fn mark_all(
    gold: &[CommentGold],
    given: &[NeutralComment],
    marks: &mut Marks,
    reasons: &mut Vec<String>,
) {
    let gold: Vec<Wanted> = gold.iter().map(Wanted::new).collect();
    let given: Vec<Given> = given.iter().map(Given::new).collect();
    let pairing = pairing(&gold, &given);
    let is_required = |i: usize| !gold[i].is_optional;
    let wanted = (0..gold.len()).filter(|i| is_required(*i)).count();
    let matched = pairing.pairs().filter(|(i, _)| is_required(*i)).count();
    let optional = pairing.pairs().count() - matched;
    let counted = given.len() - optional;
    marks.add_answer(Field::CommentCount, counted == wanted);
    if wanted + counted > 0 {
        let f1 = Share::f1(matched, counted, wanted)
            .ratio()
            .unwrap_or_default();
        marks.add(Field::Comments, Share::of_one(f1));
        if f1 < 0.95 {
            reasons.push(format!(
                "{matched} of {wanted} comments matched, {counted} given"
            ));
        }
    }
    for (i, j) in pairing.pairs().filter(|(i, _)| is_required(*i)) {
        mark_one(&gold[i], &given[j], &pairing, marks);
    }
    for field in [
        Field::CommentAuthor,
        Field::CommentDate,
        Field::CommentParent,
    ] {
        if let Some(ratio) = marks.ratio(field).filter(|ratio| *ratio < 0.9) {
            reasons.push(format!("{field:?} {ratio:.2}"));
        }
    }
}

/// Marks author, day and parent of a comment that was found.
fn mark_one(gold: &Wanted, given: &Given, pairing: &Pairing, marks: &mut Marks) {
    if gold.author.is_some() {
        marks.add_answer(Field::CommentAuthor, gold.author == given.author);
    }
    if gold.has_date {
        marks.add_answer(Field::CommentDate, !gold.days.is_disjoint(&given.days));
    }
    let Some(parent) = gold.parent else {
        marks.add_answer(Field::CommentParent, given.parent.is_none());
        return;
    };
    if let Some(parent) = pairing.given(parent) {
        marks.add_answer(Field::CommentParent, given.parent == Some(parent));
        marks.add_answer(Field::CommentReply, given.parent == Some(parent));
    }
}

/// A true comment, made ready to be compared.
struct Wanted {
    id: Option<String>,
    /// Its words, without and with its subject.
    texts: Vec<Counts>,
    author: Option<String>,
    has_date: bool,
    days: BTreeSet<Date>,
    parent: Option<usize>,
    is_optional: bool,
    is_a_kind: bool,
}

impl Wanted {
    fn new(gold: &CommentGold) -> Self {
        let text = gold.text.as_deref().unwrap_or_default();
        let subject = gold
            .subject
            .as_deref()
            .filter(|subject| !subject.is_empty());
        let whole = subject.map(|subject| format!("{subject} {text}"));
        let texts = std::iter::once(text).chain(whole.as_deref());
        let date = gold.date.as_deref().filter(|date| !date.is_empty());
        Self {
            id: gold.id.clone().filter(|id| !id.is_empty()),
            texts: texts.map(|text| count(words(text).into_iter())).collect(),
            author: gold
                .author
                .as_deref()
                .filter(|name| !name.is_empty())
                .map(name),
            has_date: date.is_some(),
            days: date.map(days).unwrap_or_default(),
            parent: gold.parent,
            is_optional: gold.is_optional(),
            is_a_kind: gold.kind.is_some(),
        }
    }
}

/// A comment that a tool gave, made ready to be compared.
struct Given {
    id: String,
    text: Counts,
    author: Option<String>,
    days: BTreeSet<Date>,
    parent: Option<usize>,
}

impl Given {
    fn new(given: &NeutralComment) -> Self {
        Self {
            id: given.id.clone().unwrap_or_default(),
            text: count(words(&given.text).into_iter()),
            author: given
                .author
                .as_deref()
                .filter(|name| !name.is_empty())
                .map(name),
            days: days(given.date.as_deref().unwrap_or_default()),
            parent: given.parent,
        }
    }
}

/// Which true comment is which given one; each is at most one.
struct Pairing(Vec<Option<usize>>);

impl Pairing {
    /// The given comment that is the `i`th true one.
    fn given(&self, i: usize) -> Option<usize> {
        self.0.get(i).copied().flatten()
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.0.iter().enumerate();
        pairs.filter_map(|(i, j)| j.map(|j| (i, j)))
    }
}

/// How well a true comment and a given one go together: the least goes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the order of the fields is the order of pairs"
)]
struct Pair {
    is_other_id: bool,
    is_optional: bool,
    /// In ten thousandths, so that it can be ordered.
    unlikeness: usize,
    is_other_author: bool,
    is_other_day: bool,
    distance: usize,
    gold: usize,
    given: usize,
}

/// Pairs the comments, the surest pairs first.
fn pairing(gold: &[Wanted], given: &[Given]) -> Pairing {
    let places = (0..gold.len()).flat_map(|i| (0..given.len()).map(move |j| (i, j)));
    let mut pairs: Vec<Pair> = places
        .filter_map(|(i, j)| pair((i, &gold[i]), (j, &given[j])))
        .collect();
    pairs.sort();
    let mut matches = vec![None; gold.len()];
    let mut is_taken = vec![false; given.len()];
    for pair in pairs {
        if matches[pair.gold].is_none() && !is_taken[pair.given] {
            matches[pair.gold] = Some(pair.given);
            is_taken[pair.given] = true;
        }
    }
    Pairing(matches)
}

fn pair((i, gold): (usize, &Wanted), (j, given): (usize, &Given)) -> Option<Pair> {
    let likeness = gold.texts.iter().map(|text| alike(text, &given.text));
    let likeness = likeness.fold(0.0, f64::max);
    let is_same_id = gold
        .id
        .as_deref()
        .is_some_and(|id| is_same_id(id, &given.id));
    let is_same_author = given.author.is_some() && gold.author == given.author;
    let is_known = is_same_id || (is_same_author && gold.is_a_kind);
    if likeness < ALIKE && !(gold.is_optional && is_known) {
        return None;
    }
    Some(Pair {
        is_other_id: !is_same_id,
        is_optional: gold.is_optional,
        unlikeness: ten_thousandths(1.0 - likeness),
        is_other_author: !is_same_author,
        is_other_day: gold.days.is_disjoint(&given.days),
        distance: i.abs_diff(j),
        gold: i,
        given: j,
    })
}

/// An id of digits is that of the tool's with whatever letters around it.
fn is_same_id(gold: &str, given: &str) -> bool {
    if !gold.chars().all(|c| c.is_ascii_digit()) {
        return gold == given;
    }
    given.chars().filter(char::is_ascii_digit).eq(gold.chars())
}

/// F1 of the words; 0 where the lengths alone say that it is too little.
fn alike(a: &Counts, b: &Counts) -> f64 {
    let (a_size, b_size) = (size(a), size(b));
    if a_size == 0 || b_size == 0 {
        return f64::from(u8::from(a_size == b_size));
    }
    let best = 2.0 * float(a_size.min(b_size)) / float(a_size + b_size);
    if best < ALIKE {
        return 0.0;
    }
    2.0 * float(overlap(a, b)) / float(a_size + b_size)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 1"
)]
fn ten_thousandths(share: f64) -> usize {
    (share * 10_000.0).round() as usize
}

#[cfg(test)]
mod tests {
    use super::super::gold::{CommentGold, CommentsGold};
    use super::super::marks::{Field, Marks};
    use super::super::neutral::{Neutral, NeutralComment};

    fn gold(text: &str, author: &str, parent: Option<usize>) -> CommentGold {
        CommentGold {
            text: Some(text.to_owned()),
            author: Some(author.to_owned()),
            parent,
            ..CommentGold::default()
        }
    }

    fn given(text: &str, author: &str, parent: Option<usize>) -> NeutralComment {
        NeutralComment {
            text: text.to_owned(),
            author: Some(author.to_owned()),
            parent,
            ..NeutralComment::default()
        }
    }

    fn marks(gold: Vec<CommentGold>, comments: Vec<NeutralComment>) -> Marks {
        let mut marks = Marks::default();
        let given = Neutral {
            comments,
            ..Neutral::default()
        };
        super::mark(
            &CommentsGold::All(gold),
            &given,
            &mut marks,
            &mut Vec::new(),
        );
        marks
    }

    #[test]
    fn a_reply_is_right_where_its_parent_is() {
        let gold = || vec![gold("one two", "A", None), gold("three four", "B", Some(0))];
        let right = marks(
            gold(),
            vec![
                given("One, two", "a", None),
                given("three four", "c", Some(0)),
            ],
        );
        assert_eq!(right.ratio(Field::Comments), Some(1.0));
        assert_eq!(right.ratio(Field::CommentParent), Some(1.0));
        assert_eq!(right.ratio(Field::CommentAuthor), Some(0.5));
        let flat = marks(
            gold(),
            vec![given("one two", "a", None), given("three four", "b", None)],
        );
        assert_eq!(flat.ratio(Field::CommentParent), Some(0.5));
        assert_eq!(flat.ratio(Field::CommentReply), Some(0.0));
    }

    #[test]
    fn of_two_comments_with_the_same_words_the_author_decides() {
        let gold = vec![gold("thanks", "A", None), gold("thanks", "B", None)];
        let marks = marks(
            gold,
            vec![given("thanks", "B", None), given("thanks", "A", None)],
        );
        assert_eq!(marks.ratio(Field::CommentAuthor), Some(1.0));
    }

    #[test]
    fn a_placeholder_may_be_given_or_not() {
        let removed = || CommentGold {
            deleted: true,
            ..gold("comment removed", "A", None)
        };
        for comments in [vec![], vec![given("comment removed", "A", None)]] {
            let marks = marks(vec![removed()], comments);
            assert_eq!(marks.ratio(Field::CommentCount), Some(1.0));
            assert_eq!(marks.ratio(Field::Comments), None);
        }
    }

    #[test]
    fn a_comment_too_many_and_one_too_few_are_seen() {
        let gold = || vec![gold("one two", "A", None)];
        let many = marks(
            gold(),
            vec![given("one two", "A", None), given("x", "B", None)],
        );
        assert_eq!(many.ratio(Field::CommentCount), Some(0.0));
        assert_eq!(many.ratio(Field::Comments), Some(2.0 / 3.0));
        assert_eq!(marks(gold(), vec![]).ratio(Field::Comments), Some(0.0));
    }
}
