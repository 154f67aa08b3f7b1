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

/// Returns the signatures without the items that belong to a module or a type of the list which is not in the other `api.txt`
/// at all: a module that is gone stands for all that was in it.
#[must_use]
pub fn outermost(signatures: Vec<String>, other: &str) -> Vec<String> {
    let there: HashSet<&str> = lines(other).map(|line| path(line.signature())).collect();
    let whole: HashSet<String> = signatures
        .iter()
        .filter(|it| !it.starts_with(IMPL))
        .map(|it| path(it).to_owned())
        .filter(|path| !there.contains(path.as_str()))
        .collect();
    let is_inner = |signature: &String| {
        let path = path(signature);
        let is_below = path.match_indices("::").any(|(at, _)| whole.contains(&path[..at]));
        is_below || (signature.starts_with(IMPL) && whole.contains(path))
    };
    signatures.into_iter().filter(|it| !is_inner(it)).collect()
}

/// The beginning of the line of a trait's implementation.
const IMPL: &str = "impl ";

/// The path of the item of a signature, or of the type that implements a trait.
fn path(signature: &str) -> &str {
    let implementor = signature.strip_prefix(IMPL).and_then(|it| it.rsplit_once(" for ")).map(|(_, path)| path);
    let item = implementor.or(signature.strip_prefix("pub ")).unwrap_or(signature);
    let keywords = ["fn ", "struct ", "enum ", "mod ", "trait ", "const ", "static ", "type "];
    let item = keywords.iter().find_map(|keyword| item.strip_prefix(keyword)).unwrap_or(item);
    let reexport = item.strip_prefix("use ").map(|it| it.split_once(" as ").map_or(it, |(_, name)| name));
    let item = reexport.unwrap_or(item);
    let end = item.find(|c: char| !(c.is_alphanumeric() || "_:#".contains(c))).unwrap_or(item.len());
    item[..end].trim_end_matches(':')
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

    #[test]
    fn a_module_or_a_type_that_is_gone_stands_for_its_items() {
        let gone = [
            "pub mod a::gone",
            "pub struct a::gone::In: Clone",
            "pub use b::It as a::gone::It",
            "pub struct a::B: Clone",
            "pub a::B::size: i32",
            "impl Waiter<Operation = X> for a::B",
            "pub fn a::Client::get(&self) -> i32",
            "pub struct a::Changed: Clone",
            "pub fn a::Changed::get() -> i32",
            "impl Waiter<Operation = X> for a::Changed",
            "pub fn a::gone_too()",
        ];
        let other = "pub mod a\n#[cfg(feature = \"client\")] pub struct a::Client: Clone\npub struct a::Changed: Clone + Debug\n";
        let outer = outermost(gone.map(str::to_owned).to_vec(), other);
        let inner = [1, 2, 4, 5];
        let expected: Vec<&str> = (0..gone.len()).filter(|at| !inner.contains(at)).map(|at| gone[at]).collect();
        assert_eq!(outer, expected);
    }
}
