//! Changes JSON as JSON: a fuzzer that changes bytes seldom gets past its syntax.
//!
//! What is put in comes from the input itself, from all fixtures, and from a list of texts that try to break out. It is
//! found by its number in the order of the document, so that every value is as likely.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::seeds;

/// A function that changes bytes that are not JSON: the size of them, and the largest that is wanted, to the new size.
pub type Plain = fn(&mut [u8], usize, usize) -> usize;

/// Changes the first bytes of a buffer, of which not more than `max` are used, and says how many there are then.
pub fn json(data: &mut [u8], size: usize, max: usize, seed: u32, plain: Plain) -> usize {
    let random = &mut Random(u64::from(seed) << 1 | 1);
    let Some(mut value) = super::json::parsed(&data[..size]) else { return plain(data, size, max) };
    for _ in 0..=random.below(4) {
        edit(&mut value, random);
    }
    // What became too large has parts taken away.
    for _ in 0..64 {
        let text = value.to_string();
        if text.len() <= max {
            data[..text.len()].copy_from_slice(text.as_bytes());
            return text.len();
        }
        remove(&mut value, random);
    }
    size
}

/// xorshift64.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or_default()
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Texts that are never harmless.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "*/ fn evil() {} /*",
    "\"#",
    "\n",
    "\r\n",
    "{}",
    "{",
    "}}",
    "{{",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "```",
    "<script>",
    "<b>",
    "</",
    "_",
    "__",
    "Self",
    "self",
    "crate",
    "super",
    "r#type",
    "r#",
    "é",
    "ß",
    "İ",
    "ﬁ",
    "Ⅷ",
    "🦀",
    "a\u{301}",
    "0",
    "-1",
    "9999999999999999999999",
    "../x",
    "a#b$c",
    "#",
    "$",
    "a.b[*].c",
    "keys(a)",
    "a[*].[b, c][]",
    "||",
    "a || b",
    "{Region}",
    "{a#b}",
    "{a+}",
    "/{a}/{b+}?c=d&e",
    "?",
    "//",
    "String",
    "Option",
    "Vec",
    "smithy.api#Unit",
    "smithy.api#String",
    "com.amazonaws.things#Thing",
    "epoch-seconds",
    "2020-01-01",
    "1.0.0",
    "rest-json",
    "json",
    "~",
    "/",
    "documentation",
    "message",
    "code",
    "Unknown",
    "type",
    "async",
    "gen",
    "2.0",
    "1.0",
];

/// The keys and texts of all fixtures, and values to be put in.
struct Stock {
    keys: Vec<String>,
    texts: Vec<String>,
    values: Vec<Value>,
}

fn stock() -> &'static Stock {
    static STOCK: OnceLock<Stock> = OnceLock::new();
    STOCK.get_or_init(|| {
        let mut stock = Stock { keys: Vec::new(), texts: Vec::new(), values: Vec::new() };
        seeds::botocore().iter().chain(&seeds::smithy()).for_each(|value| collect(value, &mut stock));
        stock.texts.extend(HOSTILE.iter().map(ToString::to_string));
        for all in [&mut stock.keys, &mut stock.texts] {
            all.sort_unstable();
            all.dedup();
        }
        stock
    })
}

fn collect(value: &Value, stock: &mut Stock) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                stock.keys.push(key.clone());
                collect(value, stock);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, stock)),
        Value::String(text) => stock.texts.push(text.clone()),
        _ => {}
    }
    if value.to_string().len() < 400 {
        stock.values.push(value.clone());
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(list) => list.iter().map(count).sum(),
        _ => 0,
    }
}

/// The value of this number.
fn nth<'v>(value: &'v mut Value, number: &mut usize) -> Option<&'v mut Value> {
    if *number == 0 {
        return Some(value);
    }
    *number -= 1;
    match value {
        Value::Object(map) => map.values_mut().find_map(|value| nth(value, number)),
        Value::Array(list) => list.iter_mut().find_map(|value| nth(value, number)),
        _ => None,
    }
}

fn pick<'v>(root: &'v mut Value, random: &mut Random) -> &'v mut Value {
    let mut number = random.below(count(root));
    // The number is below the count, so that there is one.
    if nth(root, &mut number.clone()).is_none() {
        return root;
    }
    match nth(root, &mut number) {
        Some(value) => value,
        None => unreachable!("it was there a moment ago"),
    }
}

/// An object or a list that has something, if a few tries find one.
fn pick_holder<'v>(root: &'v mut Value, random: &mut Random) -> Option<&'v mut Value> {
    let total = count(root);
    let is_holder = |value: &Value| match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    };
    let found = (0..16).find_map(|_| {
        let number = random.below(total);
        nth(root, &mut number.clone()).is_some_and(|value| is_holder(value)).then_some(number)
    });
    nth(root, &mut found?)
}

