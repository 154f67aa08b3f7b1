//! The line endings of a file of somebody else's that is edited. Each line that an edit leaves as it is keeps its ending, and a new
//! line gets the ending that most lines of the file have.

use similar::{ChangeTag, TextDiff};

/// Returns a text whose lines end with `\n`.
pub(crate) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Returns the text of an edited file with the line endings of the file before the edit.
pub(crate) fn kept(before: &str, after: &str) -> String {
    let after = plain(after);
    let windows = before.matches("\r\n").count();
    if windows == 0 {
        return after;
    }
    let lines = before.matches('\n').count();
    if windows == lines {
        return after.replace('\n', "\r\n");
    }
    let ending = if windows * 2 > lines { "\r\n" } else { "\n" };
    let former: Vec<&str> = before.split_inclusive('\n').collect();
    let mut text = String::with_capacity(after.len());
    for change in TextDiff::from_lines(plain(before), after.as_str()).iter_all_changes() {
        match (change.tag(), change.old_index().and_then(|index| former.get(index))) {
            (ChangeTag::Delete, _) => {}
            (ChangeTag::Equal, Some(line)) => text.push_str(line),
            _ => text.push_str(&change.value().replace('\n', ending)),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_keeps_the_line_endings_of_the_file() {
        for (before, after, expected) in [
            ("a\nb\n", "a\r\nb\nc\n", "a\nb\nc\n"),
            ("a\r\nb\r\n", "a\nc\nb\n", "a\r\nc\r\nb\r\n"),
            ("a\r\nb", "a\nb\nc", "a\r\nb\r\nc"),
            ("a\r\nb\r\nc\n", "a\nd\nc\n", "a\r\nd\r\nc\n"),
            ("a\nb\nc\r\n", "a\nb\nc\nd\n", "a\nb\nc\r\nd\n"),
            ("", "a\nb\n", "a\nb\n"),
        ] {
            assert_eq!(kept(before, after), expected, "{before:?} -> {after:?}");
        }
    }
}
