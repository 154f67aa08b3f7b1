//! The vocabulary: the words of `words/refused.txt` stand in no name, comment, message or guide of the project.
//!
//! Golden files, vectors, fixtures and generated files are left out: their text is a model's, or follows from the code.

mod lexer;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lexer::{Kind, Piece};
use tests::root;

/// Folders that are not searched, relative to the root of the project.
const LEFT_ALONE: [&str; 3] = ["tests/golden", "tests/vectors", "generated/src"];
/// Names of folders that are not searched anywhere.
const LEFT_ALONE_ANYWHERE: [&str; 3] = ["fixtures", "target", ".git"];

/// The part of a text that a refused word is looked for in.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Identifier,
    Docs,
    Both,
    /// As for `Docs`, but neither behind `there` nor before `longer` or `more`.
    Negation,
    /// The first word of a documentation comment.
    Beginning,
}

/// One line of the list.
struct Refused {
    /// The phrase as words. Lower case, except for [`Scope::Beginning`].
    words: Vec<String>,
    scope: Scope,
    replacement: &'static str,
}

/// One use of a refused word.
#[derive(Debug, PartialEq)]
struct Violation {
    line: usize,
    word: String,
    replacement: &'static str,
}

/// The list of refused words.
fn list() -> Vec<Refused> {
    let lines = include_str!("words/refused.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [word, scope, replacement] = line.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("refused.txt: `{line}` is not `word | scope | replacement`");
            };
            let scope = match scope {
                "identifier" => Scope::Identifier,
                "docs" => Scope::Docs,
                "both" => Scope::Both,
                "negation" => Scope::Negation,
                "beginning" => Scope::Beginning,
                other => {
                    panic!("refused.txt: `{other}` is not a scope; use identifier, docs, both, negation or beginning")
                }
            };
            Refused { words: word.split(' ').map(str::to_owned).collect(), scope, replacement }
        })
        .collect()
}

/// The words of prose, in lower case. Names in snake case are split.
fn prose_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The words of a name in snake or camel case, in lower case.
fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '_';
    for c in name.chars() {
        if c != '_' {
            if before == '_' || (c.is_uppercase() && !before.is_uppercase()) {
                words.push(String::new());
            }
            words.last_mut().expect("a word is open").extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// The uses of refused words in one piece of a file.
fn violations_of(piece: &Piece<'_>, list: &[Refused]) -> Vec<Violation> {
    let words = match piece.kind {
        Kind::Name => name_words(piece.text),
        Kind::Prose | Kind::Doc { .. } => prose_words(piece.text),
    };
    let is_refused = |refused: &&Refused| match (refused.scope, piece.kind) {
        (Scope::Beginning, Kind::Doc { first: true }) => {
            piece.text.split_whitespace().next() == Some(refused.words[0].as_str())
        }
        (Scope::Identifier | Scope::Both, Kind::Name) | (Scope::Docs | Scope::Both, Kind::Prose | Kind::Doc { .. }) => {
            words.windows(refused.words.len()).any(|window| window == refused.words)
        }
        (Scope::Negation, Kind::Prose | Kind::Doc { .. }) => negates(&words, &refused.words),
        _ => false,
    };
    let violation = |refused: &Refused| Violation {
        line: piece.line,
        word: refused.words.join(" "),
        replacement: refused.replacement,
    };
    list.iter().filter(is_refused).map(violation).collect()
}

/// Returns whether a text has a phrase such as `is` and `no`, which says of a thing that it is not another one. Behind `there`
/// and before `longer`, it says something else. Words before the piece are not known, so that a piece may begin with it.
fn negates(words: &[String], phrase: &[String]) -> bool {
    (1..words.len()).any(|at| {
        let is_other = matches!(words.get(at + phrase.len()).map(String::as_str), Some("longer" | "more") | None);
        words[at..].starts_with(phrase) && words[at - 1] != "there" && !is_other
    })
}

/// The uses of refused words in a file, in the order of its lines.
fn violations(pieces: &[Piece<'_>], list: &[Refused]) -> Vec<Violation> {
    pieces.iter().flat_map(|piece| violations_of(piece, list)).collect()
}

/// The Rust and Markdown files under a folder.
fn files(folder: &Path, root: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
        let is_left_alone = LEFT_ALONE.iter().any(|left| path == root.join(left))
            || LEFT_ALONE_ANYWHERE.iter().any(|name| path.file_name().is_some_and(|n| n == *name));
        if is_left_alone {
            continue;
        }
        if path.is_dir() {
            files(&path, root, found);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn the_project_uses_no_refused_word() {
    let (root, list) = (root(), list());
    let mut paths = Vec::new();
    files(&root, &root, &mut paths);
    paths.sort();
    assert!(paths.len() > 300, "only {} files were found under {}", paths.len(), root.display());
    let mut report = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let pieces = if is_rust { lexer::rust(&text) } else { lexer::markdown(&text) };
        let name = path.strip_prefix(&root).unwrap_or(&path).display();
        for Violation { line, word, replacement } in violations(&pieces, &list) {
            writeln!(report, "{name}:{line}: `{word}` is not used here; use: {replacement}")
                .expect("a string takes it");
        }
    }
    assert!(
        report.is_empty(),
        "{} refused words; tests/words/refused.txt lists them.\n{report}",
        report.lines().count()
    );
}

#[test]
fn a_refused_word_is_found_in_each_scope() {
    let found = violations(&lexer::rust(include_str!("words/bad.txt")), &list());
    let found: Vec<_> = found.iter().map(|violation| (violation.line, violation.word.replace(' ', "_"))).collect();
    let expected = [
        (1, "What"),
        (6, "told"),
        (6, "answer"),
        (7, "told"),
        (7, "told"),
        (7, "asked_for_again"),
        (8, "outgoing"),
        (9, "insists"),
        (10, "judges"),
        (13, "is_no"),
        (13, "known_are"),
        (14, "is_no"),
        (14, "are_no"),
    ];
    let expected: Vec<_> = expected.map(|(line, word)| (line, word.to_owned())).into();
    assert_eq!(found, expected);
}

#[test]
fn markdown_is_searched_outside_of_its_code() {
    let found = violations(&lexer::markdown("#Title\n\ntold\n```\ntold\n```\nTold.\n"), &list());
    let lines: Vec<_> = found.iter().map(|violation| violation.line).collect();
    assert_eq!(lines, [3, 7]);
}

#[test]
fn names_are_split_in_snake_and_camel_case() {
    assert_eq!(name_words("TestAnswer"), ["test", "answer"]);
    assert_eq!(name_words("told_HTTPError2"), ["told", "httperror2"]);
}
