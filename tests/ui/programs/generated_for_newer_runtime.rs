//! Code that needs a runtime that is yet to come: one error, and nothing of the code is looked at.

codegen_runtime::requires_runtime! {
    contract 1000;

    pub mod a_file_that_is_not_there;
    pub static SERVICE: codegen_runtime::SomethingToCome = codegen_runtime::SomethingToCome;
}

fn main() {}
