//! The selection of the protocol to generate, among those that the model lists: the requested one, otherwise the first
//! supported one in the order of preference. Each format reads its list of protocols itself.

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::{Protocol, listed as sentence};
use crate::suggest::{did_you_mean, nearest};

/// Chooses the protocol to generate, and returns it with the others that the model lists, in the order of preference.
/// Reports a requested protocol that is not listed, at `place`.
pub(super) fn choose(
    mut listed: Vec<Protocol>,
    asked: Option<&str>,
    place: &Node<'_>,
) -> Option<(Protocol, Vec<Protocol>)> {
    listed.sort_by_key(Protocol::rank);
    listed.dedup();
    let Some(name) = asked else {
        let best = listed.iter().position(Protocol::is_supported).unwrap_or_default();
        let chosen = if listed.is_empty() { Protocol::None } else { listed.remove(best) };
        return Some((chosen, listed));
    };
    // A converted model lists only the requested protocol, because only that is generated.
    if let Some(found) = listed.iter().position(|protocol| protocol.is_called(name)) {
        return Some((listed.swap_remove(found), Vec::new()));
    }
    let names: Vec<String> = listed.iter().map(|protocol| format!("`{}`", protocol.name())).collect();
    let all = if names.is_empty() { "no protocol".to_owned() } else { sentence(&names) };
    let message = format!("the service does not list the protocol `{name}`: it lists {all}");
    let known: Vec<String> = listed.iter().flat_map(|it| [it.name(), it.botocore_name().to_owned()]).collect();
    let near = nearest(name, known.iter().map(String::as_str).filter(|name| !name.is_empty()));
    let help = near.map_or("name a protocol that the model lists".to_owned(), did_you_mean);
    place.error_with_help(Code::UnsupportedProtocol, message, help);
    None
}
