//! The counts of a run, taken from its ledger's lines.

use std::collections::BTreeMap;

use crate::migrate::ledger::{Outcome, Record};

/// How many of what, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// By kind (`post`, `comment`, `file`) and outcome.
    pub by_kind: BTreeMap<(String, &'static str), u64>,
    /// Reasons why something was skipped or failed, by outcome and words.
    pub reasons: BTreeMap<(&'static str, String), u64>,
    /// Posts that the public did not see.
    pub drafts: u64,
    /// Comments that the inputs claim, hold, and the site has.
    pub comments: Comments,
    /// Words of all posts.
    pub words: u64,
    /// Pictures that posts show.
    pub images: u64,
    /// Links of posts.
    pub links: u64,
    /// Files of the site.
    pub outputs: u64,
}

/// Comments of all posts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comments {
    /// That pages and exports claim.
    pub declared: u64,
    /// That the inputs hold, each once.
    pub found: u64,
    /// That are in the site.
    pub written: u64,
}

impl Summary {
    /// Counts a record.
    pub fn count(&mut self, record: &Record) {
        let outcome = record.status.map_or("", name);
        *self
            .by_kind
            .entry((record.kind.clone(), outcome))
            .or_default() += 1;
        if let Some(reason) = record
            .reason
            .as_ref()
            .filter(|_| matches!(outcome, "skipped" | "failed"))
        {
            *self.reasons.entry((outcome, general(reason))).or_default() += 1;
        }
        let is_written = record.status == Some(Outcome::Written);
        self.drafts += u64::from(is_written && record.draft);
        self.outputs += record.outputs.len() as u64;
        if let Some(counts) = &record.counts {
            self.comments.declared += u64::from(counts.declared.unwrap_or(0));
            self.comments.found += u64::from(counts.found);
            self.comments.written += u64::from(counts.written);
            self.words += u64::from(counts.words);
            self.images += u64::from(counts.images);
            self.links += u64::from(counts.links);
        }
    }

    /// How many of a kind had an outcome.
    pub fn of(&self, kind: &str, outcome: Outcome) -> u64 {
        self.by_kind
            .get(&(kind.to_owned(), name(outcome)))
            .copied()
            .unwrap_or(0)
    }

    /// How many inputs and entries failed.
    pub fn failed(&self) -> u64 {
        let failed = self
            .by_kind
            .iter()
            .filter(|((_, outcome), _)| *outcome == "failed");
        failed.map(|(_, count)| count).sum()
    }
}

/// An outcome as the ledger has it.
pub fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Written => "written",
        Outcome::Merged => "merged",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}

/// A reason without its numbers and names, so that one cause is one line.
pub(super) fn general(reason: &str) -> String {
    let digits =
        |part: &str| part.chars().any(|c| c.is_ascii_digit()) || part.contains(['/', '\\']);
    let words = reason
        .split(' ')
        .map(|part| if digits(part) { "…" } else { part });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cause_is_one_line() {
        let mut summary = Summary::default();
        for posts in [3, 7] {
            summary.count(&Record {
                kind: "file".to_owned(),
                status: Some(Outcome::Skipped),
                reason: Some(format!("a front page or archive with {posts} posts")),
                ..Record::default()
            });
        }
        let reasons: Vec<_> = summary.reasons.into_iter().collect();
        assert_eq!(
            reasons,
            [(
                ("skipped", "a front page or archive with … posts".to_owned()),
                2
            )]
        );
        assert_eq!(summary.by_kind[&("file".to_owned(), "skipped")], 2);
    }
}
