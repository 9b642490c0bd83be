//! The word lists of the passes: what bloggers call an update, a jump link, a list of sources, a
//! photo credit.
//!
//! Every list is a table with a language column, in small letters, with straight apostrophes; a
//! table is tried whole whatever the post's language is, since blogs mix them ("Update" stands on
//! pages in most languages). [`phrase`](super::phrase) says how they are compared.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Phrases by language.
pub(super) type Table = &'static [(&'static str, &'static [&'static str])];

/// A table that is looked up by the first letter: every line of a post is compared with it.
pub(super) struct Phrases {
    table: Table,
    by_letter: OnceLock<FxHashMap<char, Vec<&'static str>>>,
}

impl Phrases {
    const fn new(table: Table) -> Self {
        Self {
            table,
            by_letter: OnceLock::new(),
        }
    }

    /// The phrases that begin with a letter.
    pub(super) fn starting(&self, letter: char) -> &[&'static str] {
        let by_letter = self.by_letter.get_or_init(|| {
            let mut map: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
            for phrase in self.table.iter().flat_map(|(_, phrases)| *phrases) {
                let first = phrase.chars().next().expect("no phrase is empty");
                map.entry(first).or_default().push(phrase);
            }
            map
        });
        by_letter.get(&letter).map_or(&[], Vec::as_slice)
    }
}

/// What a later note is called. May stand before a colon, a dash or a bracket, in bold before the
/// text, or alone above it.
#[rustfmt::skip]
pub(super) static UPDATE: Phrases = Phrases::new(&[
    ("en", &["update", "edited to add", "late update", "addendum"]),
    ("de", &["nachtrag", "aktualisierung", "ergänzung"]),
    ("fr", &["mise à jour", "mise a jour", "màj", "ajout"]),
    ("es", &["actualización", "actualizacion", "añadido", "adenda"]),
    ("pt", &["atualização", "actualização", "adenda", "adendo"]),
    ("it", &["aggiornamento", "aggiunta"]),
    ("ca", &["actualització"]),
    ("nl", &["aanvulling"]),
    ("sv", &["uppdatering", "tillägg"]),
    ("da", &["opdatering", "tilføjelse"]),
    ("no", &["oppdatering", "tillegg"]),
    ("fi", &["päivitys", "lisäys"]),
    ("pl", &["aktualizacja", "uzupełnienie"]),
    ("cs", &["aktualizace", "doplnění"]),
    ("sk", &["aktualizácia"]),
    ("hu", &["frissítés"]),
    ("ro", &["actualizare"]),
    ("el", &["ενημέρωση", "ενημερωση"]),
    ("tr", &["güncelleme", "ekleme"]),
    ("ru", &["обновление", "апдейт", "дополнение"]),
    ("uk", &["оновлення", "доповнення"]),
    ("bg", &["обновяване", "допълнение"]),
    ("ar", &["تحديث", "إضافة"]),
    ("fa", &["به روزرسانی", "به روز رسانی", "بهروزرسانی", "بروزرسانی"]),
    ("he", &["עדכון", "תוספת"]),
    ("hi", &["अपडेट", "अद्यतन"]),
    ("zh", &["更新", "补充", "補充", "最新更新"]),
    ("ja", &["追記", "追加", "更新", "アップデート"]),
    ("ko", &["업데이트", "추가", "덧붙임"]),
    ("th", &["อัปเดต", "อัพเดท"]),
    ("vi", &["cập nhật"]),
    ("id", &["pembaruan"]),
]);

