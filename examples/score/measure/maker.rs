//! What made a page, where its folder does not say: by names that only this maker's pages hold.
//!
//! It asks nothing of repost, so that the pages of a row stay the same whatever repost takes them
//! for.

use memchr::memmem;

/// Makers, and what any of their pages holds; the first that fits counts.
const MAKERS: &[(&str, &[&str])] = &[
    (
        "wordpress",
        &[
            "/wp-content/themes/",
            "/wp-includes/",
            "content=\"WordPress",
        ],
    ),
    ("blogger", &["content='blogger'", "www.blogger.com/static"]),
    (
        "substack",
        &["substackcdn.com/bundle", "substackcdn.com/min"],
    ),
    (
        "medium",
        &["cdn-client.medium.com", "cdn-static-1.medium.com"],
    ),
    ("ghost", &["content=\"Ghost "]),
    (
        "squarespace",
        &["static1.squarespace.com", "<!-- This is Squarespace. -->"],
    ),
    ("tumblr", &["assets.tumblr.com"]),
    ("typepad", &["static.typepad.com", "up.typepad.com"]),
    ("movabletype", &["content=\"Movable Type"]),
    (
        "drupal",
        &[
            "content=\"Drupal",
            "data-drupal-selector",
            "Drupal.settings",
        ],
    ),
    ("joomla", &["content=\"Joomla"]),
    ("typo3", &["content=\"TYPO3"]),
    ("hubspot", &["content=\"HubSpot", "hs-scripts.com"]),
    ("shopify", &["cdn.shopify.com/s/files"]),
    ("wix", &["static.parastorage.com"]),
    ("webflow", &["content=\"Webflow"]),
    ("next", &["id=\"__NEXT_DATA__\""]),
    (
        "static",
        &[
            "content=\"Jekyll",
            "content=\"Hugo",
            "content=\"Hexo",
            "content=\"Pelican",
        ],
    ),
];

/// The name of what made a page; `other` where nothing tells.
pub(crate) fn maker(page: &[u8]) -> &'static str {
    let is_in = |mark: &&str| memmem::find(page, mark.as_bytes()).is_some();
    let maker = MAKERS.iter().find(|(_, marks)| marks.iter().any(is_in));
    maker.map_or("other", |(name, _)| name)
}
