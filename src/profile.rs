//! Profiles: what a platform looks like, as a table.

/// One platform.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The platform's name.
    pub name: String,
}