fn edit(root: &mut Value, random: &mut Random) {
    match random.below(14) {
        0 | 1 => remove(root, random),
        2 => rename(root, random),
        3 => move_entry(root, random),
        4 | 5 => {
            let copy = pick(root, random).clone();
            *pick(root, random) = copy;
        }
        6 => insert(root, random),
        7 => *pick(root, random) = random.of(&stock().values).clone(),
        8 => repeat(root, random),
        9 => wrap(pick(root, random), random),
        _ => change(root, random),
    }
}

fn remove(root: &mut Value, random: &mut Random) {
    match pick_holder(root, random) {
        Some(Value::Object(map)) => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            map.shift_remove(&key);
        }
        Some(Value::Array(list)) => drop(list.remove(random.below(list.len()))),
        _ => {}
    }
}

fn key(random: &mut Random, old: &str) -> String {
    match random.below(5) {
        0 => format!("{old}{}", random.below(3)),
        1 => random.of(HOSTILE).to_string(),
        2 => cased(old),
        3 => random.of(&stock().texts).clone(),
        _ => random.of(&stock().keys).clone(),
    }
}

/// Another spelling, which may lead to the same name in Rust.
fn cased(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
    first.into_iter().chain(chars).collect()
}

/// The place of an entry stays.
fn rename(root: &mut Value, random: &mut Random) {
    if let Some(Value::Object(map)) = pick_holder(root, random) {
        let at = random.below(map.len());
        let renamed = std::mem::take(map).into_iter().enumerate();
        *map =
            renamed.map(|(i, (old, value))| if i == at { (key(random, &old), value) } else { (old, value) }).collect();
    }
}

fn move_entry(root: &mut Value, random: &mut Random) {
    match pick_holder(root, random) {
        Some(Value::Object(map)) => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            let value = map.shift_remove(&key).unwrap_or_default();
            map.insert(key, value);
        }
        Some(Value::Array(list)) => {
            let (a, b) = (random.below(list.len()), random.below(list.len()));
            list.swap(a, b);
        }
        _ => {}
    }
}

fn insert(root: &mut Value, random: &mut Random) {
    let value = if random.below(2) == 0 { pick(root, random).clone() } else { random.of(&stock().values).clone() };
    match pick(root, random) {
        Value::Object(map) => {
            let old = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            map.insert(key(random, &old), value);
        }
        Value::Array(list) => list.insert(random.below(list.len() + 1), value),
        other => *other = value,
    }
}

/// Many of one, as quadratic code needs them.
fn repeat(root: &mut Value, random: &mut Random) {
    let times = 1 + random.below(24);
    match pick_holder(root, random) {
        Some(Value::Object(map)) => {
            let Some((key, value)) = map.iter().nth(random.below(map.len())).map(|(k, v)| (k.clone(), v.clone()))
            else {
                return;
            };
            map.extend((0..times).map(|i| (format!("{key}{i}"), value.clone())));
        }
        Some(Value::Array(list)) => {
            let value = random.of(list).clone();
            list.extend(std::iter::repeat_n(value, times));
        }
        _ => {}
    }
}

fn wrap(value: &mut Value, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let inner = value.take();
        *value = match random.below(3) {
            0 => Value::Array(vec![inner]),
            1 => Value::Array(vec![inner.clone(), inner]),
            _ => Value::Object(Map::from_iter([(random.of(&stock().keys).clone(), inner)])),
        };
        if value.to_string().len() > 4_000 {
            return;
        }
    }
}

/// Another value of the same type, mostly.
fn change(root: &mut Value, random: &mut Random) {
    match pick(root, random) {
        Value::String(text) => *text = changed(text, random),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => {
            const NUMBERS: &[i64] =
                &[0, 1, -1, 99, 100, 200, 404, 600, 65_536, i32::MAX as i64 + 1, i64::MAX, i64::MIN];
            *number = if random.below(4) == 0 {
                serde_json::Number::from_f64(1.5e300).unwrap_or_else(|| 0.into())
            } else {
                (*random.of(NUMBERS)).into()
            };
        }
        other => {
            let text = random.of(&stock().texts).clone();
            let simple = [Value::Null, Value::Bool(true), Value::from(1), Value::from(text), Value::Object(Map::new())];
            *other = random.of(&simple).clone();
        }
    }
}

fn changed(text: &str, random: &mut Random) -> String {
    let at = text.floor_char_boundary(random.below(text.len() + 1));
    match random.below(6) {
        0 => random.of(HOSTILE).to_string(),
        1 => format!("{}{}{}", &text[..at], random.of(HOSTILE), &text[at..]),
        2 => text[..at].to_owned(),
        3 => text[at..].to_owned(),
        4 => cased(text),
        _ => random.of(&stock().texts).clone(),
    }
}
