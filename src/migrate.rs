//! Migrates a whole blog: from exports and saved pages to the posts of a new site.

pub mod comments;
pub mod redirects;
pub mod site;
