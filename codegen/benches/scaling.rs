//! The time and memory of inputs that grow: each at one size and at ten times that size. A ratio of ten is linear. What is
//! refused early has the error in place of a ratio.
//!
//! ```sh
//! cargo bench -p clientsmith-codegen --bench scaling [-- FILTER]
//! ```

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use codegen::diagnostic::Severity;
use codegen::source::Source;
use codegen::{Inputs, Options, Selection};

/// The largest ratio that counts as linear: allocation and caches take their part.
const MOST: f64 = 12.0;

/// An input by its size.
struct Growing {
    name: &'static str,
    /// The smaller size.
    size: usize,
    input: fn(usize) -> Texts,
}

/// The texts of a run.
struct Texts {
    model: String,
    rules: Option<String>,
}

const ALL: &[Growing] = &[
    Growing { name: "enum values", size: 10_000, input: values },
    Growing { name: "members", size: 10_000, input: members },
    Growing { name: "diagnostics", size: 10_000, input: diagnostics },
    Growing { name: "mixins, a diamond on each other", size: 100, input: diamonds },
    Growing { name: "mixins, a chain", size: 400, input: chain },
    Growing { name: "steps of a waiter's path", size: 2_000, input: path },
    Growing { name: "bindings of an endpoint rule", size: 40, input: bindings },
    Growing { name: "endpoint rules", size: 2_000, input: rules },
    Growing { name: "operations", size: 400, input: operations },
    Growing { name: "structures in a ring", size: 60, input: ring },
];

fn main() -> ExitCode {
    // Cargo hands over `--bench`.
    let filter = std::env::args().skip(1).find(|it| !it.starts_with('-')).unwrap_or_default();
    println!("{:<34} {:>8} {:>10} {:>10} {:>7} {:>9}", "input", "size", "1x", "10x", "ratio", "most MB");
    let mut is_good = true;
    for growing in ALL.iter().filter(|it| it.name.contains(&filter)) {
        let (small, _) = run(growing, growing.size);
        let (large, refused) = run(growing, growing.size * 10);
        let ratio = large.as_secs_f64() / small.as_secs_f64().max(0.000_001);
        is_good &= ratio <= MOST;
        let shown = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let memory = memory().map_or_else(|| "n/a".to_owned(), |bytes| (bytes / 1_000_000).to_string());
        println!(
            "{:<34} {:>8} {:>10} {:>10} {ratio:>7.1} {memory:>9}{}",
            growing.name,
            growing.size,
            shown(small),
            shown(large),
            refused.map_or_else(String::new, |why| format!("  refused: {why}"))
        );
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The mean time of several runs, and the first error if the input is refused.
fn run(growing: &Growing, size: usize) -> (Duration, Option<String>) {
    let Texts { model, rules } = (growing.input)(size);
    let models = [Source { name: "model.json", text: model.as_bytes() }];
    let endpoint_rules = rules.as_ref().map(|text| Source { name: "rules.json", text: text.as_bytes() });
    let inputs = Inputs { models: &models, endpoint_rules, ..Inputs::default() };
    let options = Options {
        package: "scaling",
        module: "scaling",
        service: None,
        operations: Selection::All,
        command: "scaling",
        label: "model.json",
    };
    let mut why = None;
    let (start, worked) = (Instant::now(), work());
    let mut runs = 0;
    // The system reports the time of a processor in steps of some milliseconds.
    while runs < 2 || start.elapsed() < Duration::from_millis(400) {
        let generated = codegen::generate(&inputs, &options);
        runs += 1;
        let diagnostics = match generated {
            Ok(generated) => generated.warnings,
            Err(failed) => failed.0,
        };
        why = diagnostics
            .into_iter()
            .find(|it| it.diagnostic.severity == Severity::Error)
            .map(|it| it.diagnostic.message);
    }
    // The time on a processor, for other programs may run at the same time.
    let elapsed = worked.zip(work()).map(|(before, after)| after.saturating_sub(before));
    (elapsed.unwrap_or_else(|| start.elapsed()) / runs, why)
}

/// The time that this thread has worked so far, where the system reports it.
fn work() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that the process has had so far, where the system reports it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// A botocore model with these operations and shapes.
fn botocore(operations: &str, shapes: &str) -> Texts {
    let model = format!(
        r#"{{ "metadata": {{ "apiVersion": "1", "endpointPrefix": "t", "protocol": "json", "jsonVersion": "1.1",
            "serviceId": "T", "targetPrefix": "T" }}, "operations": {{ {operations} }}, "shapes": {{ {shapes} }} }}"#
    );
    Texts { model, rules: None }
}

/// A Smithy model with an operation of this input and output, and traits of the operation.
fn smithy(end: &str, traits: &str, shapes: &str) -> Texts {
    let model = format!(
        r##"{{ "smithy": "2.0", "shapes": {{
            "a#T": {{ "type": "service", "version": "1", "operations": [{{ "target": "a#Do" }}],
                "traits": {{ "aws.api#service": {{ "sdkId": "T" }}, "aws.protocols#awsJson1_1": {{}} }} }},
            "a#Do": {{ "type": "operation", "input": {{ "target": "a#{end}" }}, "output": {{ "target": "a#{end}" }},
                "traits": {{ {traits} }} }},
            {shapes} }} }}"##
    );
    Texts { model, rules: None }
}

fn joined(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(", ")
}

const DO: &str = r#""Do": { "name": "Do", "input": { "shape": "In" } }"#;

fn values(size: usize) -> Texts {
    let values = joined(size, |i| format!("\"VALUE_{i}\""));
    botocore(
        DO,
        &format!(
            r#""In": {{ "type": "structure", "members": {{ "value": {{ "shape": "E" }} }} }},
               "E": {{ "type": "string", "enum": [{values}] }}"#
        ),
    )
}

