//! Leaves out each blog in turn: how much of a figure hangs on one blog.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::measure::marks::{Field, Marks, float};
use super::measure::{Measured, Outcome};
use super::table::{figure, sum, write_aligned};

/// Writes for each field of a set: the total, the mean of the totals without one blog, and the
/// blog whose absence moves the total most.
pub(crate) fn write(set: &Measured, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<&Outcome> = set.pages.iter().collect();
    let total = sum(&all);
    let without = without_each(set);
    let title = format!("{} without one of {} blogs", set.set, without.len());
    let mut cells = vec![
        [title.as_str(), "total", "mean", "without", "most moved by"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let rows = Field::ALL
        .iter()
        .filter_map(|(field, heading)| row(*field, heading, &total, &without));
    cells.extend(rows);
    write_aligned(&cells, out)?;
    writeln!(out)
}

/// The marks of all pages but one blog's, blog by blog.
fn without_each(set: &Measured) -> BTreeMap<&str, Marks> {
    let blogs = set.pages.iter().map(|page| page.blog.as_str());
    let without = |blog| set.pages.iter().filter(move |page| page.blog != blog);
    blogs
        .map(|blog| (blog, Marks::sum(without(blog).map(|page| &page.marks))))
        .collect()
}

fn row(
    field: Field,
    heading: &str,
    total: &Marks,
    without: &BTreeMap<&str, Marks>,
) -> Option<Vec<String>> {
    let total = total.ratio(field)?;
    let asked = |(blog, marks): (&&str, &Marks)| Some((blog.to_string(), marks.ratio(field)?));
    let asked: Vec<(String, f64)> = without.iter().filter_map(asked).collect();
    let mean = asked.iter().map(|(_, ratio)| ratio).sum::<f64>() / float(asked.len().max(1));
    let moved = |ratio: f64| (ratio - total).abs();
    let most = asked
        .iter()
        .max_by(|a, b| moved(a.1).total_cmp(&moved(b.1)))?;
    let figures = [total, mean, most.1].map(|ratio| figure(Some(ratio)));
    let [total, mean, most_moved] = figures;
    Some(vec![
        heading.to_owned(),
        total,
        mean,
        most_moved,
        most.0.clone(),
    ])
}
