//! The text for a person.

use super::super::describe;
use super::{Difference, missing, stray};

const COMMAND: &str = "cargo xtask codegen";

fn stale(path: &str, old: &[u8], new: &str) -> Difference {
    Difference::Stale { path: path.to_owned(), diff: describe::diff(path, old, new) }
}

#[test]
fn lists_then_shows_then_names_the_command_to_run() {
    let differences = [
        Difference::Interrupted,
        missing("src/a.rs"),
        stale("src/b.rs", b"one\ntwo\n", "one\nthree\n"),
        stray("src/c.rs"),
    ];
    let expected = "\
interrupted .codegen-staging (a run was stopped; the next one undoes its changes)
missing src/a.rs
stale src/b.rs
stray src/c.rs

--- src/b.rs (on disk)
+++ src/b.rs (generated)
@@ -1,2 +1,2 @@
 one
-two
+three

to repair, run: cargo xtask codegen
";
    assert_eq!(describe(&differences, COMMAND, false), expected);
}

#[test]
fn nothing_to_say_about_no_differences() {
    assert_eq!(describe(&[], COMMAND, true), "");
}

#[test]
fn colour_only_adds_escapes() {
    let differences = [stale("src/b.rs", b"one\ntwo\n", "one\nthree\n"), stray("src/c.rs")];
    let plain = describe(&differences, COMMAND, false);
    let mut coloured = describe(&differences, COMMAND, true);
    assert!(coloured.contains("\x1b[31m-two\x1b[0m\n"), "{coloured:?}");
    assert!(coloured.contains("\x1b[32m+three\x1b[0m\n"), "{coloured:?}");
    while let Some(start) = coloured.find('\x1b') {
        let end = start + coloured[start..].find('m').unwrap();
        coloured.replace_range(start..=end, "");
    }
    assert_eq!(coloured, plain);
}

#[test]
fn long_diffs_are_cut_one_by_one_and_all_together() {
    let new = "line\n".repeat(100);
    let long: Vec<_> = (0..8).map(|n| stale(&format!("src/{n}.rs"), b"", &new)).collect();
    let text = describe(&long, COMMAND, false);

    // Two lines of header and one of position come before the hundred.
    assert!(text.contains("... 43 more lines of the diff of src/0.rs\n"), "{text}");
    assert!(text.contains("... 103 more lines of the diff of src/7.rs\n"), "{text}");
    assert_eq!(text.matches("+line\n").count(), 5 * 57);
}

#[test]
fn differences_that_a_diff_would_not_show() {
    let endings = describe(&[stale("a", b"x\r\ny\r\n", "x\ny\n")], COMMAND, false);
    assert!(endings.contains("only line endings differ"), "{endings}");
    let bytes = describe(&[stale("a", b"x\xff\n", "x\u{fffd}\n")], COMMAND, false);
    assert!(bytes.contains("not UTF-8"), "{bytes}");
    let one = describe(&[stale("a", b"x\r\ny\n", "x\nz\n")], COMMAND, false);
    assert!(one.contains("-x\\r\n"), "{one}");
    let end = describe(&[stale("a", b"x", "x\n")], COMMAND, false);
    assert!(end.contains("No newline at end of file"), "{end}");
}

#[test]
fn what_lies_on_disk_does_not_steer_the_terminal() {
    let text = describe(&[stray("a\x1b[2J\nstray b"), stale("c", b"\x1b]0;x\x07\n", "")], COMMAND, false);
    assert!(!text.contains('\x1b'));
    assert!(text.contains("stray a\\u{1b}[2J\\nstray b\n"), "{text}");
}