/// What a later note is called where a colon or a bracket must follow, since the word alone is
/// something else as often ("Edit" is a link, "Updated" a date line).
#[rustfmt::skip]
pub(super) static UPDATE_BEFORE_COLON: Phrases = Phrases::new(&[
    ("en", &["edit", "eta", "updated", "correction", "upd"]),
    ("de", &["korrektur", "edit", "upd", "aktualisiert"]),
    ("fr", &["correction", "rectificatif", "édit"]),
    ("es", &["corrección", "actualizado", "edito"]),
    ("pt", &["correção", "atualizado"]),
    ("it", &["correzione", "aggiornato"]),
    ("nl", &["correctie", "bijgewerkt"]),
    ("hu", &["frissítve"]),
    ("pl", &["sprostowanie", "korekta"]),
    ("ru", &["исправление", "upd", "апд", "поправка", "обновлено"]),
    ("he", &["תיקון"]),
    ("ar", &["تصحيح"]),
    ("fa", &["اصلاحیه"]),
    ("zh", &["更正", "勘误"]),
    ("ja", &["訂正"]),
]);

/// What may stand before the word: "Final update", "2nd Update", "Zweites Update".
#[rustfmt::skip]
pub(super) static UPDATE_LEAD: Phrases = Phrases::new(&[
    ("en", &["final", "latest", "new", "another", "further", "second", "third", "fourth", "fifth", "morning", "evening"]),
    ("de", &["letztes", "neues", "weiteres", "zweites", "drittes", "zweiter", "dritter", "kleines"]),
    ("fr", &["dernière", "nouvelle", "deuxième", "seconde", "troisième"]),
    ("es", &["última", "nueva", "segunda", "tercera"]),
    ("pt", &["última", "nova", "segunda", "terceira"]),
    ("it", &["ultimo", "nuovo", "secondo", "terzo"]),
    ("nl", &["laatste", "nieuwe", "tweede", "derde"]),
    ("ru", &["последнее", "новое", "второе", "третье"]),
]);

/// Words that may stand between the label's word and its end, beside numbers and dates.
#[rustfmt::skip]
pub(super) static UPDATE_JOINERS: Phrases = Phrases::new(&[
    ("en", &["on", "at", "as", "of", "no", "number", "am", "pm", "a.m", "p.m", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "pt", "mt", "gmt", "utc", "bst"]),
    ("de", &["vom", "am", "um", "uhr", "nr", "der", "den", "cet", "cest", "mez", "mesz"]),
    ("fr", &["du", "le", "à", "n°", "heures", "h"]),
    ("es", &["del", "de", "el", "a", "las", "n.º"]),
    ("it", &["del", "il", "alle", "ore"]),
    ("pt", &["em", "do", "às"]),
    ("nl", &["van", "om", "uur"]),
    ("ru", &["от", "в", "г"]),
    ("he", &["מ"]),
    ("ar", &["في", "يوم"]),
    ("fa", &["در", "مورخ"]),
]);

