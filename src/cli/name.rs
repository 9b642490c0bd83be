//! Names of output files, made from names of input files: they can be written on every system.

use std::path::Path;

use repost::name::portable;

/// Endings of inputs that an output does not keep.
const INPUT_ENDINGS: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "php", "asp", "aspx", "txt", "json",
];

/// The name of `input` without folder and ending, safe on every system.
pub(crate) fn stem(input: &Path) -> String {
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) if is_input_ending(ending) => stem,
        _ => &name,
    };
    portable(name, "page")
}

fn is_input_ending(ending: &str) -> bool {
    INPUT_ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(input: &str) -> String {
        stem(Path::new(input))
    }

    #[test]
    fn folder_and_ending_of_a_page_are_left_out() {
        assert_eq!(of("saved/2014/summer.html"), "summer");
        assert_eq!(of("SUMMER.HTM"), "SUMMER");
    }

    #[test]
    fn an_ending_that_is_no_page_s_is_part_of_the_name() {
        assert_eq!(of("summer.2014"), "summer.2014");
        assert_eq!(of("summer"), "summer");
    }

    #[test]
    fn what_wget_makes_of_a_query_is_a_name_on_every_system() {
        assert_eq!(of("a.html?showComment=1&m=1"), "a.html_showComment=1&m=1");
        assert_eq!(of("a:b|c*d\"e<f>g\\h.html"), "a_b_c_d_e_f_g_h");
    }

    #[test]
    fn names_of_devices_get_a_mark() {
        assert_eq!(of("con.html"), "con_");
        assert_eq!(of("AUX.page.html"), "AUX.page_");
        assert_eq!(of("Com1.html"), "Com1_");
        assert_eq!(of("lpt².html"), "lpt²_");
        assert_eq!(of("com.html"), "com");
        assert_eq!(of("console.html"), "console");
    }

    #[test]
    fn a_name_never_looks_like_an_option_or_ends_in_a_dot() {
        assert_eq!(of("-rf.html"), "rf");
        assert_eq!(of("wait....html"), "wait");
        assert_eq!(of("-.html"), "page");
    }

    #[test]
    fn invisible_characters_and_controls_are_replaced() {
        assert_eq!(of("a\u{202e}b\u{1b}c\u{200b}d.html"), "a_b_c_d");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let long = stem(Path::new(&format!("{}.html", "語".repeat(80))));
        assert_eq!(long, "語".repeat(66));
    }
}
