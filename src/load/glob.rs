//! Patterns for files that a search leaves out: `*` within a name, `**` across folders.

/// A pattern such as `drafts`, `*.old.yaml` or `2025/**/raw`. Without a `/` it speaks of a name at any depth.
#[derive(Debug)]
pub(super) struct Glob {
    parts: Vec<String>,
}

impl Glob {
    pub(super) fn new(pattern: &str) -> Glob {
        let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
        let anywhere = (!pattern.contains('/')).then(|| "**".to_owned());
        Glob { parts: anywhere.into_iter().chain(pattern.split('/').map(str::to_owned)).collect() }
    }

    /// Whether a path, `/` between its parts, is meant.
    pub(super) fn matches(&self, path: &str) -> bool {
        let names: Vec<&str> = path.split('/').collect();
        wild(
            &self.parts,
            &names,
            |part| part == "**",
            |part, name| {
                let (part, name): (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
                wild(&part, &name, |&c| c == '*', |a, b| a == b)
            },
        )
    }
}

/// Matches with one kind of wildcard, in at most `pattern` times `items` steps: only the last star is ever tried again.
fn wild<P, T>(
    pattern: &[P],
    items: &[T],
    is_star: impl Fn(&P) -> bool,
    fits: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut p, mut i) = (0, 0);
    let mut last_star = None;
    while i < items.len() {
        if p < pattern.len() && is_star(&pattern[p]) {
            last_star = Some((p, i));
            p += 1;
        } else if p < pattern.len() && fits(&pattern[p], &items[i]) {
            p += 1;
            i += 1;
        } else if let Some((star, taken)) = last_star {
            last_star = Some((star, taken + 1));
            (p, i) = (star + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(is_star)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_in_a_name_and_two_cross_folders() {
        let cases = [
            ("drafts", "a/drafts", true),
            ("drafts", "drafts-2", false),
            ("*.old.yaml", "2025/a.old.yaml", true),
            ("2025/*.yaml", "2025/a.yaml", true),
            ("2025/*.yaml", "2025/b/a.yaml", false),
            ("2025/**/raw", "2025/a/b/raw", true),
            ("2025/**/raw", "2025/raw", true),
            ("./drafts/", "drafts", true),
            ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(Glob::new(pattern).matches(path), expected, "{pattern} {path}");
        }
    }
}
