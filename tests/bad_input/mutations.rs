//! Models that differ from a good one at random, the same ones each time: the generator never panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use codegen::Failed;
use serde_json::{Map, Value};

use super::case::{Case, MODEL, SMITHY};

const UNIONS: &str = include_str!("../fixtures/unions/service-2.json");
const EVERYTHING: &str = include_str!("../fixtures/parity/everything/smithy.json");
const RULES: &str = include_str!("../fixtures/endpoints/endpoint-rule-set-1.json");
const CONTEXT: &str = include_str!("../fixtures/endpoint_context/service-2.json");
const CONTEXT_RULES: &str = include_str!("../fixtures/endpoint_context/endpoint-rule-set-1.json");

/// How many models are tried.
const ROUNDS: u64 = 3_200;

/// xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or_default()
    }
}

/// A value below `root`, the deeper the less likely.
fn pick<'v>(root: &'v mut Value, random: &mut Random) -> &'v mut Value {
    let mut at = root;
    loop {
        let len = match &*at {
            Value::Object(map) => map.len(),
            Value::Array(list) => list.len(),
            _ => 0,
        };
        if len == 0 || random.below(8) == 0 {
            return at;
        }
        let nth = random.below(len);
        at = match at {
            Value::Object(map) => map.values_mut().nth(nth).expect("it has as many"),
            Value::Array(list) => &mut list[nth],
            _ => unreachable!("it has nothing below it"),
        };
    }
}

/// Another value, which may be of another type.
fn other(old: &Value, random: &mut Random) -> Value {
    const TEXTS: &[&str] = &[
        "",
        "String",
        "Tree",
        "structure",
        "list",
        "map",
        "timestamp",
        "*/",
        "a b",
        "shape",
        "{Region}",
        "0",
        "com.example#Thing",
        "smithy.api#Unit",
        "operation",
        "resource",
        "enum",
        "/{id}",
    ];
    match random.below(8) {
        0 => Value::Null,
        1 => Value::Bool(random.below(2) == 0),
        2 => Value::from(random.below(1000)),
        3 => Value::Array(vec![old.clone(), old.clone()]),
        4 => Value::Object(Map::from_iter([(["shape", "target"][random.below(2)].to_owned(), old.clone())])),
        _ => Value::from(TEXTS[random.below(TEXTS.len())]),
    }
}

fn mutate(root: &mut Value, random: &mut Random) {
    let at = pick(root, random);
    let kind = random.below(4);
    match at {
        Value::Object(map) if !map.is_empty() && kind < 3 => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            let value = map.shift_remove(&key).unwrap_or_default();
            // Removed, renamed, or moved to the end.
            match kind {
                0 => {}
                1 => drop(map.insert(format!("{key}{}", random.below(10)), value)),
                _ => drop(map.insert(key, value)),
            }
        }
        Value::Array(list) if !list.is_empty() && kind < 2 => {
            let value = list.remove(random.below(list.len()));
            list.extend((0..kind * 2).map(|_| value.clone()));
        }
        other_value => *other_value = other(other_value, random),
    }
}

fn mutated(text: &str, random: &mut Random) -> String {
    let mut value: Value = serde_json::from_str(text).expect("a fixture is JSON");
    for _ in 0..=random.below(3) {
        mutate(&mut value, random);
    }
    let mut text = value.to_string();
    if random.below(20) == 0 {
        text.truncate(text.floor_char_boundary(random.below(text.len())));
    }
    text
}

#[test]
fn no_mutation_of_a_model_makes_the_generator_panic() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut generated = 0;
    for round in 0..ROUNDS {
        let case = match round % 16 {
            0 | 8 => Case::new("unions").model(mutated(UNIONS, &mut random)),
            10 => Case::new("context").model(CONTEXT).endpoint_rules(mutated(CONTEXT_RULES, &mut random)),
            11 => Case::new("context").model(mutated(CONTEXT, &mut random)).endpoint_rules(CONTEXT_RULES.to_owned()),
            3..=5 | 12 => Case::smithy("things").model(mutated(SMITHY, &mut random)),
            6 | 14 => Case::smithy("everything").model(mutated(EVERYTHING, &mut random)),
            1 | 2 | 9 => Case::new("rules").endpoint_rules(mutated(RULES, &mut random)),
            _ => Case::new("things").model(mutated(MODEL, &mut random)),
        };
        let drawn = |failed: &Failed| assert!(!failed.to_string().contains('\u{1b}'));
        let made = catch_unwind(AssertUnwindSafe(|| case.generate().inspect_err(drawn)));
        let made = made.unwrap_or_else(|_| panic!("round {round}: {}", String::from_utf8_lossy(&case.model)));
        let Ok(made) = made else { continue };
        generated += 1;
        if generated % 16 == 0 {
            for (path, text) in &made.files {
                assert!(syn::parse_file(text).is_ok(), "round {round}: {path} is not Rust");
            }
        }
    }
    assert!(generated > 0, "nothing was generated at all");
}
