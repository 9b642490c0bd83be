//! Exports as wholes.
