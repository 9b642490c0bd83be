//! Charts of months: bars without a script, and the same numbers as a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::months;

/// Months that still have bars wide enough to be told apart: more become years.
const WIDEST: u32 = 480;

/// The most years that are named below a chart.
const LABELS: u32 = 6;

/// The height of the bars, and of the line of years below them, in pixels.
const HEIGHT: u64 = 120;
const LINE: u64 = 20;

/// Months or years, from the first to the last that has anything.
struct Span {
    first: u32,
    count: u32,
    is_years: bool,
}

impl Span {
    /// The span of both series; none where nothing has a date.
    fn of(series: [&BTreeMap<String, u64>; 2]) -> Option<Self> {
        let numbers = || {
            series
                .iter()
                .flat_map(|one| one.keys())
                .filter_map(|month| months::number(month))
        };
        let (first, last) = (numbers().min()?, numbers().max()?);
        let is_years = last - first >= WIDEST;
        let unit = if is_years { 12 } else { 1 };
        Some(Self {
            first: first / unit,
            count: last / unit - first / unit + 1,
            is_years,
        })
    }

    fn unit(&self) -> u32 {
        if self.is_years { 12 } else { 1 }
    }

    fn word(&self) -> &'static str {
        if self.is_years { "year" } else { "month" }
    }

    fn name(&self, number: u32) -> String {
        if self.is_years {
            format!("{number:04}")
        } else {
            months::name(number)
        }
    }

    /// A series by the span's own unit.
    fn sums(&self, series: &BTreeMap<String, u64>) -> BTreeMap<u32, u64> {
        let mut sums = BTreeMap::new();
        for (month, count) in series {
            if let Some(number) = months::number(month) {
                *sums.entry(number / self.unit()).or_default() += count;
            }
        }
        sums
    }

    /// A place from the left edge to the right one, in thousandths of a percent.
    fn place(&self, number: u32) -> u64 {
        u64::from(number - self.first) * 100_000 / u64::from(self.count)
    }

    /// The years to be named, as numbers of the span.
    fn labels(&self) -> Vec<u32> {
        let months = if self.is_years { 1 } else { 12 };
        let years = (self.count / months).max(1);
        let step = years.div_ceil(LABELS) * months;
        let first = self.first.next_multiple_of(months);
        let end = self.first + self.count;
        let mut labels: Vec<u32> = (first..end)
            .step_by(step as usize)
            // A name at the right edge would be cut.
            .filter(|number| self.place(*number) < 92_000)
            .collect();
        if labels.is_empty() {
            labels.push(self.first);
        }
        labels
    }

    fn label(&self, number: u32) -> String {
        let name = self.name(number);
        name.strip_suffix("-01").map_or(name.clone(), str::to_owned)
    }
}

/// Appends the charts of posts and of comments, and their table.
pub(super) fn push(
    out: &mut String,
    posts: &BTreeMap<String, u64>,
    comments: &BTreeMap<String, u64>,
) {
    let Some(span) = Span::of([posts, comments]) else {
        out.push_str("<p>No post and no comment has a date.</p>\n");
        return;
    };
    let (posts, comments) = (span.sums(posts), span.sums(comments));
    push_chart(out, &span, ("posts", "Posts"), &posts);
    push_chart(out, &span, ("comments", "Comments"), &comments);
    push_table(out, &span, &posts, &comments);
}

/// `what` twice: inside a sentence, and at its beginning.
fn push_chart(
    out: &mut String,
    span: &Span,
    (what, heading): (&str, &str),
    sums: &BTreeMap<u32, u64>,
) {
    let Some((most_at, most)) = sums
        .iter()
        .max_by_key(|(number, count)| (*count, std::cmp::Reverse(*number)))
    else {
        let _ = writeln!(out, "<p>No {what} with a date.</p>");
        return;
    };
    let (word, total) = (span.word(), sums.values().sum::<u64>());
    let (first, last) = (
        span.name(span.first),
        span.name(span.first + span.count - 1),
    );
    let _ = write!(
        out,
        "<figure>\n<figcaption>{heading} by {word}: {total} from {first} to {last}, the most, {most}, \
         in {}</figcaption>\n<svg role=\"img\" aria-labelledby=\"{what}-title {what}-text\" \
         width=\"100%\" height=\"{}\">\n<title id=\"{what}-title\">{heading} by {word}</title>\n\
         <desc id=\"{what}-text\">A bar for each {word} from {first} to {last}. The numbers are in \
         the table below the charts.</desc>\n",
        span.name(*most_at),
        HEIGHT + LINE,
    );
    push_years(out, span);
    let width = (80_000 / u64::from(span.count)).max(80);
    for (number, count) in sums {
        // Whatever is there is seen.
        let height = (count * HEIGHT / most).max(2);
        let _ = writeln!(
            out,
            "<rect class=\"{what}\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{height}\"><title>{}: \
             {count}</title></rect>",
            percent(span.place(*number)),
            HEIGHT - height,
            percent(width),
            span.name(*number),
        );
    }
    out.push_str("</svg>\n</figure>\n");
}

