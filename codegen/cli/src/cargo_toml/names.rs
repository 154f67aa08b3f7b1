//! The names that a new package can have. Cargo refuses some, and others would hide a crate that generated code names.

use crate::runtime::DEPENDENCY;

/// The names of crates that a package of the same name would hide, or that Cargo refuses.
const RESERVED: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// The remedy for a name that a package cannot have.
pub(super) const HELP: &str = "begin with a letter, use letters, digits, `-` and `_`, and no keyword of Rust (such as `async`) \
     nor the name of a standard crate (alloc, core, proc_macro, std, test): for example `clients`";

/// Returns why a package cannot have a name; `None` for one that it can have.
pub(super) fn refusal(name: &str) -> Option<&'static str> {
    let library = name.replace('-', "_");
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let is_keyword = name == "Self" || codegen::rust::names::module_name(&library) == format!("{library}_");
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        Some("it begins with a digit")
    } else if !is_plain {
        Some("it has other characters than letters, digits, `-` and `_`, or does not begin with a letter")
    } else if is_keyword {
        Some("Rust or a file system reserves it")
    } else if RESERVED.contains(&library.as_str()) {
        Some("it is the name of a standard crate")
    } else if library == DEPENDENCY.replace('-', "_") {
        Some("it is the name of the runtime library, which the package depends on")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_or_rust_reserves_are_refused() {
        for name in ["clients", "my-clients", "Clients2", "a", "testing", "stdlib", "async-clients"] {
            assert_eq!(refusal(name), None, "{name}");
        }
        for (name, why) in [
            ("1abc", "digit"),
            ("", "other characters"),
            ("_x", "does not begin with a letter"),
            ("a b", "other characters"),
            ("\u{e4}bc", "other characters"),
            ("async", "reserves"),
            ("fn", "reserves"),
            ("gen", "reserves"),
            ("Self", "reserves"),
            ("self", "reserves"),
            ("crate", "reserves"),
            ("test", "standard crate"),
            ("core", "standard crate"),
            ("std", "standard crate"),
            ("proc-macro", "standard crate"),
            ("codegen-runtime", "runtime library"),
        ] {
            assert!(refusal(name).is_some_and(|it| it.contains(why)), "{name}: {:?}", refusal(name));
        }
    }
}
