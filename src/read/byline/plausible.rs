//! Whether what stands where an author does is a person's name.

/// What a text in the place of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody's name: what a template left, a sentence.
    Nothing,
    /// The name of an account or an office, which stands for somebody unknown.
    Account,
    /// A name, or what may be one.
    Name,
}

/// Bytes of the longest list of names.
const LONGEST: usize = 200;

/// Words of the longest name with titles and degrees.
const MOST_WORDS: usize = 12;

/// Names of accounts that many people use, in lower case.
const ACCOUNTS: &[&str] = &[
    "admin",
    "administrator",
    "administrador",
    "administrateur",
    "author",
    "autor",
    "blog",
    "editor",
    "editorial",
    "editorial staff",
    "editorial team",
    "guest",
    "guest author",
    "moderator",
    "redaktion",
    "root",
    "site admin",
    "staff",
    "super user",
    "superuser",
    "support",
    "team",
    "user",
    "webadmin",
    "webmaster",
    "wordpress",
    "wordpressadmin",
    "wp admin",
    "wpadmin",
];

/// What programs print where there is nothing, in lower case.
const NOTHINGS: &[&str] = &[
    "undefined",
    "null",
    "none",
    "nan",
    "n/a",
    "nil",
    "false",
    "unknown",
    "[object object]",
    "view more posts",
    "view all posts",
    "learn more",
    "read more",
    "more posts",
    "see all posts",
    "all posts",
    "about the author",
    "about the authors",
    "about author",
    "about me",
    "author bio",
    "author archives",
    "show archive",
    "view archive",
    "über den autor",
    "über die autorin",
    "über die autoren",
    "zur person",
    "archiv anzeigen",
    "alle beiträge",
    "mehr erfahren",
    "weiterlesen",
    "à propos de l'auteur",
    "à propos de l’auteur",
    "à propos",
    "en savoir plus",
    "lire la suite",
    "acerca del autor",
    "sobre el autor",
    "sobre la autora",
    "leer más",
    "sobre o autor",
    "sobre a autora",
    "leia mais",
    "l'autore",
    "l’autore",
    "sull'autore",
    "leggi tutto",
    "over de auteur",
    "lees meer",
    "om författaren",
    "o autorze",
    "o autorovi",
    "об авторе",
    "про автора",
    "yazar hakkında",
    "tentang penulis",
    "về tác giả",
    "この記事を書いた人",
    "プロフィール",
    "关于作者",
    "關於作者",
    "글쓴이 소개",
    "عن الكاتب",
    "نبذة عن الكاتب",
    "درباره نویسنده",
];

/// What a text is that stands in the place of an author.
pub(crate) fn standing(text: &str) -> Standing {
    let small = text.trim().to_lowercase();
    if NOTHINGS.contains(&small.as_str()) || is_template(&small) || is_sentence(text) {
        return Standing::Nothing;
    }
    if ACCOUNTS.contains(&small.as_str()) {
        return Standing::Account;
    }
    Standing::Name
}

/// What a page shows of a template that was not filled in: `{{author}}`, `page.extra.author`.
fn is_template(text: &str) -> bool {
    let is_path = !text.contains(' ') && text.matches('.').count() > 1 && !text.contains("..");
    text.contains("{{")
        || text.contains("<%")
        || text.contains("${")
        || (is_path && text.is_ascii() && text.len() > 12)
}

/// Whether a text has more words than the names of several people have.
fn is_sentence(text: &str) -> bool {
    let longest = text
        .split([',', ';', '&', '|', '/'])
        .map(|part| part.split_whitespace().count());
    text.len() > LONGEST || longest.max().unwrap_or(0) > MOST_WORDS
}