/// The link that continues an excerpt at its source, as its whole text.
#[rustfmt::skip]
pub(super) static READ_MORE: Phrases = Phrases::new(&[
    ("en", &[
        "read more", "read the rest", "read the rest here", "read the whole thing", "read it all",
        "read the full story", "read full story", "read the full article", "read full article",
        "read the whole story", "read the whole article", "read the entire article",
        "read the entire story", "read the story", "read the article", "read the full post",
        "read the full report", "read on", "read more here", "read the rest of the story",
        "read the rest of the article", "read the rest of this article", "continue reading",
        "continue reading here", "full story", "the full story", "full article", "more here",
        "go read the rest", "keep reading", "rest of the story", "read the original article",
    ]),
    ("de", &["weiterlesen", "weiter lesen", "hier weiterlesen", "mehr lesen", "ganzen artikel lesen", "den ganzen artikel lesen", "zum ganzen artikel", "zum vollständigen artikel", "lesen sie weiter", "lesen sie mehr"]),
    ("fr", &["lire la suite", "la suite", "lire la suite ici", "la suite ici", "lire plus", "en lire plus", "lire l'article", "lire l'article complet", "lire la suite de l'article", "suite de l'article"]),
    ("es", &["leer más", "leer mas", "seguir leyendo", "sigue leyendo", "continuar leyendo", "leer el artículo completo", "leer artículo completo", "leer la noticia completa", "lee más", "leer todo"]),
    ("pt", &["leia mais", "ler mais", "continuar lendo", "continuar a ler", "continue lendo", "leia a íntegra", "leia o artigo completo"]),
    ("it", &["leggi tutto", "continua a leggere", "leggi di più", "continua", "leggi l'articolo completo", "leggi il resto"]),
    ("ca", &["llegir més", "continua llegint"]),
    ("nl", &["lees meer", "lees verder", "verder lezen"]),
    ("sv", &["läs mer", "läs hela artikeln", "fortsätt läsa"]),
    ("da", &["læs mere", "læs hele artiklen", "læs videre"]),
    ("no", &["les mer", "les hele saken", "les videre"]),
    ("fi", &["lue lisää", "lue koko juttu", "jatka lukemista"]),
    ("pl", &["czytaj dalej", "czytaj więcej", "więcej"]),
    ("cs", &["číst dál", "celý článek", "číst více", "pokračovat ve čtení"]),
    ("hu", &["tovább", "bővebben", "olvass tovább"]),
    ("ro", &["citeşte mai mult", "citește mai mult", "citeste mai mult", "citește mai departe"]),
    ("el", &["διαβάστε περισσότερα", "διαβάστε τη συνέχεια", "συνέχεια"]),
    ("tr", &["devamını oku", "devamı", "okumaya devam et"]),
    ("ru", &["читать далее", "читать дальше", "читать полностью", "далее", "подробнее"]),
    ("uk", &["читати далі", "читати більше", "докладніше"]),
    ("ar", &["اقرأ المزيد", "إقرأ المزيد", "تابع القراءة", "المزيد", "اقرأ أيضا"]),
    ("fa", &["ادامه مطلب", "ادامه", "بیشتر بخوانید", "ادامه خبر"]),
    ("he", &["קרא עוד", "להמשך קריאה", "המשך קריאה", "לקריאה נוספת", "לכתבה המלאה"]),
    ("hi", &["और पढ़ें", "आगे पढ़ें"]),
    ("zh", &["阅读全文", "閱讀全文", "阅读更多", "閱讀更多", "继续阅读", "繼續閱讀", "查看全文"]),
    ("ja", &["続きを読む", "もっと読む", "続きはこちら", "全文を読む", "記事全文"]),
    ("ko", &["더 읽기", "계속 읽기", "더 보기", "전문 보기"]),
    ("vi", &["đọc tiếp", "đọc thêm", "xem thêm"]),
    ("id", &["baca selengkapnya", "selengkapnya", "baca lebih lanjut"]),
]);

/// How the heading of a list of sources begins; more words may follow ("More News On …").
#[rustfmt::skip]
pub(super) static GROUP_PREFIX: Phrases = Phrases::new(&[
    ("en", &["more news on", "more news about", "more news from", "more on", "more about", "more coverage of", "more coverage on", "related to", "further reading on", "previous posts on", "previous news on", "earlier posts on", "other news on", "additional news on", "commentary on", "commentaries on", "background on"]),
    ("de", &["mehr zu", "mehr zum", "mehr zur", "mehr über", "weitere artikel zu", "weitere artikel zum", "weitere meldungen zu"]),
    ("fr", &["plus d'infos sur", "plus d'informations sur", "autres articles sur", "à lire sur", "en savoir plus sur"]),
    ("es", &["más sobre", "mas sobre", "más noticias sobre", "más noticias de"]),
    ("pt", &["mais sobre", "mais notícias sobre"]),
    ("it", &["altre notizie su", "di più su", "altro su"]),
    ("nl", &["meer over", "meer nieuws over"]),
    ("sv", &["mer om", "fler nyheter om"]),
    ("da", &["mere om"]),
    ("no", &["mer om", "flere nyheter om"]),
    ("pl", &["więcej o", "więcej na temat"]),
    ("ru", &["ещё о", "еще о", "больше о", "другие новости о"]),
    ("ar", &["المزيد عن", "المزيد من الأخبار عن", "المزيد حول"]),
    ("fa", &["اخبار بیشتر درباره", "بیشتر درباره", "بیشتر در مورد"]),
    ("he", &["עוד על", "עוד בנושא"]),
]);