fn members(size: usize) -> Texts {
    let members = joined(size, |i| format!(r#""member{i}": {{ "shape": "S" }}"#));
    botocore(
        DO,
        &format!(r#""In": {{ "type": "structure", "members": {{ {members} }} }}, "S": {{ "type": "string" }}"#),
    )
}

fn diagnostics(size: usize) -> Texts {
    let one = |i: usize| {
        format!(r#""In{i}": {{ "type": "structure", "members": {{ "member": {{ "shape": "Missing{i}" }} }} }}"#)
    };
    let structures = joined(size, one);
    botocore(DO, &format!(r#""In": {{ "type": "structure", "members": {{}} }}, {structures}"#))
}

fn operations(size: usize) -> Texts {
    let operations = joined(size, |i| format!(r#""Do{i}": {{ "name": "Do{i}", "input": {{ "shape": "In{i}" }} }}"#));
    let shapes = joined(size, |i| {
        format!(r#""In{i}": {{ "type": "structure", "required": ["a"], "members": {{ "a": {{ "shape": "S" }} }} }}"#)
    });
    botocore(&operations, &format!(r#"{shapes}, "S": {{ "type": "string" }}"#))
}

fn ring(size: usize) -> Texts {
    let shapes = joined(size, |i| {
        let next = (i + 1) % size;
        format!(r#""R{i}": {{ "type": "structure", "members": {{ "next": {{ "shape": "R{next}" }} }} }}"#)
    });
    botocore(DO, &format!(r#""In": {{ "type": "structure", "members": {{ "ring": {{ "shape": "R0" }} }} }}, {shapes}"#))
}

/// Two mixins, which both mix in the two before them.
fn diamonds(size: usize) -> Texts {
    let mixin = |i: usize| {
        let below = match i {
            0 => String::new(),
            _ => format!(r##""mixins": [{{ "target": "a#A{0}" }}, {{ "target": "a#B{0}" }}],"##, i - 1),
        };
        let one = |name: &str| {
            format!(
                r##""a#{name}{i}": {{ "type": "structure", {below} "traits": {{ "smithy.api#mixin": {{}} }}, "members": {{}} }}"##
            )
        };
        format!("{}, {}", one("A"), one("B"))
    };
    let last = size - 1;
    let end = format!(
        r##""a#In": {{ "type": "structure", "mixins": [{{ "target": "a#A{last}" }}, {{ "target": "a#B{last}" }}], "members": {{}} }}"##
    );
    smithy("In", "", &format!("{}, {end}", joined(size, mixin)))
}

/// Mixins with a member each, each with all before it.
fn chain(size: usize) -> Texts {
    let mixin = |i: usize| {
        let below = match i {
            0 => String::new(),
            _ => format!(r##""mixins": [{{ "target": "a#M{}" }}],"##, i - 1),
        };
        format!(
            r##""a#M{i}": {{ "type": "structure", {below} "traits": {{ "smithy.api#mixin": {{}} }},
                "members": {{ "m{i}": {{ "target": "smithy.api#String" }} }} }}"##
        )
    };
    let end = format!(
        r##""a#In": {{ "type": "structure", "mixins": [{{ "target": "a#M{}" }}], "members": {{}} }}"##,
        size - 1
    );
    smithy("In", "", &format!("{}, {end}", joined(size, mixin)))
}

fn path(size: usize) -> Texts {
    let path = vec!["next"; size].join(".");
    let traits = format!(
        r#""smithy.waiters#waitable": {{ "Done": {{ "acceptors": [{{ "state": "success", "matcher": {{
            "output": {{ "path": "{path}.text", "expected": "x", "comparator": "stringEquals" }} }} }}] }} }}"#
    );
    let shapes = r##""a#In": { "type": "structure", "members": {
        "next": { "target": "a#In" }, "text": { "target": "smithy.api#String" } } }"##;
    smithy("In", &traits, shapes)
}

const PARAMETERS: &str = r#""version": "1.0", "parameters": {
    "Region": { "type": "String", "builtIn": "AWS::Region", "required": true, "documentation": "x" } }"#;

fn with_rules(conditions: impl Fn(&mut String)) -> Texts {
    let mut rules = String::new();
    conditions(&mut rules);
    let texts = botocore(DO, r#""In": { "type": "structure", "members": {} }"#);
    Texts { rules: Some(format!("{{ {PARAMETERS}, \"rules\": [{rules}] }}")), ..texts }
}

/// One rule, each of whose conditions assigns a name.
fn bindings(size: usize) -> Texts {
    let condition = |i: usize| {
        format!(
            r#"{{ "fn": "substring", "argv": [{{ "ref": "Region" }}, 0, 2, false], "assign": "part{i}" }},
               {{ "fn": "stringEquals", "argv": [{{ "ref": "part{i}" }}, "us"] }}"#
        )
    };
    with_rules(|to| {
        let conditions = joined(size, condition);
        let _ = write!(
            to,
            r#"{{ "conditions": [{conditions}], "endpoint": {{ "url": "https://a.b" }}, "type": "endpoint" }},
               {{ "conditions": [], "error": "no", "type": "error" }}"#
        );
    })
}

fn rules(size: usize) -> Texts {
    let rule = |i: usize| {
        format!(
            r#"{{ "conditions": [{{ "fn": "stringEquals", "argv": [{{ "ref": "Region" }}, "r{i}"] }}],
                "endpoint": {{ "url": "https://r{i}.a.b" }}, "type": "endpoint" }}"#
        )
    };
    with_rules(|to| {
        let _ = write!(to, r#"{}, {{ "conditions": [], "error": "no", "type": "error" }}"#, joined(size, rule));
    })
}
