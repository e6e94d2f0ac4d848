//! Checks on one source. So far: where a source contradicts itself.

pub mod internal;