/// The heading of a list of sources, as its whole text.
#[rustfmt::skip]
pub(super) static GROUP_WHOLE: Phrases = Phrases::new(&[
    ("en", &["see also", "related", "related links", "related news", "related stories", "related articles", "related posts", "related reading", "further reading", "sources", "source", "source link", "source links", "sources and links", "previous", "previously", "earlier", "background", "more news", "more links", "more coverage", "other sources", "additional links", "additional sources", "via", "hat tip", "h/t", "news sources", "further links"]),
    ("de", &["siehe auch", "quelle", "quellen", "quellen und links", "weiterführende links", "zum thema", "mehr zum thema", "weitere informationen", "passend dazu", "dazu auch"]),
    ("fr", &["voir aussi", "à lire aussi", "lire aussi", "source", "sources", "articles liés", "pour aller plus loin", "sur le même sujet"]),
    ("es", &["ver también", "véase también", "fuente", "fuentes", "artículos relacionados", "noticias relacionadas", "vía", "enlaces relacionados", "más información"]),
    ("pt", &["ver também", "veja também", "leia também", "fonte", "fontes", "notícias relacionadas"]),
    ("it", &["vedi anche", "leggi anche", "fonte", "fonti", "articoli correlati", "per approfondire"]),
    ("ca", &["vegeu també", "font", "fonts"]),
    ("nl", &["zie ook", "bron", "bronnen", "lees ook", "gerelateerd"]),
    ("sv", &["se även", "se också", "källa", "källor", "läs också", "läs även"]),
    ("da", &["se også", "kilde", "kilder", "læs også"]),
    ("no", &["se også", "kilde", "kilder", "les også"]),
    ("fi", &["katso myös", "lähde", "lähteet", "lue myös"]),
    ("pl", &["zobacz też", "zobacz także", "czytaj też", "czytaj także", "źródło", "źródła"]),
    ("cs", &["viz též", "viz také", "zdroj", "zdroje"]),
    ("hu", &["lásd még", "forrás", "források"]),
    ("ro", &["vezi și", "sursa", "surse"]),
    ("el", &["δείτε επίσης", "πηγή", "πηγές", "πηγη"]),
    ("tr", &["ayrıca bakınız", "kaynak", "kaynaklar", "ilgili haberler"]),
    ("ru", &["см. также", "смотрите также", "смотри также", "читайте также", "источник", "источники", "по теме", "ссылки по теме"]),
    ("uk", &["див. також", "читайте також", "джерело", "джерела"]),
    ("ar", &["انظر أيضا", "اقرأ أيضا", "المصدر", "المصادر", "مصادر", "أخبار ذات صلة", "روابط ذات صلة"]),
    ("fa", &["همچنین ببینید", "منبع", "منابع", "مطالب مرتبط", "خبرهای مرتبط"]),
    ("he", &["ראו גם", "ראה גם", "מקור", "מקורות", "קישורים נוספים"]),
    ("hi", &["यह भी देखें", "स्रोत"]),
    ("zh", &["参见", "參見", "来源", "來源", "相关链接", "相關連結", "相关新闻", "相關新聞", "延伸阅读", "延伸閱讀", "资料来源", "資料來源"]),
    ("ja", &["関連記事", "関連リンク", "参考", "参考リンク", "出典", "ソース", "情報源", "参照"]),
    ("ko", &["관련 기사", "관련 링크", "출처", "참고"]),
    ("vi", &["xem thêm", "nguồn"]),
    ("id", &["lihat juga", "sumber", "baca juga"]),
]);

