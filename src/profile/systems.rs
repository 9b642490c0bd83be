//! The comment systems that come with repost: profiles that are of no platform. Blogs of all
//! platforms use them, so their tables are tried on every page.

use std::sync::OnceLock;

use super::{Profile, tested};
use crate::error::Error;

/// In the order in which they are tried.
const SYSTEMS: &[(&str, &str)] = &[
    ("disqus", include_str!("comments/disqus.toml")),
    ("wpdiscuz", include_str!("comments/wpdiscuz.toml")),
    ("epoch", include_str!("comments/epoch.toml")),
    ("thesis", include_str!("comments/thesis.toml")),
    ("intensedebate", include_str!("comments/intensedebate.toml")),
    ("livefyre", include_str!("comments/livefyre.toml")),
    ("jskit", include_str!("comments/jskit.toml")),
    ("haloscan", include_str!("comments/haloscan.toml")),
    ("isso", include_str!("comments/isso.toml")),
    ("remark42", include_str!("comments/remark42.toml")),
    ("commento", include_str!("comments/commento.toml")),
    ("staticman", include_str!("comments/staticman.toml")),
    ("utterances", include_str!("comments/utterances.toml")),
    ("giscus", include_str!("comments/giscus.toml")),
    ("facebook", include_str!("comments/facebook.toml")),
    ("googleplus", include_str!("comments/googleplus.toml")),
    ("cackle", include_str!("comments/cackle.toml")),
    ("valine", include_str!("comments/valine.toml")),
    ("waline", include_str!("comments/waline.toml")),
    ("twikoo", include_str!("comments/twikoo.toml")),
    ("gitalk", include_str!("comments/gitalk.toml")),
    ("jcomments", include_str!("comments/jcomments.toml")),
    ("discourse", include_str!("comments/discourse.toml")),
    ("cusdis", include_str!("comments/cusdis.toml")),
    ("coral", include_str!("comments/coral.toml")),
    ("hyvor", include_str!("comments/hyvor.toml")),
    ("openweb", include_str!("comments/openweb.toml")),
    ("vuukle", include_str!("comments/vuukle.toml")),
];

/// Name and text of every built-in comment system.
pub fn systems() -> &'static [(&'static str, &'static str)] {
    SYSTEMS
}

/// The built-in comment systems, compiled once.
pub(crate) fn compiled() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| {
        let profiles: Result<Vec<Profile>, Error> = SYSTEMS.iter().map(tested).collect();
        profiles.expect("the built-in comment systems are tested")
    })
}
