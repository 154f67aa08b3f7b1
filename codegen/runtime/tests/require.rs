//! `require!`: the member that it returns, and the error for a missing member.

use codegen_runtime::{IntoMember as _, Operation, ParseOptions, RetrySafety, Service, WithMetadata, require};

use crate::mini::{MiniError, SERVICE};

codegen_runtime::structure! {
    struct Tree = "TreeShape" {
        left: Box<Tree> = "leftTree",
        r#type: String = "type",
        branches: Vec<Tree> = "allBranches",
    }
}

fn leaf(name: &str) -> Tree {
    Tree { r#type: Some(name.to_owned()), ..Tree::default() }
}

#[test]
fn a_nested_member_is_returned() {
    let tree = Tree {
        left: Tree { branches: Some(vec![leaf("a"), leaf("b")]), ..Tree::default() }.into_member(),
        ..Tree::default()
    };
    assert_eq!(require!(tree.left.branches[1].r#type).map(String::as_str), Ok("b"));
    let borrowed = &tree;
    assert_eq!(require!(borrowed.left.branches).map(Vec::len), Ok(2));
    assert_eq!(require!(move tree.left.branches[0].r#type), Ok("a".to_owned()));
}

#[test]
fn a_missing_member_is_named_as_in_the_model() {
    let tree = Tree { branches: Some(vec![leaf("a")]), ..Tree::default() };
    let path = |missing: codegen_runtime::MissingMember| missing.to_string();
    assert_eq!(require!(tree.left.r#type).map_err(path), Err("TreeShape: missing member `leftTree`".to_owned()));
    let error = require!(tree.branches[0].left.r#type).expect_err("it is missing");
    assert_eq!((error.of(), error.path()), ("TreeShape", "allBranches[0].leftTree"));
    assert_eq!(require!(tree.branches[7]).map_err(path), Err("TreeShape: missing member `allBranches[7]`".to_owned()));
    assert_eq!(require!(move tree.left).map_err(path), Err("TreeShape: missing member `leftTree`".to_owned()));
}

codegen_runtime::structure! {
    /// An output whose members have the names of the fields of `WithMetadata`.
    struct GrowResponse = "GrowResponse" {
        output: Tree = "outputTree",
        metadata: String = "meta",
    }
    output of Grow
}

struct Grow;

impl Operation for Grow {
    type Input = Tree;
    type Output = GrowResponse;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Grow";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
}

fn grow(body: &'static str) -> WithMetadata<GrowResponse> {
    Grow::parse_with(&http::Response::new(body), ParseOptions::default()).expect("an output")
}

#[test]
fn an_output_with_its_metadata_is_the_root_of_a_path() {
    let response = grow(r#"{"outputTree": {"allBranches": [{"type": "a"}]}, "meta": "m"}"#);
    assert_eq!(require!(response.output.output.branches[0].r#type).map(String::as_str), Ok("a"));
    assert_eq!(require!(response.output.metadata).map(String::as_str), Ok("m"));
    let borrowed = &response;
    assert_eq!(require!(borrowed.output).and_then(|output| require!(output.metadata)).map(String::len), Ok(1));
    assert_eq!(require!(move response.output.output.branches[0].r#type), Ok("a".to_owned()));
}

#[test]
fn the_error_of_an_output_with_its_metadata_names_operation_and_path() {
    let response = grow(r#"{"outputTree": {"allBranches": [{}]}, "meta": 7}"#);
    let error = require!(response.output.output.branches[0].left.r#type).expect_err("it is missing");
    assert_eq!(error.to_string(), "Grow: missing member `outputTree.allBranches[0].leftTree`");
    let error = require!(response.output.output.r#type).expect_err("it is missing");
    assert_eq!((error.of(), error.path()), ("Grow", "outputTree.type"));
    let error = require!(response.output.metadata).expect_err("it cannot be read");
    assert_eq!(
        error.unreadable().map(codegen_runtime::UnreadableMember::reason),
        Some("expected a string, found a number")
    );
    let error = require!(move response.output.metadata).expect_err("it cannot be read");
    assert!(
        error.to_string().starts_with("Grow: missing member `meta`: the response's value cannot be read: "),
        "{error}"
    );
}
