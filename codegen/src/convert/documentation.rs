//! Converts documentation to CommonMark. botocore's documentation is HTML. Most of it is valid as CommonMark, which may
//! contain HTML, and stays unchanged; otherwise the text is converted.

use crate::model::{Documentation, Markup};
use crate::rust::docs::{self, Flavour};

/// Returns the documentation as CommonMark with the same content.
pub(super) fn text(documentation: &Documentation) -> String {
    let Documentation { text, markup } = documentation;
    if *markup == Markup::CommonMark {
        return text.clone();
    }
    let meant = docs::convert(text, Flavour::Html);
    if docs::convert(text, Flavour::CommonMark) == meant { text.clone() } else { meant.lines().join("\n") }
}
