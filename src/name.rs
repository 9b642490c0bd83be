//! Names of files that every system can keep.

/// The longest name without its ending, in bytes: file systems allow 255 with it.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "conin$", "conout$", "com", "lpt",
];

/// `name` as every system can keep it, or `otherwise` where nothing of it can stay.
///
/// What a file system forbids, a shell misreads or nobody sees becomes `_`; at most 200 bytes
/// stay; no beginning that looks like an option, no final dot; names of Windows' devices get a
/// mark.
///
/// ```
/// assert_eq!(repost::name::portable("a:b?c.", "page"), "a_b_c");
/// assert_eq!(repost::name::portable("con", "page"), "con_");
/// assert_eq!(repost::name::portable("...", "page"), "page");
/// ```
pub fn portable(name: &str, otherwise: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if is_unsafe(c) { '_' } else { c })
        .collect();
    let safe = shortened(&safe)
        .trim_end_matches(['.', ' '])
        .trim_start_matches(['-', ' ']);
    match safe {
        "" => otherwise.to_owned(),
        _ if is_device(safe) => format!("{safe}_"),
        _ => safe.to_owned(),
    }
}

/// What some file system forbids, some shell reads as something else, or nobody sees.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || "<>:\"/\\|?*".contains(character)
        || matches!(
            character,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

fn shortened(name: &str) -> &str {
    let ends = name
        .char_indices()
        .map(|(start, character)| start + character.len_utf8());
    &name[..ends.take_while(|end| *end <= LONGEST).last().unwrap_or(0)]
}

fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or(name).to_lowercase();
    let base = match base.strip_suffix(|c: char| c.is_ascii_digit() || "¹²³".contains(c)) {
        Some(numbered @ ("com" | "lpt")) => numbered,
        _ if base == "com" || base == "lpt" => return false,
        _ => &base,
    };
    DEVICES.contains(&base)
}
