//! Yes or no.

use super::Comparison;

/// A yes or a no, written in one of YAML 1.1's ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Yes is true.
    pub yes: bool,
    /// As written.
    pub shown: String,
}

impl Flag {
    /// Reads `yes`, `no`, `true`, `false`, in any case.
    pub fn read(text: &str) -> Option<Flag> {
        let yes = match text.to_ascii_lowercase().as_str() {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => return None,
        };
        Some(Flag { yes, shown: text.to_owned() })
    }

    /// Compares two answers.
    pub fn compare(&self, other: &Flag) -> Comparison {
        if self.yes == other.yes { Comparison::Same { exact: true } } else { Comparison::Disjoint }
    }
}
