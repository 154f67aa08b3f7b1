//! The names of enum variants: the words of the values on the wire. If values differ only in symbols, the symbols
//! become words, too.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase as _;

use super::{Scope, ascii_words};

/// Returns the names of an enum's variants, for the values on the wire, in their order. Names that are taken in the scope are
/// those of other values.
///
/// If values differ only in symbols, all of them have the symbols as words in their names, so that no name depends on
/// the order of the values: `a+` and `a-` become `APlus` and `AMinus`.
#[must_use]
pub fn variant_names(values: &[&str], scope: &mut Scope) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|value| variant_name(value)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *counts.entry(name).or_default() += 1;
    }
    let named = values.iter().zip(&plain).map(|(value, name)| match counts.get(name.as_str()) {
        Some(1) if !scope.has(name) => name.clone(),
        _ => from_words(value).unwrap_or_else(|| name.clone()),
    });
    let named: Vec<String> = named.collect();
    named.into_iter().map(|name| scope.claim(name)).collect()
}

/// Symbols that are words together.
const SYMBOLS: &[(&str, &str)] = &[
    ("<=", "LessThanOrEqual"),
    (">=", "GreaterThanOrEqual"),
    ("!=", "NotEqual"),
    ("<>", "NotEqual"),
    ("==", "EqualEqual"),
    ("&&", "AndAnd"),
    ("||", "OrOr"),
    ("=", "Equal"),
    ("<", "LessThan"),
    (">", "GreaterThan"),
    ("!", "Exclamation"),
    ("\"", "Quote"),
    ("#", "Hash"),
    ("$", "Dollar"),
    ("%", "Percent"),
    ("&", "Ampersand"),
    ("'", "Apostrophe"),
    ("(", "LeftParenthesis"),
    (")", "RightParenthesis"),
    ("*", "Asterisk"),
    ("+", "Plus"),
    (",", "Comma"),
    ("-", "Minus"),
    (".", "Dot"),
    ("/", "Slash"),
    (":", "Colon"),
    (";", "Semicolon"),
    ("?", "Question"),
    ("@", "At"),
    ("[", "LeftBracket"),
    ("\\", "Backslash"),
    ("]", "RightBracket"),
    ("^", "Caret"),
    ("_", "Underscore"),
    ("`", "Backtick"),
    ("{", "LeftBrace"),
    ("|", "Bar"),
    ("}", "RightBrace"),
    ("~", "Tilde"),
    (" ", "Space"),
];

/// Returns the name of a value with its symbols as words; `None` if it has no words, or begins with a digit.
fn from_words(value: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        if let Some((symbol, word)) = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            words.push_str(word);
            rest = &rest[symbol.len()..];
        } else if first.is_ascii_alphanumeric() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            words.push_str(&rest[..end].to_upper_camel_case());
            rest = &rest[end..];
        } else {
            words.push_str(&format!("U{:04X}", u32::from(first)));
            rest = &rest[first.len_utf8()..];
        }
    }
    let is_plain = value.is_empty() || value.chars().all(|c| c.is_ascii_alphanumeric());
    let words = if words.starts_with(|c: char| c.is_ascii_digit()) { format!("V{words}") } else { words };
    (!is_plain).then_some(words)
}

/// Returns the name of a variant for a value on the wire: `PENDING_CONCURRENCY` becomes `PendingConcurrency`.
#[must_use]
pub fn variant_name(value: &str) -> String {
    let camel = ascii_words(value).to_upper_camel_case();
    let camel = match camel.chars().next() {
        None => from_words(value).unwrap_or_else(|| "Empty".to_owned()),
        Some(first) if first.is_ascii_digit() => format!("V{}", between_digits(value).unwrap_or(camel)),
        Some(_) => camel,
    };
    match camel.as_str() {
        // `Unknown` is the variant of values that the model does not have.
        "Self" | "Unknown" => format!("{camel}Value"),
        _ => camel,
    }
}

/// Returns the words of a value with underscores between digits that were separate: `2.0` and `20` are two values.
fn between_digits(value: &str) -> Option<String> {
    let words: Vec<String> = value
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_upper_camel_case)
        .collect();
    let mut joined = words.first()?.clone();
    for word in &words[1..] {
        if joined.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            joined.push('_');
        }
        joined.push_str(word);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_do_not_depend_on_the_order_of_values() {
        let names = |values: &[&str]| variant_names(values, &mut Scope::default());
        assert_eq!(names(&["=", "<", "<="]), ["Equal", "LessThan", "LessThanOrEqual"]);
        assert_eq!(names(&["<=", "", "<", "="]), ["LessThanOrEqual", "Empty", "LessThan", "Equal"]);
        assert_eq!(names(&["a+", "a-", "b-c"]), ["APlus", "AMinus", "BC"]);
        assert_eq!(names(&["a-", "a", "a+"]), ["AMinus", "A", "APlus"]);
        assert_eq!(names(&["1+", "1-", "Unknown"]), ["V1Plus", "V1Minus", "UnknownValue"]);
        // Only the case differs, which no word expresses.
        assert_eq!(names(&["ab", "AB"]), ["Ab", "Ab2"]);
        // A name that another value has already.
        let mut scope = Scope::default();
        scope.claim("A".to_owned());
        assert_eq!(variant_names(&["a-", "b", "A"], &mut scope), ["AMinus", "B", "A2"]);
    }
}
