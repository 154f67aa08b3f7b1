//! Documentation, as CommonMark has it. botocore's is HTML, most of which is the same text as CommonMark, which may hold
//! HTML. Where it is not, the text is written anew.

use crate::model::{Documentation, Markup};
use crate::rust::docs::{self, Flavour};

/// Returns a text that says as CommonMark what the documentation says as it is marked up.
pub(super) fn text(documentation: &Documentation) -> String {
    let Documentation { text, markup } = documentation;
    if *markup == Markup::CommonMark {
        return text.clone();
    }
    let meant = docs::convert(text, Flavour::Html);
    if docs::convert(text, Flavour::CommonMark) == meant { text.clone() } else { meant.lines().join("\n") }
}
