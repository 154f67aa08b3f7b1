#![deny(deprecated)]

// A package whose own uses of the types that it retains are silent.
#[path = "../../golden/retained/retained/mod.rs"]
pub mod retained;

use retained::error::FireException;
use retained::types::Colour;

fn main() {
    let _structure = retained::types::Cover::default();
    let _value = Colour::Red;
    let _error = FireException::default();
    let _there = retained::types::Book::default();
}
