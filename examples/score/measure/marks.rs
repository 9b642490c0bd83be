//! Marks: what was right of what was asked, field by field, for one page or for many.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// What is measured, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Field {
    Title,
    Author,
    Date,
    Labels,
    Body,
    BodyPrecision,
    BodyRecall,
    CommentCount,
    Comments,
    CommentAuthor,
    CommentDate,
    CommentParent,
    CommentReply,
}

impl Field {
    /// Every field with its heading in a table.
    pub(crate) const ALL: [(Self, &'static str); 13] = [
        (Self::Title, "title"),
        (Self::Author, "author"),
        (Self::Date, "date"),
        (Self::Labels, "labels"),
        (Self::Body, "bodyF"),
        (Self::BodyPrecision, "bodyP"),
        (Self::BodyRecall, "bodyR"),
        (Self::CommentCount, "cnt="),
        (Self::Comments, "comF"),
        (Self::CommentAuthor, "cAuth"),
        (Self::CommentDate, "cDate"),
        (Self::CommentParent, "cPar"),
        (Self::CommentReply, "cReply"),
    ];

    /// The field as files call it.
    pub(crate) fn name(self) -> String {
        let name = serde_json::to_value(self).expect("a name is JSON");
        name.as_str().expect("it is a word").to_owned()
    }

    /// Whether more is better by itself. Precision and recall are not: one is bought with the
    /// other. Replies are counted among the parents already.
    pub(crate) fn is_goal(self) -> bool {
        !matches!(
            self,
            Self::BodyPrecision | Self::BodyRecall | Self::CommentReply
        )
    }
}

/// So much was right of so much. A field that is a mean over pages has 1 asked on each page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Share {
    pub(crate) right: f64,
    pub(crate) asked: f64,
}

impl Share {
    /// One question, answered as well as this.
    pub(crate) fn of_one(right: f64) -> Self {
        Self { right, asked: 1.0 }
    }

    /// So many of so many.
    pub(crate) fn of(right: usize, asked: usize) -> Self {
        Self {
            right: float(right),
            asked: float(asked),
        }
    }

    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(common: usize, given: usize, wanted: usize) -> Self {
        Self::of(2 * common, given + wanted)
    }

    /// None where nothing was asked.
    pub(crate) fn ratio(self) -> Option<f64> {
        (self.asked > 0.0).then(|| self.right / self.asked)
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.asked += other.asked;
    }
}

/// The shares of all fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Marks(BTreeMap<Field, Share>);

impl Marks {
    /// Counts a share for a field.
    pub(crate) fn add(&mut self, field: Field, share: Share) {
        *self.0.entry(field).or_default() += share;
    }

    /// Counts an answer that is right or not.
    pub(crate) fn add_answer(&mut self, field: Field, is_right: bool) {
        self.add(field, Share::of(usize::from(is_right), 1));
    }

    /// The marks of several pages together.
    pub(crate) fn sum<'a>(pages: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for (field, share) in pages.into_iter().flat_map(|page| &page.0) {
            sum.add(*field, *share);
        }
        sum
    }

    /// What was reached in a field; none where it was not asked.
    pub(crate) fn ratio(&self, field: Field) -> Option<f64> {
        self.0.get(&field).and_then(|share| share.ratio())
    }

    /// The mean of the goals that were asked.
    pub(crate) fn mean(&self) -> f64 {
        let goals = self.0.keys().filter(|field| field.is_goal());
        let ratios: Vec<f64> = goals.filter_map(|field| self.ratio(*field)).collect();
        ratios.iter().sum::<f64>() / float(ratios.len().max(1))
    }
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 words")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Field, Marks, Share};

    #[test]
    fn a_field_that_was_not_asked_has_no_ratio() {
        let mut marks = Marks::default();
        marks.add(Field::CommentDate, Share::of(0, 0));
        assert_eq!(marks.ratio(Field::CommentDate), None);
        assert_eq!(marks.ratio(Field::Title), None);
    }

    #[test]
    fn pages_are_summed_question_by_question() {
        let mut one = Marks::default();
        one.add(Field::CommentAuthor, Share::of(1, 1));
        let mut other = Marks::default();
        other.add(Field::CommentAuthor, Share::of(0, 3));
        let sum = Marks::sum([&one, &other]);
        assert_eq!(sum.ratio(Field::CommentAuthor), Some(0.25));
    }
}
