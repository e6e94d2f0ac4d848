//! A diff for facts.
//!
//! Several sources report one event; factdiff says, fact by fact, who agrees, who is more precise, who contradicts
//! whom, who is silent, and where a source contradicts itself, each with the words that show it.
//!
//! ```text
//! claim sets ─ load ─ claims ─ align ─ diff ─ verdict ─ report ─ text, markdown, html, json, csv, sarif, …
//! ```
//!
//! The order of the modules below is the layering, lowest first: a module uses only those before it.

pub mod error;
mod threads;
pub mod span;
pub mod fingerprint;
pub mod metrics;
pub mod text;
mod json;
pub mod value;
pub mod claim;
pub mod finding;
pub mod policy;

pub mod extract;
pub mod load;
pub mod judgement;
#[cfg(feature = "encoder")]
pub mod encoder;
pub mod align;
pub mod calibrate;
pub mod diff;
pub mod origin;
pub mod lint;
pub mod fix;
pub mod verdict;
pub mod versions;
pub mod rules;
pub mod config;
pub mod schema;
pub mod report;
pub mod cli;
