//! Tokens and texts that all renderers write.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::item::{Deprecation, Type};
use crate::rust::module_path::ModulePath;
use crate::rust::names::ident;

/// The names of the package and the module around the generated code.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The package, as a path's first segment; empty if the code may be anywhere.
    pub(crate) package: &'a str,
    /// The service's module.
    pub(crate) module: &'a str,
}

impl Surroundings<'_> {
    /// Renders the path of the service's module, for code that is `depth` modules below it.
    pub(super) fn module_path(&self, depth: usize) -> TokenStream {
        path(&self.path().from(depth))
    }

    pub(super) fn path(&self) -> ModulePath<'_> {
        ModulePath::new(self.module, self.package.is_empty())
    }
}

/// Renders a path.
pub(super) fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(|segment| match segment {
        "crate" => quote!(crate),
        "self" => quote!(self),
        segment => path_segment(segment),
    });
    quote!(#(#segments)::*)
}

/// Renders a doc comment.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Renders a doc comment of one line.
pub(super) fn doc(line: &str) -> TokenStream {
    docs(&[line.to_owned()])
}

pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let Deprecation { since, note } = deprecation?;
    let since = since.as_ref().map(|since| quote!(since = #since));
    let note = note.as_ref().map(|note| quote!(note = #note));
    let arguments: Vec<TokenStream> = since.into_iter().chain(note).collect();
    let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
    Some(quote!(#[deprecated #arguments]))
}

/// Returns the attribute `#[deprecated]` as text, for a definition.
pub(super) fn deprecated_lines(deprecation: Option<&Deprecation>) -> Vec<String> {
    let Some(Deprecation { since, note }) = deprecation else { return Vec::new() };
    let since = since.as_ref().map(|since| format!("since = {}", literal(since)));
    match (since, note) {
        (None, None) => vec!["#[deprecated]".to_owned()],
        (Some(since), None) => vec![format!("#[deprecated({since})]")],
        (since, Some(note)) => {
            let lines = since.map(|since| format!("    {since},"));
            let note = folded(&literal(note), "    note = ");
            std::iter::once("#[deprecated(".to_owned()).chain(lines).chain(note).chain([")]".to_owned()]).collect()
        }
    }
}

/// Wraps a string literal. Each line ends with a backslash, which removes the line break and the following spaces from
/// the text.
fn folded(literal: &str, before: &str) -> Vec<String> {
    const WIDTH: usize = 88;
    let mut lines = vec![before.to_owned()];
    let mut is_start = true;
    for word in literal.split(' ') {
        let line = lines.last_mut().filter(|line| is_start || line.chars().count() + 1 + word.chars().count() < WIDTH);
        match line {
            Some(line) => line.push_str(&format!("{}{word}", if is_start { "" } else { " " })),
            // An empty word is a space, which the backslash would remove with the line break.
            None if word.is_empty() => lines.iter_mut().rev().take(1).for_each(|line| line.push(' ')),
            None => {
                lines.iter_mut().rev().take(1).for_each(|line| line.push_str(" \\"));
                lines.push(format!("        {word}"));
            }
        }
        is_start = false;
    }
    lines.iter_mut().rev().take(1).for_each(|line| line.push(','));
    lines
}

/// Returns a string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// Renders a path segment. `super` is not an identifier.
pub(super) fn path_segment(segment: &str) -> TokenStream {
    match segment {
        "super" => quote!(super),
        name => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Type::Path(path) => f.write_str(path),
            Type::List(element) => write!(f, "Vec<{element}>"),
            Type::Map(key, value) => write!(f, "BTreeMap<{key}, {value}>"),
            Type::Sparse(value) => write!(f, "Option<{value}>"),
            Type::Boxed(value) => write!(f, "Box<{value}>"),
            Type::Entry(key, value) => write!(f, "({key}, {value})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, literal};

    #[test]
    fn a_text_that_is_folded_stays_the_same() {
        for start in 70..100 {
            for gap in 1..5 {
                let text = format!("{}{}b {}", "a".repeat(start), " ".repeat(gap), "c ".repeat(100));
                let lines = folded(&literal(&text), "");
                let written = lines.join("\n");
                let read: syn::LitStr = syn::parse_str(written.trim_end_matches(',')).expect("a literal");
                assert_eq!(read.value(), text);
            }
        }
    }
}
