//! The names of generated code: case conversion, keywords, the prelude, and conflicts. Only this file and
//! `names/variant.rs` use heck.

mod variant;

use std::collections::{BTreeMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

pub use variant::{variant_name, variant_names};

/// Spellings that heck would split incorrectly, with their replacements.
const ACRONYMS: &[(&str, &str)] = &[
    ("ACLs", "Acls"),
    ("AMIs", "Amis"),
    ("APIs", "Apis"),
    ("ARNs", "Arns"),
    ("CIDRs", "Cidrs"),
    ("DBs", "Dbs"),
    ("EIPs", "Eips"),
    ("GiB", "Gib"),
    ("IDs", "Ids"),
    ("IOPS", "Iops"),
    ("IPs", "Ips"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("KiB", "Kib"),
    ("KMSs", "Kmss"),
    ("MiB", "Mib"),
    ("OAuth", "Oauth"),
    ("SSEs", "Sses"),
    ("TiB", "Tib"),
    ("URIs", "Uris"),
    ("URLs", "Urls"),
    ("VCpu", "Vcpu"),
    ("VPCs", "Vpcs"),
    ("vCpu", "Vcpu"),
];

/// The keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// The keywords that can be raw identifiers, by the edition that reserved them.
const KEYWORDS: &[&str] = &[
    // 2015
    "abstract", "as", "become", "box", "break", "const", "continue", "do", "else", "enum", "extern", "false", "final",
    "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "static", "struct", "trait", "true", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", // 2018
    "async", "await", "dyn", "try", // 2024
    "gen",
];

/// The types that generated code uses without a path, so that no shape may have these names.
const TAKEN_TYPES: &[&str] = &[
    "BTreeMap", "Box", "Client", "Default", "Err", "FnMut", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// The further types, traits and modules that the file of an operation names, beside the operation and its waiters.
const TAKEN_BESIDE_OPERATIONS: &[&str] = &["AsRef", "Duration", "Iterator", "Sender", "ToString"];

/// Methods of structures and builders that are not setters or accessors.
pub(crate) const TAKEN_METHODS: &[&str] = &["build", "builder", "send", "unreadable_member_reports"];

/// Returns the name of a type: `VPCEConfiguration` becomes `VpceConfiguration`.
#[must_use]
pub fn type_name(name: &str) -> String {
    let camel = prepared(name).to_upper_camel_case();
    let camel = if camel.starts_with(|c: char| c.is_ascii_digit()) { format!("V{camel}") } else { camel };
    match camel.as_str() {
        "" | "Self" => format!("{camel}Value"),
        taken if TAKEN_TYPES.contains(&taken) => format!("{camel}Value"),
        _ => camel,
    }
}

/// Returns the name of the type of an operation or of a waiter. The file of an operation has further names in scope.
#[must_use]
pub fn operation_name(name: &str) -> String {
    let name = type_name(name);
    if TAKEN_BESIDE_OPERATIONS.contains(&name.as_str()) { format!("{name}Value") } else { name }
}

/// Returns the name of a field, its setter and its accessor, without `r#`.
#[must_use]
pub fn field_name(name: &str) -> String {
    let snake = prepared(name).to_snake_case();
    let snake = if snake.starts_with(|c: char| c.is_ascii_digit()) { format!("_{snake}") } else { snake };
    match snake.as_str() {
        "" => "value".to_owned(),
        taken if NEVER_RAW.contains(&taken) || TAKEN_METHODS.contains(&taken) => format!("{snake}_"),
        _ => snake,
    }
}

/// Returns the name of a module, which is also that of a file.
#[must_use]
pub fn module_name(name: &str) -> String {
    let snake = shortened(field_name(name));
    let is_taken = KEYWORDS.contains(&snake.as_str()) || snake == "mod" || DEVICES.contains(&snake.as_str());
    if is_taken { format!("{snake}_") } else { snake }
}

/// The file names that Windows reserves for devices, with any extension.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The maximum length of the name of a module in bytes. File systems allow 255, with the extension.
const LONGEST_MODULE: usize = 200;

/// Shortens a name that is too long for a file. A hash of the whole name (FNV-1a) is appended, so that the result does
/// not depend on other names.
fn shortened(name: String) -> String {
    if name.len() <= LONGEST_MODULE {
        return name;
    }
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}_{hash:016x}", name[..LONGEST_MODULE - 17].trim_end_matches('_'))
}

/// Returns the name of an operation's method, which is also that of its module.
#[must_use]
pub fn method_name(name: &str) -> String {
    let module = module_name(name);
    // The client has functions with these names.
    if matches!(
        module.as_str(),
        "from_conf" | "new" | "with_endpoint_params" | "with_host_prefix" | "with_interceptor" | "with_parse_options"
    ) {
        format!("{module}_")
    } else {
        module
    }
}

/// The kind of an item whose name is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A type or a trait.
    Type,
    /// A method or a module.
    Value,
    /// A field or a variant.
    Any,
}

/// Returns whether a name is one that the generator could have given to an item of a kind.
#[must_use]
pub fn is_name(name: &str, kind: NameKind) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && name != "_";
    let is_upper = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_lower = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let is_type = is_upper && !TAKEN_TYPES.contains(&name) && name != "Self";
    let is_field = is_lower && !NEVER_RAW.contains(&name) && !TAKEN_METHODS.contains(&name);
    is_plain
        && match kind {
            NameKind::Type => is_type,
            NameKind::Value => is_field && module_name(name) == name,
            // A variant may have the name of a type, which is in another scope.
            NameKind::Any => is_field || is_upper && name != "Self",
        }
}

