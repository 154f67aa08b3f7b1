//! Reads the `partitions.json` of AWS's SDKs.

use super::json::Node;
use crate::diagnostic::Code;
use crate::partitions::Partition;

pub(super) fn read(root: &Node<'_>) -> Vec<Partition> {
    let all = root.need("partitions");
    all.iter().flat_map(Node::elements).filter_map(|node| partition(&node)).collect()
}

fn partition(node: &Node<'_>) -> Option<Partition> {
    let text = |node: &Node<'_>, name: &str| node.need(name).and_then(|node| node.text().map(str::to_owned));
    let flag = |node: &Node<'_>, name: &str| node.need(name).and_then(|node| node.boolean());
    let outputs = node.need("outputs")?;
    let regions = node.need("regions")?;
    Some(Partition {
        id: text(node, "id")?,
        dns_suffix: text(&outputs, "dnsSuffix")?,
        dual_stack_dns_suffix: text(&outputs, "dualStackDnsSuffix")?,
        supports_fips: flag(&outputs, "supportsFIPS")?,
        supports_dual_stack: flag(&outputs, "supportsDualStack")?,
        implicit_global_region: text(&outputs, "implicitGlobalRegion")?,
        regions: regions.entries().map(|(name, _)| name.to_owned()).collect(),
        region_prefixes: prefixes(&node.need("regionRegex")?)?,
    })
}

/// Reads the prefixes of region names from a regular expression. Every published expression is a prefix, or alternative
/// prefixes, before a word and a number, so that the generated code needs no regular expressions.
fn prefixes(node: &Node<'_>) -> Option<Vec<String>> {
    let regex = node.text()?;
    let prefix = regex.strip_prefix('^').and_then(|rest| rest.strip_suffix(r"\-\w+\-\d+$"));
    let all = prefix.map(|prefix| match prefix.split_once('(') {
        None => vec![prefix.replace(r"\-", "-")],
        Some((before, alternatives)) => {
            let before = before.replace(r"\-", "-");
            alternatives.trim_end_matches(')').split('|').map(|one| format!("{before}{one}")).collect()
        }
    });
    let plain = |one: &String| one.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let all = all.filter(|all| all.iter().all(plain));
    if all.is_none() {
        node.error_with_help(
            Code::UnsupportedRegions,
            format!("the expression `{regex}` has a form that is not supported"),
            r"expected `^prefix\-\w+\-\d+$`, where the prefix may hold alternatives in parentheses",
        );
    }
    all
}
