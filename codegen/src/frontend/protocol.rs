//! The protocol that a service is generated for, of all that its model lists: the one that is asked for, or else the
//! best that is supported. How a format lists protocols is the format's own.

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::{Protocol, listed as sentence};
use crate::suggest::nearest;

/// Chooses the protocol to generate, and returns it with the others that the model lists, in the order of preference.
/// Reports a protocol that is asked for and not listed, at `place`.
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
    // What is asked for alone is generated, and so it alone is what a converted model lists.
    if let Some(found) = listed.iter().position(|protocol| protocol.is_called(name)) {
        return Some((listed.swap_remove(found), Vec::new()));
    }
    let names: Vec<String> = listed.iter().map(|protocol| format!("`{}`", protocol.name())).collect();
    let all = if names.is_empty() { "no protocol".to_owned() } else { sentence(&names) };
    let message = format!("the service does not list the protocol `{name}`: it lists {all}");
    let known: Vec<String> = listed.iter().flat_map(|it| [it.name(), it.botocore_name().to_owned()]).collect();
    let near = nearest(name, known.iter().map(String::as_str).filter(|name| !name.is_empty()));
    let help = near.map_or("name a protocol that the model lists".to_owned(), |near| format!("did you mean `{near}`?"));
    place.error_with_help(Code::UnsupportedProtocol, message, help);
    None
}