/// Returns the identifier of a name, which is raw if the name is a keyword.
///
/// # Panics
/// Never for names from this module.
#[must_use]
pub fn ident(name: &str) -> Ident {
    if KEYWORDS.contains(&name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// Returns a name as it is written, with `r#` if it is a keyword.
#[must_use]
pub fn written(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

fn prepared(name: &str) -> String {
    let mut name = ascii_words(name);
    // Few names have one, and to look for each in each name is slow.
    let begins_acronym = |at: usize| ACRONYMS.iter().any(|(from, _)| name[at..].starts_with(from));
    if !(0..name.len()).any(begins_acronym) {
        return name;
    }
    for (from, to) in ACRONYMS {
        if name.contains(from) {
            name = at_word_ends(&name, from, to);
        }
    }
    name
}

/// Replaces `from` unless a lower-case letter follows, because it is part of another word then.
fn at_word_ends(name: &str, from: &str, to: &str) -> String {
    let mut all = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(from) {
        let after = &rest[at + from.len()..];
        let ends = from.ends_with("Cpu") || !after.starts_with(|c: char| c.is_ascii_lowercase());
        all.push_str(&rest[..at]);
        all.push_str(if ends { to } else { from });
        rest = after;
    }
    all + rest
}

/// Replaces all characters but ASCII letters and digits by underscores.
fn ascii_words(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// The unique names of one scope. The first use of a name gets it unchanged, and a number is appended for further ones.
///
/// Names are claimed in the model's order, to which services append, so that existing names do not change.
#[derive(Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    next: BTreeMap<String, usize>,
}

impl Scope {
    /// Returns whether the name is taken.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Claims a name. Returns it, with a number appended if it is taken.
    pub fn claim(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let next = self.next.entry(name.clone()).or_insert(1);
        loop {
            *next += 1;
            let separator = if name.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            let candidate = format!("{name}{separator}{next}");
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_fields_and_variants_are_named_as_rust_does() {
        for (name, ty, field) in [
            ("projectArn", "ProjectArn", "project_arn"),
            ("CPU", "Cpu", "cpu"),
            ("VPCEConfiguration", "VpceConfiguration", "vpce_configuration"),
            ("DBClusterARNs", "DbClusterArns", "db_cluster_arns"),
            ("MemoryMiB", "MemoryMib", "memory_mib"),
            ("VCpuCount", "VcpuCount", "vcpu_count"),
            ("IPv6Address", "Ipv6Address", "ipv6_address"),
            ("userIDs", "UserIds", "user_ids"),
            ("osVersion", "OsVersion", "os_version"),
            ("String", "StringValue", "string"),
            ("Option", "OptionValue", "option"),
            ("self", "SelfValue", "self_"),
            ("type", "Type", "type"),
            ("gen", "Gen", "gen"),
            ("build", "Build", "build_"),
            ("x_1", "X1", "x_1"),
        ] {
            assert_eq!((type_name(name).as_str(), field_name(name).as_str()), (ty, field), "{name}");
        }
        for (value, variant) in [
            ("PENDING_CONCURRENCY", "PendingConcurrency"),
            ("UNKNOWN", "UnknownValue"),
            ("SELF", "SelfValue"),
            ("Err", "Err"),
            ("t2.micro", "T2Micro"),
            ("2.0", "V2_0"),
            ("20", "V20"),
            ("", "Empty"),
            ("*", "Asterisk"),
            ("=", "Equal"),
            ("<=", "LessThanOrEqual"),
            ("é", "U00E9"),
            ("a\"]\n#[evil", "AEvil"),
        ] {
            assert_eq!(variant_name(value), variant, "{value}");
        }
    }

    #[test]
    fn modules_are_files_everywhere() {
        assert_eq!(
            ["Aux", "Con", "NUL", "Com1", "Console"].map(module_name),
            ["aux_", "con_", "nul_", "com1_", "console"]
        );
        let long = module_name(&"LongName".repeat(60));
        assert!(long.len() <= 200 && long.starts_with("long_name_long_name"), "{long}");
        assert_ne!(long, module_name(&format!("{}Other", "LongName".repeat(60))));
    }

    #[test]
    fn keywords_become_raw_or_get_an_underscore() {
        assert_eq!(written("type"), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(module_name("Type"), "type_");
        assert_eq!((module_name("New"), method_name("New")), ("new".to_owned(), "new_".to_owned()));
        for keyword in KEYWORDS {
            assert!(syn::parse_str::<Ident>(&written(&field_name(keyword))).is_ok(), "{keyword}");
        }
    }

    #[test]
    fn the_second_of_a_name_gets_a_number() {
        let mut scope = Scope::default();
        let all: Vec<_> = ["Foo", "Foo", "Foo2", "Foo", "V1", "V1"].map(|name| scope.claim(name.into())).into();
        assert_eq!(all, ["Foo", "Foo2", "Foo2_2", "Foo3", "V1", "V1_2"]);
    }
}
