//! An item: its fields, what it is, and who may see it.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::input::export::xml::{Field, fields};
use crate::input::export::{Kind, Status};
use crate::read::date::{self, DateOrder};

use super::name::Names;
use super::time;

/// An item's fields. Nothing is decoded before it is asked for.
pub(super) struct Item<'a> {
    encoding: &'static Encoding,
    names: Cow<'a, Names>,
    fields: Vec<(Cow<'a, str>, Field<'a>)>,
    /// Its labels, and whatever else WordPress sorts posts by.
    pub(super) categories: Vec<Field<'a>>,
    /// What was said below it.
    pub(super) comments: Vec<Field<'a>>,
    metas: Vec<Field<'a>>,
}

impl<'a> Item<'a> {
    /// Looks at where its fields are. `record` begins with a start tag; a comment is one, too.
    pub(super) fn new(record: &'a [u8], names: &'a Names, encoding: &'static Encoding) -> Self {
        let tag = &record[..memchr::memchr(b'>', record).map_or(record.len(), |end| end + 1)];
        let mut item = Self {
            encoding,
            names: names.declared(tag, encoding),
            fields: Vec::with_capacity(24),
            categories: Vec::new(),
            comments: Vec::new(),
            metas: Vec::new(),
        };
        for field in fields(record) {
            let name = item.names.usual(&field, encoding);
            match name.as_ref() {
                "category" => item.categories.push(field),
                "wp:comment" => item.comments.push(field),
                "wp:postmeta" => item.metas.push(field),
                _ => item.fields.push((name, field)),
            }
        }
        item
    }

    /// The first field of this name.
    pub(super) fn field(&self, name: &str) -> Option<&Field<'a>> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, field)| field)
    }

    /// Its text, trimmed; none where it is empty.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.field(name)?.value(self.encoding)
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.value(name)?.parse().ok()
    }

    /// Its text as it stands, and whether it had to be repaired.
    pub(super) fn text(&self, name: &str) -> (String, bool) {
        let field = self.field(name);
        field.map_or_else(Default::default, |field| field.text(self.encoding))
    }

    /// The custom field of this key.
    pub(super) fn meta(&self, wanted: &str) -> Option<String> {
        self.metas
            .iter()
            .find(|meta| self.meta_part(meta, "wp:meta_key").as_deref() == Some(wanted))
            .and_then(|meta| self.meta_part(meta, "wp:meta_value"))
    }

    /// The keys of its custom fields.
    pub(super) fn meta_keys(&self) -> impl Iterator<Item = String> {
        let keys = self.metas.iter();
        keys.filter_map(|meta| self.meta_part(meta, "wp:meta_key"))
    }

    fn meta_part(&self, meta: &Field<'a>, name: &str) -> Option<String> {
        fields(meta.bytes)
            .find(|field| self.names.usual(field, self.encoding) == name)
            .and_then(|field| field.value(self.encoding))
    }

    /// The time that two fields tell, else the feed's own.
    pub(super) fn time(&self, local: &str, gmt: &str) -> Option<String> {
        let (local, gmt) = (self.value(local), self.value(gmt));
        time::moment(local.as_deref(), gmt.as_deref())
    }

    /// When it was published.
    pub(super) fn published(&self) -> Option<String> {
        self.time("wp:post_date", "wp:post_date_gmt").or_else(|| {
            let told = self.value("pubDate")?;
            // A zero date, as WordPress counts back from it.
            let is_zero = told.contains("-0001");
            (!is_zero).then(|| date::parse(&told, DateOrder::Unknown, None))?
        })
    }

    /// What it is; for what is no content its name, and what is odd about it.
    pub(super) fn kind(&self) -> (Kind, Option<String>, Option<String>) {
        let told = self.value("wp:post_type");
        let name = told.as_deref().unwrap_or("post");
        if let Some((_, kind)) = CONTENT.iter().find(|(known, _)| *known == name) {
            return (*kind, None, None);
        }
        if let Some((_, what)) = TECHNICAL.iter().find(|(known, _)| *known == name) {
            return (Kind::Other, Some((*what).to_owned()), None);
        }
        if TECHNICAL_STARTS.iter().any(|start| name.starts_with(start)) {
            return (Kind::Other, Some(name.to_owned()), None);
        }
        let has_content = self.value("content:encoded").is_some();
        if has_content {
            let reason = format!("of the type “{name}”, which some theme or plugin added");
            (Kind::Post, None, Some(reason))
        } else {
            let reason = format!("of the type “{name}”, and without content");
            (Kind::Other, Some(name.to_owned()), Some(reason))
        }
    }

    /// Who may see it, and why not everybody.
    pub(super) fn status(&self) -> (Status, Option<String>) {
        if self.value("wp:post_password").is_some() {
            return (Status::Private, Some("behind a password".to_owned()));
        }
        let told = self.value("wp:status");
        let name = told.as_deref().unwrap_or("publish");
        match STATUSES.iter().find(|(known, ..)| *known == name) {
            Some((_, status, reason)) => (*status, reason.map(str::to_owned)),
            None => (Status::Draft, Some(format!("of the status “{name}”"))),
        }
    }
}

/// Types with content.
const CONTENT: &[(&str, Kind)] = &[
    ("post", Kind::Post),
    ("page", Kind::Page),
    ("attachment", Kind::Attachment),
];

/// Types of WordPress and of well-known plugins that hold no content, and what they are.
const TECHNICAL: &[(&str, &str)] = &[
    ("revision", "an earlier version"),
    ("nav_menu_item", "a menu entry"),
    ("wp_block", "a reusable block"),
    ("wp_navigation", "a menu"),
    ("wp_template", "a template"),
    ("wp_template_part", "a part of a template"),
    ("wp_global_styles", "the site's styles"),
    ("custom_css", "a style sheet"),
    ("customize_changeset", "changes of the theme's settings"),
    ("oembed_cache", "a cached embed"),
    ("user_request", "a request of a user"),
    ("safecss", "a style sheet"),
    ("feedback", "an answer to a form"),
    ("jp_pay_order", "an order"),
    ("jp_mem_plan", "a plan for members"),
    ("scheduled-action", "a scheduled action"),
    ("postman_sent_mail", "a sent mail"),
    ("shop_order", "an order"),
    ("shop_order_refund", "a refund"),
    ("shop_coupon", "a coupon"),
    ("product_variation", "a variation of a product"),
    ("acf-field", "a custom field"),
    ("acf-field-group", "a group of custom fields"),
    ("wpcf7_contact_form", "a form"),
    ("wpforms", "a form"),
    ("mc4wp-form", "a form"),
    ("elementor_library", "a template"),
    ("et_pb_layout", "a template"),
    ("amp_validated_url", "a checked address"),
    ("polylang_mo", "translations"),
    ("spucpt", "a popup"),
];

/// Beginnings of the names of further such types: of WordPress's own site editor.
const TECHNICAL_STARTS: &[&str] = &["wp_", "acf-", "elementor_", "wpcode"];

/// The words for who may see an item, and why it is not taken where that is not plain.
const STATUSES: &[(&str, Status, Option<&str>)] = &[
    ("publish", Status::Public, None),
    ("inherit", Status::Public, None),
    ("draft", Status::Draft, None),
    (
        "auto-draft",
        Status::Draft,
        Some("saved by itself before anything was written"),
    ),
    ("pending", Status::Draft, Some("waiting for approval")),
    ("future", Status::Scheduled, None),
    ("private", Status::Private, None),
    ("trash", Status::Trashed, None),
    ("spam", Status::Spam, None),
];
