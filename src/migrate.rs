//! Migrates a whole blog: from exports and saved pages to the posts of a new site.

pub mod site;
