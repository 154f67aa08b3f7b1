//! Insisting on members of a structure: what is given, and what an error says of one that is absent.

use codegen_runtime::{IntoMember as _, insist};

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
fn what_is_there_is_given_however_deep() {
    let tree = Tree {
        left: Tree { branches: Some(vec![leaf("a"), leaf("b")]), ..Tree::default() }.into_member(),
        ..Tree::default()
    };
    assert_eq!(insist!(tree.left.branches[1].r#type).map(String::as_str), Ok("b"));
    let borrowed = &tree;
    assert_eq!(insist!(borrowed.left.branches).map(Vec::len), Ok(2));
    assert_eq!(insist!(move tree.left.branches[0].r#type), Ok("a".to_owned()));
}

#[test]
fn what_is_absent_is_named_as_in_the_model() {
    let tree = Tree { branches: Some(vec![leaf("a")]), ..Tree::default() };
    let path = |absent: codegen_runtime::Absent| absent.to_string();
    assert_eq!(insist!(tree.left.r#type).map_err(path), Err("TreeShape: leftTree is absent".to_owned()));
    let error = insist!(tree.branches[0].left.r#type).expect_err("it is absent");
    assert_eq!((error.of(), error.path()), ("TreeShape", "allBranches[0].leftTree"));
    assert_eq!(insist!(tree.branches[7]).map_err(path), Err("TreeShape: allBranches[7] is absent".to_owned()));
    assert_eq!(insist!(move tree.left).map_err(path), Err("TreeShape: leftTree is absent".to_owned()));
}
