//! The contract between generated code and this library, so that a mismatch is one error, which says what to update.
//!
//! The contract is a number, here and in the generator. It is raised when generated code needs something that older
//! versions of this library lack, or when this library removes something that earlier generated code needs. To raise
//! it, write the new number in the first rule of [`requires_runtime!`](crate::requires_runtime), and the old one in the
//! second.

/// Compiles its items if this library has the contract that they need. Otherwise the items are left out, and one error says
/// whether to update this library or to generate the code again.
///
/// ```
/// codegen_runtime::requires_runtime! {
///     contract 2;
///
///     pub mod types {}
/// }
/// ```
///
/// ```compile_fail
/// codegen_runtime::requires_runtime! {
///     contract 1000;
///
///     pub mod types {}
/// }
/// ```
#[macro_export]
macro_rules! requires_runtime {
    (contract 2; $($item:item)*) => { $($item)* };
    (contract 1; $($items:tt)*) => {
        compile_error!(
            "this code was generated for an older runtime than the `codegen-runtime` that it is compiled with: generate it \
             again with a generator of the runtime's version, or go back to the runtime that it was generated for"
        );
    };
    (contract $newer:literal; $($items:tt)*) => {
        compile_error!(concat!(
            "this code was generated for a newer runtime than the `codegen-runtime` that it is compiled with (contract ",
            stringify!($newer),
            "): update the dependency `codegen-runtime` in Cargo.toml to the generator's version, or generate the code again \
             with a generator of the runtime's version"
        ));
    };
}
