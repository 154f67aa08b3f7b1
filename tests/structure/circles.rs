//! Strongly connected components of a small graph.

use std::collections::{BTreeMap, BTreeSet};

/// The nodes that each node has an edge to, and what the edge carries.
pub(crate) type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The nodes that can be reached from a node over at least one edge.
fn reachable<'a>(graph: &'a Graph, start: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        let Some((_, edges)) = graph.get_key_value(node) else { continue };
        for next in edges.keys() {
            if found.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    found
}

/// The sets of nodes that can all reach each other, of two nodes or more.
pub(crate) fn circles(graph: &Graph) -> Vec<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|node| (node.as_str(), reachable(graph, node))).collect();
    let mut found: Vec<BTreeSet<&str>> = Vec::new();
    for (node, after) in &reached {
        let is_known = found.iter().any(|circle| circle.contains(node));
        if after.contains(node) && !is_known {
            found.push(after.iter().copied().filter(|other| reached[other].contains(node)).collect());
        }
    }
    found
}
