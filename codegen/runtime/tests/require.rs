//! `require!`: the member that it returns, and the error for a missing member.

use codegen_runtime::{IntoMember as _, require};

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
