//! A blog of Blogger that does not exist, of any length.

/// A backup of Blogger with these entries.
pub(crate) fn blog(entries: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:app='http://www.w3.org/2007/app' xmlns:thr='http://purl.org/syndication/thread/1.0'>\
         <id>tag:blogger.com,1999:blog-7000000000000000009.archive</id>\
         <title type='text'>Tide &amp; Table</title>\
         <link rel='alternate' type='text/html' href='http://tide-table.blogspot.com/'/>\
         {entries}</feed>\n"
    )
}

const KIND: &str = "http://schemas.google.com/g/2005#kind";

/// A post of an invented blog. `content` is HTML.
pub(crate) fn post(number: u32, title: &str, content: &str) -> String {
    let month = number / 28 % 12 + 1;
    let day = number % 28 + 1;
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<entry><id>tag:blogger.com,1999:blog-7000000000000000009.post-75000000000000{number:05}</id>\
         <published>2014-{month:02}-{day:02}T09:30:00.000-07:00</published>\
         <category scheme='{KIND}' term='http://schemas.google.com/blogger/2008/kind#post'/>\
         <title type='text'>{}</title><content type='html'>{}</content>\
         <link rel='alternate' type='text/html' \
         href='http://tide-table.blogspot.com/2014/{month:02}/post-{number}.html'/>\
         <author><name>Odalys Brandt</name></author></entry>\n",
        escape(title),
        escape(content)
    )
}

/// A comment on a post.
pub(crate) fn comment(number: u32, post: u32, words: &str) -> String {
    format!(
        "<entry><id>tag:blogger.com,1999:blog-7000000000000000009.post-76000000000000{number:05}</id>\
         <published>2015-02-03T09:30:00.000-07:00</published>\
         <category scheme='{KIND}' term='http://schemas.google.com/blogger/2008/kind#comment'/>\
         <title type='text'>x</title><content type='html'>{words}</content>\
         <author><name>Teun</name></author>\
         <thr:in-reply-to ref='tag:blogger.com,1999:blog-7000000000000000009.post-75000000000000{post:05}' \
         type='text/html'/></entry>\n"
    )
}

/// A blog of so many posts, each with a link to another and a comment.
pub(crate) fn long_blog(posts: u32) -> String {
    let mut entries = String::new();
    for number in 0..posts {
        let other = (number * 7 + 3) % posts;
        let month = other / 28 % 12 + 1;
        let words = format!(
            "<p>The tide of day {number} stood high, as it did <a \
             href=\"http://tide-table.blogspot.com/2014/{month:02}/post-{other}.html\">before</a>.</p>"
        );
        entries += &post(number, &format!("Tide {number}"), &words);
    }
    for number in 0..posts {
        entries += &comment(number, number, "I saw it.");
    }
    blog(&entries)
}
