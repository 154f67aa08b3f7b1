//! The file of an overlay: `apply` statements of Smithy's JSON AST. The traits are those of Smithy if it has a suitable
//! one.

use super::json::Node;
use super::{paginators, waiters};
use crate::diagnostic::Code;
use crate::model::{Deprecated, Documentation, Example, Markup, PAGES, Pagination, ShapeId};
use crate::overlay::{Correction, Entry, Overlay};
use crate::suggest::{did_you_mean, nearest};

/// The traits that an overlay may apply.
const TRAITS: &[&str] = &[
    "smithy.api#clientOptional",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#examples",
    "smithy.api#idempotent",
    "smithy.api#paginated",
    "smithy.api#readonly",
    "smithy.api#sensitive",
    "smithy.waiters#waitable",
    PAGES,
    "codegen.overlay#notIdempotent",
];

pub(super) fn read(root: &Node<'_>) -> Overlay {
    let mut entries = Vec::new();
    if let Some(version) = root.need("smithy")
        && !version.text().is_some_and(|version| version.starts_with('2'))
    {
        version.error_with_help(
            Code::UnsupportedFormat,
            "this version of Smithy's JSON AST is not known",
            "use \"2.0\"",
        );
    }
    let shapes = root.need("shapes");
    for (id, node) in shapes.iter().flat_map(Node::entries) {
        let Some(target) = ShapeId::parse(id) else {
            node.at_key().error_with_help(
                Code::InvalidName,
                format!("`{id}` is not an absolute shape ID"),
                "write `namespace#Shape` or `namespace#Shape$member`",
            );
            continue;
        };
        let kind = node.need("type").and_then(|kind| kind.text());
        if kind.is_some_and(|kind| kind != "apply") {
            node.error_with_help(
                Code::NotAnApplyStatement,
                "an overlay can only hold `apply` statements",
                "define shapes in the model",
            );
            continue;
        }
        let traits = node.need("traits");
        for (name, node) in traits.iter().flat_map(Node::entries) {
            if let Some(correction) = correction(name, &node) {
                entries.push(Entry { target: target.clone(), correction, origin: node.origin() });
            }
        }
    }
    Overlay { entries }
}

fn correction(name: &str, node: &Node<'_>) -> Option<Correction> {
    Some(match name {
        "smithy.api#documentation" => {
            Correction::Documentation(Documentation { text: node.text()?.to_owned(), markup: Markup::CommonMark })
        }
        "smithy.api#deprecated" => Correction::Deprecated(node.object().map(|()| deprecated(node))?),
        "smithy.api#clientOptional" => node.object().map(|()| Correction::ClientOptional)?,
        "smithy.api#sensitive" => node.object().map(|()| Correction::Sensitive)?,
        "smithy.api#readonly" => node.object().map(|()| Correction::ReadOnly)?,
        "smithy.api#idempotent" => node.object().map(|()| Correction::Idempotent)?,
        "codegen.overlay#notIdempotent" => node.object().map(|()| Correction::NotIdempotent)?,
        "smithy.api#examples" => Correction::Examples(examples(node)?),
        "smithy.api#paginated" => Correction::Paginated(paginated(node)?),
        PAGES => Correction::Paginated(paginators::described(node)?),
        "smithy.waiters#waitable" => {
            node.object()?;
            let read = waiters::waitable(node);
            // If one waiter is invalid, none is applied, because the rest alone was not intended.
            (read.len() == node.entries().count()).then_some(Correction::Waitable(read))?
        }
        other => {
            let near = nearest(other, TRAITS.iter().copied());
            let help = near.map_or(format!("expected one of {}", TRAITS.join(", ")), did_you_mean);
            node.at_key().error_with_help(
                Code::UnknownTrait,
                format!("an overlay cannot apply the trait `{other}`"),
                help,
            );
            return None;
        }
    })
}

/// Reads examples. If one is invalid, none is returned, because the rest alone was not intended.
fn examples(node: &Node<'_>) -> Option<Vec<Example>> {
    let read: Vec<Option<Example>> = node.elements().map(|node| example(&node)).collect();
    node.value().as_array()?;
    read.into_iter().collect()
}

fn example(node: &Node<'_>) -> Option<Example> {
    let (title, input) = (node.need("title"), node.need("input"));
    let input = input?;
    Some(Example { title: title?.text()?.to_owned(), input: input.as_value(), origin: input.origin() })
}

fn deprecated(node: &Node<'_>) -> Deprecated {
    Deprecated { since: node.text_at("since"), message: node.text_at("message") }
}

fn paginated(node: &Node<'_>) -> Option<Pagination> {
    let (input, output) = (node.need("inputToken"), node.need("outputToken"));
    Some(Pagination {
        input_token: vec![input?.text()?.to_owned()],
        output_token: vec![output?.text()?.to_owned()],
        items: node.text_at("items").into_iter().collect(),
        page_size: node.text_at("pageSize"),
        more_results: None,
        ends_with_same_token: false,
        kept_items: Vec::new(),
        deprecated: None,
        origin: node.origin(),
    })
}
