//! The names of enum variants: words of the values on the wire, and of their symbols where only these distinguish them.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase as _;

use super::{Scope, ascii_words};

/// The names of an enum's variants, from the values on the wire and in their order.
///
/// Values that differ in symbols only have these as words in their names, all of them, so that no name depends on
/// which value comes first: `a+` and `a-` are `APlus` and `AMinus`.
#[must_use]
pub fn variant_names(values: &[&str]) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|value| variant_name(value)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *counts.entry(name).or_default() += 1;
    }
    let mut scope = Scope::default();
    scope.claim("Unknown".to_owned());
    let named = values.iter().zip(&plain).map(|(value, name)| match counts.get(name.as_str()) {
        Some(1) => name.clone(),
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

/// The name of a value with its symbols as words; `None` where it has none, or begins with a digit.
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

/// A variant's name, from the value on the wire: `PENDING_CONCURRENCY` is `PendingConcurrency`.
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

/// `2.0` and `20` are two values: digits that stood apart stay apart.
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
        let names = |values: &[&str]| variant_names(values);
        assert_eq!(names(&["=", "<", "<="]), ["Equal", "LessThan", "LessThanOrEqual"]);
        assert_eq!(names(&["<=", "", "<", "="]), ["LessThanOrEqual", "Empty", "LessThan", "Equal"]);
        assert_eq!(names(&["a+", "a-", "b-c"]), ["APlus", "AMinus", "BC"]);
        assert_eq!(names(&["a-", "a", "a+"]), ["AMinus", "A", "APlus"]);
        assert_eq!(names(&["1+", "1-", "Unknown"]), ["V1Plus", "V1Minus", "UnknownValue"]);
        // Only the case differs, for which there is no word.
        assert_eq!(names(&["ab", "AB"]), ["Ab", "Ab2"]);
    }
}