fn push_years(out: &mut String, span: &Span) {
    let _ = writeln!(
        out,
        "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{HEIGHT}\" y2=\"{HEIGHT}\"/>"
    );
    for number in span.labels() {
        let place = percent(span.place(number));
        let _ = writeln!(
            out,
            "<line class=\"axis\" x1=\"{place}%\" x2=\"{place}%\" y1=\"0\" y2=\"{}\"/><text \
             x=\"{place}%\" dx=\"3\" y=\"{}\">{}</text>",
            HEIGHT + LINE,
            HEIGHT + LINE - 5,
            span.label(number),
        );
    }
}

/// Thousandths of a percent as percents.
fn percent(thousandths: u64) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn push_table(
    out: &mut String,
    span: &Span,
    posts: &BTreeMap<u32, u64>,
    comments: &BTreeMap<u32, u64>,
) {
    let word = span.word();
    let _ = write!(
        out,
        "<details>\n<summary>The numbers as a table</summary>\n<table>\n<caption>Posts and comments \
         by {word}</caption>\n<thead><tr><th scope=\"col\">{word}</th><th scope=\"col\">posts</th>\
         <th scope=\"col\">comments</th></tr></thead>\n<tbody>\n"
    );
    let numbers: std::collections::BTreeSet<&u32> = posts.keys().chain(comments.keys()).collect();
    for number in numbers {
        let of = |sums: &BTreeMap<u32, u64>| sums.get(number).copied().unwrap_or(0);
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            span.name(*number),
            of(posts),
            of(comments)
        );
    }
    out.push_str("</tbody>\n</table>\n</details>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(months: &[(&str, u64)]) -> BTreeMap<String, u64> {
        months
            .iter()
            .map(|(month, count)| ((*month).to_owned(), *count))
            .collect()
    }

    fn charts(posts: &[(&str, u64)], comments: &[(&str, u64)]) -> String {
        let mut out = String::new();
        push(&mut out, &series(posts), &series(comments));
        out
    }

    #[test]
    fn a_bar_stands_at_its_month_and_is_as_high_as_its_number() {
        let out = charts(&[("2013-12", 1), ("2014-03", 4)], &[]);
        assert!(out.contains("Posts by month: 5 from 2013-12 to 2014-03, the most, 4, in 2014-03"));
        assert!(
            out.contains(
                "x=\"0.000%\" y=\"90\" width=\"20.000%\" height=\"30\"><title>2013-12: 1<"
            )
        );
        assert!(
            out.contains(
                "x=\"75.000%\" y=\"0\" width=\"20.000%\" height=\"120\"><title>2014-03: 4<"
            )
        );
        assert!(
            out.contains("<text x=\"25.000%\" dx=\"3\" y=\"135\">2014</text>"),
            "{out}"
        );
        assert!(out.contains("<tr><th scope=\"row\">2014-03</th><td>4</td><td>0</td></tr>"));
        assert!(out.contains("No comments with a date."));
    }

    #[test]
    fn a_blog_of_many_years_has_a_bar_for_each_year() {
        let out = charts(
            &[("1970-01", 1), ("2014-03", 4), ("2014-05", 2)],
            &[("2014-06", 9)],
        );
        assert!(
            out.contains("Comments by year: 9 from 1970 to 2014"),
            "{out}"
        );
        assert!(out.contains("<tr><th scope=\"row\">2014</th><td>6</td><td>9</td></tr>"));
    }

    #[test]
    fn the_last_month_of_all_times_has_its_bar() {
        let out = charts(&[("0000-01", 1), ("9999-12", 1)], &[]);
        assert!(out.contains("<title>9999: 1</title>"));
    }

    #[test]
    fn without_dates_there_is_no_chart() {
        assert_eq!(
            charts(&[], &[]),
            "<p>No post and no comment has a date.</p>\n"
        );
    }
}
