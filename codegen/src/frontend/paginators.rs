//! Reads pagination: botocore's `paginators-1.json`, and the trait `codegen.model#paginated` of overlays and converted
//! models.

use std::collections::HashMap;

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::{Model, Pagination};
use crate::suggest::nearest_of_few;

pub(super) fn read(root: &Node<'_>, model: &mut Model) {
    let Some(all) = root.need("pagination") else { return };
    let places: HashMap<String, usize> =
        model.operations.iter().enumerate().map(|(i, operation)| (operation.id.name().to_owned(), i)).collect();
    for (name, node) in all.entries() {
        let pagination = pagination(&node);
        if let Some(&at) = places.get(name) {
            model.operations[at].paginated = pagination;
            continue;
        }
        let near = nearest_of_few(node.found(), name, model.operations.iter().map(|operation| operation.id.name()));
        let help = near.map_or("remove it".to_owned(), |near| format!("did you mean `{near}`?"));
        node.at_key().error_with_help(Code::UnknownOperation, format!("the model has no operation `{name}`"), help);
    }
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
        deprecated: None,
        origin: node.origin(),
    })
}
