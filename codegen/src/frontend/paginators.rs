//! Reads pagination: botocore's `paginators-1.json`, and the trait `codegen.model#paginated` of overlays and converted
//! models.

use std::collections::HashMap;

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::{Kind, Model, Operation, Pagination, member_path};
use crate::suggest::{did_you_mean, nearest_of_few};

pub(super) fn read(root: &Node<'_>, model: &mut Model) {
    let Some(all) = root.need("pagination") else { return };
    let places: HashMap<String, usize> =
        model.operations.iter().enumerate().map(|(i, operation)| (operation.id.name().to_owned(), i)).collect();
    for (name, node) in all.entries() {
        let mut pagination = pagination(&node);
        if let Some(&at) = places.get(name) {
            if let Some(pages) = &mut pagination {
                pages.items.retain(|path| !is_merged(model, &model.operations[at], path));
            }
            model.operations[at].paginated = pagination;
            continue;
        }
        let near = nearest_of_few(node.found(), name, model.operations.iter().map(|operation| operation.id.name()));
        let help = near.map_or("remove it".to_owned(), did_you_mean);
        node.at_key().error_with_help(Code::UnknownOperation, format!("the model has no operation `{name}`"), help);
    }
}

/// Returns whether a path leads to a number or a text, such as `Count` of DynamoDB's `Query`. botocore returns the sum
/// of the numbers, and the concatenation of the texts, of all pages. They are not items: each page has its own value.
fn is_merged(model: &Model, operation: &Operation, path: &str) -> bool {
    let path = member_path::parse(path);
    let end = path.and_then(|path| model.at_path(operation.output.as_ref(), &path));
    end.is_some_and(|shape| is_number(&shape.kind) || matches!(shape.kind, Kind::String | Kind::Enum(_)))
}

fn is_number(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long | Kind::Float | Kind::Double
    )
}

fn pagination(node: &Node<'_>) -> Option<Pagination> {
    let (input, output) = (node.need("input_token"), node.need("output_token"));
    Some(Pagination {
        input_token: one_or_more(&input?),
        output_token: one_or_more(&output?),
        items: node.get("result_key").as_ref().map(one_or_more).unwrap_or_default(),
        page_size: node.text_at("limit_key"),
        more_results: node.text_at("more_results"),
        ends_with_same_token: false,
        kept_items: Vec::new(),
        deprecated: None,
        origin: node.origin(),
    })
}

/// Reads a path or a list of paths.
fn one_or_more(node: &Node<'_>) -> Vec<String> {
    if let Some(path) = node.value().as_str() {
        return vec![path.to_owned()];
    }
    node.elements().filter_map(|node| node.text().map(str::to_owned)).collect()
}

/// Reads the trait `codegen.model#paginated`, which has all fields of a [`Pagination`].
pub(super) fn described(node: &Node<'_>) -> Option<Pagination> {
    node.object()?;
    let texts = |key: &str| node.get(key).as_ref().map(one_or_more).unwrap_or_default();
    let (input, output) = (node.need("inputToken"), node.need("outputToken"));
    Some(Pagination {
        input_token: one_or_more(&input?),
        output_token: one_or_more(&output?),
        items: texts("items"),
        page_size: node.text_at("pageSize"),
        more_results: node.text_at("moreResults"),
        ends_with_same_token: node.flag("endsWithSameToken"),
        kept_items: Vec::new(),
        deprecated: None,
        origin: node.origin(),
    })
}
