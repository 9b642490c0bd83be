//! The data in Blogger's own scripts.
//!
//! Item pages tell the widgets about the blog (`_WidgetManager._SetDataContext`); pages of 2012
//! and 2013 carry their comments as data, too (`var items = [...]`; later ones say `null`).

use serde_json::Value;

use super::javascript::literal_after;
use super::{CommentItem, shown};
use crate::read::date;

/// What the page's scripts know of blog and post.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Blog {
    /// The post's title on an item page.
    pub(crate) page_name: Option<String>,
    /// The blog's language (`fr-CA`).
    pub(crate) locale: Option<String>,
}

/// The data for the widgets, where a script carries it.
pub(super) fn blog(script: &str) -> Option<Blog> {
    let context = literal_after(script, "_WidgetManager._SetDataContext(")?;
    let named = |name: &str| {
        let mut entries = context.as_array()?.iter();
        entries
            .find(|entry| entry["name"] == name)
            .map(|entry| &entry["data"])
    };
    let data = named("blog")?;
    let is_post = data["pageType"] == "item" || data["pageType"] == "static_page";
    let view = named("view").map_or(&Value::Null, |view| &view["title"]);
    let titles = [&data["pageName"], view]
        .into_iter()
        .filter_map(Value::as_str);
    Some(Blog {
        page_name: titles.filter(|_| is_post).find_map(shown),
        locale: data["locale"].as_str().and_then(shown),
    })
}

/// The comments, where a script carries any.
pub(super) fn comments(script: &str) -> Option<Vec<CommentItem>> {
    let items = literal_after(script, "var items =")?;
    let config = literal_after(script, "var config =").unwrap_or_default();
    let items = items.as_array().filter(|items| !items.is_empty())?;
    let comments: Vec<_> = items
        .iter()
        .filter_map(|item| comment(item, &config))
        .collect();
    (!comments.is_empty()).then_some(comments)
}

fn comment(item: &Value, config: &Value) -> Option<CommentItem> {
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let author = &item["author"];
    let is_owner = text(&author["profileUrl"]).is_some()
        && author["profileUrl"] == config["authorUrl"]
        && author["name"] == config["authorName"];
    let body = text(&item["body"]).unwrap_or_default();
    Some(CommentItem {
        id: Some(text(&item["id"])?),
        published: item["timestamp"]
            .as_str()
            .and_then(|millis| date::from_millis(millis.parse().ok()?)),
        parent: text(&item["parentId"]),
        within: None,
        author: author["name"].as_str().and_then(shown),
        author_url: text(&author["profileUrl"]),
        is_owner,
        // Blogger marks the sentence that says so.
        is_deleted: body.contains("deleted-comment"),
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widgets_data_names_post_and_language() {
        let script = r"_WidgetManager._RegisterWidget('x'); _WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '1', 'locale': 'fr-CA', 'pageType': 'item', 'postId': '2', 'pageName': 'L\x27hiver \x26amp; la neige', 'feedLinks': '\x3clink/\x3e\n'}}, {'name': 'features', 'data': {}}]);";
        let blog = blog(script).unwrap();
        assert_eq!(blog.page_name.as_deref(), Some("L'hiver & la neige"));
        assert_eq!(blog.locale.as_deref(), Some("fr-CA"));
    }

    #[test]
    fn a_front_page_names_no_post() {
        let script = "_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'pageType': 'index', 'pageName': 'Winter', 'locale': 'en'}}]);";
        assert_eq!(blog(script).unwrap().page_name, None);
        assert_eq!(blog("var nothing = 1;"), None);
    }

    #[test]
    fn comments_as_data_are_read_with_their_parents_and_owner() {
        let script = r"var items = [{'id': '11', 'body': 'Snow \74br /\76 at last', 'timestamp': '1378227647737', 'permalink': 'http://x.example/p.html?showComment\0751378227647737#c11', 'author': {'name': 'Odalys', 'profileUrl': 'http://www.blogger.com/profile/5'}, 'deleteclass': 'item-control'}, {'id': '12', 'parentId': '11', 'timestamp': '1378227650000', 'author': {'name': 'Quillon', 'profileUrl': 'http://www.blogger.com/profile/6'}}];
            var config = {'blogId': '1', 'authorName': 'Quillon', 'authorUrl': 'http://www.blogger.com/profile/6', 'maxThreadDepth': 2};";
        let comments = comments(script).unwrap();
        assert_eq!(comments.len(), 2);
        assert_eq!(
            comments[0].published.as_deref(),
            Some("2013-09-03T17:00:47Z")
        );
        assert_eq!(comments[0].author.as_deref(), Some("Odalys"));
        assert_eq!(comments[0].body, "Snow <br /> at last");
        assert_eq!(
            (comments[0].is_owner, comments[0].parent.as_deref()),
            (false, None)
        );
        assert_eq!(
            (comments[1].is_owner, comments[1].parent.as_deref()),
            (true, Some("11"))
        );
    }

    #[test]
    fn later_pages_have_no_comments_as_data() {
        assert_eq!(comments("var items = null; var config = {};"), None);
        assert_eq!(comments("var items = [];"), None);
    }
}
