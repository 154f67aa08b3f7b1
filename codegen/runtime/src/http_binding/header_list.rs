//! Lists in a header: elements separated by commas. An element with a comma or a quote is quoted, except for HTTP
//! dates, which have a comma and are not quoted.

use std::borrow::Cow;

use crate::codec::CodecError;

/// Joins elements to one line.
pub(super) fn join(elements: &[String], dates: bool) -> String {
    let quoted: Vec<_> = elements.iter().map(|element| if dates { element.into() } else { quote(element) }).collect();
    quoted.join(", ")
}

fn quote(element: &str) -> Cow<'_, str> {
    if !element.contains([',', '"']) {
        return element.into();
    }
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")).into()
}

/// Splits a line into its elements, without empty elements that are not quoted.
pub(super) fn split(line: &str, dates: bool) -> Result<Vec<Cow<'_, str>>, CodecError> {
    if dates {
        return Ok(split_dates(line));
    }
    let mut elements = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (element, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (rest[..end].trim_end().into(), &rest[end..])
            }
        };
        if !element.is_empty() || rest.starts_with('"') {
            elements.push(element);
        }
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Ok(elements)
}

/// Returns the element that begins after a quote, and the rest of the text from the comma after the element.
fn unquote(text: &str) -> Result<(Cow<'_, str>, &str), CodecError> {
    let mut element = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let after = text[at + 1..].trim_start();
                if after.is_empty() || after.starts_with(',') {
                    return Ok((element.into(), after));
                }
                return Err(CodecError::new("a list has something between a quoted element and the comma"));
            }
            '\\' => element.extend(chars.next().map(|(_, c)| c)),
            c => element.push(c),
        }
    }
    Err(CodecError::new("a list has a quote that does not end"))
}

/// Splits a line of HTTP dates. Every second comma separates dates; the others are inside of a date: `Mon, 16 Dec 2019
/// 23:48:18 GMT`.
fn split_dates(line: &str) -> Vec<Cow<'_, str>> {
    let commas: Vec<usize> = line.match_indices(',').map(|(at, _)| at).skip(1).step_by(2).collect();
    let starts = std::iter::once(0).chain(commas.iter().map(|at| at + 1));
    let ends = commas.iter().copied().chain([line.len()]);
    starts
        .zip(ends)
        .map(|(start, end)| line[start..end].trim())
        .filter(|date| !date.is_empty())
        .map(Cow::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{join, split};

    #[test]
    fn what_is_joined_is_split_again() {
        let lists: &[&[&str]] =
            &[&[], &["a"], &["a", "b c", "d"], &["b,c", "\"def\"", "a"], &["\\", "\\,\\\"", ","], &["é,", "😹"]];
        for list in lists {
            let list: Vec<String> = list.iter().map(|&element| element.to_owned()).collect();
            assert_eq!(split(&join(&list, false), false).expect("a list"), list);
        }
    }

    #[test]
    fn a_list_may_be_spaced_as_it_likes() {
        for line in ["a,b,c", "a, b, c", " a ,\tb,, c ,", "\"a\" , \"b\",c"] {
            assert_eq!(split(line, false).expect("a list"), ["a", "b", "c"], "{line}");
        }
        assert_eq!(split("\"\", a", false).expect("a list"), ["", "a"]);
    }

    #[test]
    fn a_quote_must_end_with_its_element() {
        for line in ["\"a", "\"a\\\"", "\"a\" b, c"] {
            assert!(split(line, false).is_err(), "{line}");
        }
    }

    #[test]
    fn a_date_keeps_its_comma() {
        let date = "Mon, 16 Dec 2019 23:48:18 GMT";
        for count in 0..4 {
            let dates = vec![date.to_owned(); count];
            assert_eq!(split(&join(&dates, true), true).expect("a list"), dates);
        }
    }
}