/// Those of the above that need no colon before the link ("Via Example").
#[rustfmt::skip]
pub(super) static GROUP_VIA: Phrases = Phrases::new(&[
    ("en", &["via", "h/t", "hat tip"]),
    ("es", &["vía"]),
]);

/// News agencies and picture desks: a name that is a credit by itself.
#[rustfmt::skip]
pub(super) static AGENCIES: Phrases = Phrases::new(&[
    ("en", &["reuters", "ap", "ap photo", "ap images", "associated press", "the associated press", "afp", "agence france-presse", "getty", "getty images", "epa", "epa images", "upi", "pa", "pa images", "pa wire", "aap", "afp photo", "afp-getty", "wireimage", "shutterstock", "istock", "istockphoto", "alamy", "corbis", "bloomberg", "bloomberg news", "flickr", "unsplash", "pixabay", "pexels", "wikimedia", "wikimedia commons", "wikipedia", "u.s. navy", "u.s. army", "us navy", "us army", "u.s. air force", "us air force", "u.s. marine corps", "nasa", "magnum", "magnum photos", "nurphoto", "zuma", "zuma press", "rex features", "handout", "file photo", "reuters photo", "white house photo"]),
    ("de", &["dpa", "ddp", "dapd", "imago", "imago images", "picture alliance", "picture-alliance", "fotolia", "keystone", "apa", "ullstein bild"]),
    ("fr", &["sipa", "sipa press", "gamma", "hans lucas", "maxppp", "abaca", "belga"]),
    ("es", &["efe", "europa press", "agencia efe", "notimex", "télam"]),
    ("it", &["ansa", "lapresse", "agf"]),
    ("pt", &["lusa", "agência brasil"]),
    ("nl", &["anp"]),
    ("sv", &["tt", "scanpix"]),
    ("da", &["ritzau", "ritzau scanpix"]),
    ("no", &["ntb", "ntb scanpix"]),
    ("pl", &["pap"]),
    ("hu", &["mti"]),
    ("tr", &["anadolu", "anadolu agency", "aa"]),
    ("ru", &["тасс", "риа новости", "рейтер", "итар-тасс", "ria novosti", "tass", "itar-tass", "sputnik"]),
    ("uk", &["уніан", "укрінформ"]),
    ("ar", &["رويترز", "أ ف ب", "أ.ف.ب", "فرانس برس", "أسوشيتد برس", "الأناضول"]),
    ("fa", &["رویترز", "ایسنا", "ایرنا", "فارس", "مهر", "isna", "irna", "fars", "mehr", "mehr news", "fars news", "tasnim"]),
    ("he", &["רויטרס", "איי פי", "איי אף פי", "פלאש 90", "flash90"]),
    ("hi", &["pti", "ani"]),
    ("zh", &["路透社", "新华社", "新華社", "美联社", "法新社", "xinhua"]),
    ("ja", &["ロイター", "共同", "時事", "共同通信", "時事通信", "kyodo", "kyodo news", "jiji"]),
    ("ko", &["연합뉴스", "로이터", "yonhap", "뉴시스"]),
]);

