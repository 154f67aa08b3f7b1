//! The items that one `api.txt` has and a later one lacks: what breaks dependents, found without a model of either side.

use std::collections::HashSet;

/// Returns the signatures of the items that an `api.txt` has and a later one no longer has, or has otherwise. An item that is
/// deprecated now, or that no longer needs a feature, is not lost.
#[must_use]
pub fn lost(before: &str, after: &str) -> Vec<String> {
    let later: HashSet<Line<'_>> = lines(after).collect();
    let is_lost = |line: &Line<'_>| !later.contains(line) && !later.contains(&Line { feature: None, ..*line });
    lines(before).filter(is_lost).map(|line| line.signature().to_owned()).collect()
}

/// An item as a line shows it, whether it is deprecated or not.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Line<'a> {
    feature: Option<&'a str>,
    rest: &'a str,
}

impl<'a> Line<'a> {
    /// The text from `pub` on.
    fn signature(self) -> &'a str {
        self.rest.strip_prefix("#[non_exhaustive] ").unwrap_or(self.rest)
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().filter(|line| !line.is_empty() && !is_comment(line)).map(|line| {
        let (feature, rest) = attribute(line, "#[cfg(");
        let (_, rest) = attribute(rest, "#[deprecated");
        Line { feature, rest }
    })
}

fn is_comment(line: &str) -> bool {
    line == "#" || line.starts_with("# ")
}

/// Takes an attribute off the beginning of a line.
fn attribute<'a>(line: &'a str, start: &str) -> (Option<&'a str>, &'a str) {
    match line.split_once("] ").filter(|_| line.starts_with(start)) {
        Some((attribute, rest)) => (Some(attribute), rest),
        None => (None, line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_lost_if_it_is_gone_or_has_another_signature() {
        let before = "# The API.\n#\n\npub a::gone: bool\n#[non_exhaustive] pub struct a::Closed: Clone\npub fn a::f(&self) -> i32\n\
                      #[deprecated(since = \"1.0.0\")] pub a::old: bool\n#[cfg(feature = \"client\")] pub fn a::free()\npub fn a::bound()\n";
        let after = "# Another text.\npub a::new: bool\npub struct a::Closed: Clone\n#[deprecated] pub fn a::f(&self) -> i32\n\
                     pub a::old: bool\npub fn a::free()\n#[cfg(feature = \"client\")] pub fn a::bound()\n";
        assert_eq!(lost(before, after), ["pub a::gone: bool", "pub struct a::Closed: Clone", "pub fn a::bound()"]);
        assert!(lost(before, before).is_empty() && lost("", before).is_empty());
        let other = before.replace("-> i32", "-> i64");
        assert_eq!(lost(before, &other), ["pub fn a::f(&self) -> i32"]);
    }
}
