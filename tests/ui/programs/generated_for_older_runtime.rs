//! Code that was generated before the runtime changed: one error, and nothing of the code is looked at.

codegen_runtime::requires_runtime! {
    contract 1;

    pub mod a_file_that_is_not_there;
    pub static SERVICE: codegen_runtime::SomethingThatWas = codegen_runtime::SomethingThatWas;
}

fn main() {}