/// How a photo credit begins: "Photo by Jane Roe", "(Foto: dpa)".
#[rustfmt::skip]
pub(super) static CREDIT_MARKERS: Phrases = Phrases::new(&[
    ("en", &["photo by", "photos by", "photo:", "photos:", "photo credit:", "photo courtesy of", "photo courtesy", "photo via", "photo from", "photograph by", "photograph:", "photography by", "photographer:", "image by", "image:", "image credit:", "image courtesy of", "image via", "image source:", "picture by", "picture:", "picture credit:", "credit:", "credits:", "courtesy of", "courtesy:", "source:", "via:", "©", "(c)", "copyright"]),
    ("de", &["foto:", "fotos:", "foto von", "bild:", "bilder:", "bildquelle:", "bildnachweis:", "fotocredit:", "quelle:", "bildrechte:"]),
    ("fr", &["photo :", "crédit photo", "crédits photo", "crédit :", "crédit:", "crédits:", "crédits :", "photo de", "image :"]),
    ("es", &["foto:", "fotografía:", "fotografía de", "foto de", "imagen:", "crédito:", "créditos:", "fuente:", "foto cortesía de"]),
    ("pt", &["foto:", "fotografia:", "fotografia de", "foto de", "imagem:", "crédito:", "foto divulgação"]),
    ("it", &["foto:", "foto di", "fotografia di", "immagine:", "crediti:", "fonte:"]),
    ("ca", &["foto:", "fotografia:", "imatge:"]),
    ("nl", &["foto:", "beeld:", "foto van", "bron:"]),
    ("sv", &["foto:", "bild:", "fotograf:"]),
    ("da", &["foto:", "fotograf:", "billede:"]),
    ("no", &["foto:", "fotograf:", "bilde:"]),
    ("fi", &["kuva:", "kuvat:", "valokuva:"]),
    ("pl", &["fot.", "fot:", "zdjęcie:", "foto:"]),
    ("cs", &["foto:", "zdroj:"]),
    ("hu", &["fotó:", "kép:"]),
    ("ro", &["foto:", "sursa foto:"]),
    ("el", &["φωτογραφία:", "φωτό:", "φωτο:"]),
    ("tr", &["fotoğraf:", "foto:"]),
    ("ru", &["фото:", "фото ", "фотография:", "снимок:"]),
    ("uk", &["фото:", "світлина:"]),
    ("ar", &["تصوير:", "الصورة:", "صورة:", "تصوير "]),
    ("fa", &["عکس:", "عکس از", "عکاس:"]),
    ("he", &["צילום:", "תמונה:", "קרדיט:"]),
    ("hi", &["फोटो:", "तस्वीर:", "चित्र:"]),
    ("zh", &["图:", "图片:", "圖:", "圖片:", "摄影:", "攝影:", "图片来源:", "圖片來源:", "照片:"]),
    ("ja", &["写真:", "撮影:", "画像:", "写真提供:"]),
    ("ko", &["사진:", "사진=", "사진제공:"]),
    ("vi", &["ảnh:"]),
    ("id", &["foto:"]),
]);

/// Words before the names of a source's authors.
#[rustfmt::skip]
pub(super) static BY: Phrases = Phrases::new(&[
    ("en", &["by"]), ("de", &["von"]), ("fr", &["par"]), ("es", &["por"]), ("pt", &["por"]),
    ("it", &["di"]), ("nl", &["door"]), ("sv", &["av"]), ("da", &["af"]), ("ru", &["автор"]),
    ("he", &["מאת"]), ("ar", &["بقلم"]), ("fa", &["نوشته"]),
]);

/// Words between the names of a source's authors.
#[rustfmt::skip]
pub(super) static AND: Phrases = Phrases::new(&[
    ("en", &["and", "&", "with"]), ("de", &["und"]), ("fr", &["et"]), ("es", &["y", "e"]),
    ("pt", &["e"]), ("it", &["e"]), ("ca", &["i"]), ("nl", &["en"]), ("sv", &["och"]),
    ("da", &["og"]), ("no", &["og"]), ("fi", &["ja"]), ("pl", &["i"]), ("cs", &["a"]),
    ("ro", &["și"]), ("el", &["και"]), ("tr", &["ve"]), ("ru", &["и"]), ("uk", &["і", "та"]),
    ("ar", &["و"]), ("fa", &["و"]),
]);

/// The days of the week, Sunday first, for dated labels.
#[rustfmt::skip]
pub(super) static WEEKDAYS: Phrases = Phrases::new(&[
    ("en", &["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sun", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat"]),
    ("de", &["sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend"]),
    ("fr", &["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]),
    ("es", &["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"]),
    ("it", &["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"]),
    ("nl", &["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]),
    ("ru", &["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"]),
]);
