//! The time and memory of inputs that grow: each at one size and at ten times that size. A ratio of ten is linear. What is
//! refused early has the error in place of a ratio.
//!
//! ```sh
//! cargo bench -p clientsmith-codegen --bench scaling [-- FILTER]
//! ```

use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use codegen::diagnostic::Severity;
use codegen::source::Source;
use codegen::{Inputs, Options, Selection};

/// The largest ratio that counts as linear: allocation and caches take their part.
const MOST: f64 = 12.0;

/// The number of runs of an input.
const RUNS: usize = 5;

/// The argument by which this program measures one run.
const MEASURE: &str = "--measure";

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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name, size] = arguments.as_slice()
        && flag == MEASURE
    {
        let growing = ALL.iter().find(|it| it.name == name).expect("an input of this name");
        return measure(growing, size.parse().expect("a size"));
    }
    // Cargo hands over `--bench`.
    let filter = arguments.into_iter().find(|it| !it.starts_with('-')).unwrap_or_default();
    println!("{:<34} {:>8} {:>10} {:>10} {:>7} {:>9}", "input", "size", "1x", "10x", "ratio", "most MB");
    let mut is_good = true;
    for growing in ALL.iter().filter(|it| it.name.contains(&filter)) {
        let small = best(growing, growing.size);
        let large = best(growing, growing.size * 10);
        let ratio = large.time.as_secs_f64() / small.time.as_secs_f64().max(0.000_001);
        is_good &= ratio <= MOST;
        let shown = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let refused = if large.refused.is_empty() { String::new() } else { format!("  refused: {}", large.refused) };
        let (name, size, memory) = (growing.name, growing.size, large.memory);
        let (small, large) = (shown(small.time), shown(large.time));
        println!("{name:<34} {size:>8} {small:>10} {large:>10} {ratio:>7.1} {memory:>9}{refused}");
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A run of an input.
struct Run {
    time: Duration,
    /// The most memory of the process in megabytes, or `n/a`.
    memory: String,
    /// The first error if the input is refused.
    refused: String,
}

/// Returns the best of several runs, because other programs take the caches away.
///
/// Each run is a process of its own, as for a user: in one process, the allocator keeps the memory of a small run for the next
/// one and returns that of a large one to the system, so that only the large one would pay for its pages again and again.
fn best(growing: &Growing, size: usize) -> Run {
    let runs = (0..RUNS).map(|_| {
        let program = std::env::current_exe().expect("the path of this program");
        let output = Command::new(program).args([MEASURE, growing.name, &size.to_string()]).output();
        let output = output.expect("this program runs");
        assert!(output.status.success(), "{}: {}", growing.name, String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("it prints text");
        let mut lines = text.lines().map(str::to_owned);
        let nanoseconds = lines.next().and_then(|line| line.parse().ok()).expect("the time");
        let mut line = || lines.next().unwrap_or_default();
        Run { time: Duration::from_nanos(nanoseconds), memory: line(), refused: line() }
    });
    runs.min_by_key(|run| run.time).expect("there are runs")
}

/// Runs an input once and prints a [`Run`], a line for each field.
fn measure(growing: &Growing, size: usize) -> ExitCode {
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
    let (start, worked) = (Instant::now(), work());
    let diagnostics = match codegen::generate(&inputs, &options) {
        Ok(generated) => generated.warnings,
        Err(failed) => failed.0,
    };
    // The time on a processor, for other programs may run at the same time.
    let elapsed = worked.zip(work()).map(|(before, after)| after.saturating_sub(before));
    let elapsed = elapsed.filter(|it| !it.is_zero()).unwrap_or_else(|| start.elapsed());
    let memory = memory().map_or_else(|| "n/a".to_owned(), |bytes| (bytes / 1_000_000).to_string());
    let refused = diagnostics.iter().find(|it| it.diagnostic.severity == Severity::Error);
    let refused = refused.map_or("", |it| it.diagnostic.message.as_str());
    println!("{}\n{memory}\n{refused}", elapsed.as_nanos());
    ExitCode::SUCCESS
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
