//! Finds the ranges of the values at JSON pointers. All pointers are resolved in one pass, and other values are
//! skipped. The text has been parsed as JSON before, so that its syntax is not checked again.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The ranges of a value and of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

/// Returns the range of the value at each pointer. If there is no such value, it is the range of the nearest value
/// around it.
pub(super) fn find<'p>(text: &[u8], pointers: impl Iterator<Item = &'p str>) -> Vec<Option<Found>> {
    let mut root = Wanted::default();
    let mut count = 0;
    for pointer in pointers {
        let mut wanted = &mut root;
        for key in pointer.split('/').skip(1) {
            wanted = wanted.below.entry(key.replace("~1", "/").replace("~0", "~")).or_default();
        }
        wanted.pointers.push(count);
        count += 1;
    }
    let mut scanner = Scanner { text, at: 0, found: vec![None; count] };
    scanner.value(&root, None);
    scanner.found
}

/// The pointers that end at a value, and those that continue below it.
#[derive(Default)]
struct Wanted {
    pointers: Vec<usize>,
    below: BTreeMap<String, Wanted>,
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    found: Vec<Option<Found>>,
}

impl Scanner<'_> {
    /// Reads a value, and records its range for the pointers that end at it. serde_json limits the depth of nesting, so
    /// that recursion is safe.
    fn value(&mut self, wanted: &Wanted, key: Option<Range<usize>>) {
        self.space();
        let start = self.at;
        let mut entered = HashSet::new();
        match self.peek() {
            Some(b'{') if !wanted.below.is_empty() => self.object(wanted, &mut entered),
            Some(b'[') if !wanted.below.is_empty() => self.list(wanted, &mut entered),
            _ => self.skip(),
        }
        let found = Found { key, value: start..self.at };
        for pointer in &wanted.pointers {
            self.found[*pointer] = Some(found.clone());
        }
        for (_, absent) in wanted.below.iter().filter(|(key, _)| !entered.contains(key.as_str())) {
            self.absent(absent, &found);
        }
    }

    /// Reads an object. If a key is repeated, the last value is the one that was parsed, so that its ranges replace
    /// those of the first.
    fn object<'w>(&mut self, wanted: &'w Wanted, entered: &mut HashSet<&'w str>) {
        self.at += 1;
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                break;
            }
            let key = self.at;
            self.string();
            let key = key..self.at;
            self.space();
            // The colon.
            self.at += 1;
            let name = serde_json::from_slice::<String>(&self.text[key.clone()]).unwrap_or_default();
            match wanted.below.get_key_value(&name) {
                Some((name, wanted)) => {
                    entered.insert(name);
                    self.value(wanted, Some(key));
                }
                None => self.skip(),
            }
            self.comma();
        }
        self.close();
    }

    fn list<'w>(&mut self, wanted: &'w Wanted, entered: &mut HashSet<&'w str>) {
        self.at += 1;
        for index in 0.. {
            self.space();
            if matches!(self.peek(), None | Some(b']' | b'}')) {
                break;
            }
            match wanted.below.get_key_value(&index.to_string()) {
                Some((name, wanted)) => {
                    entered.insert(name);
                    self.value(wanted, None);
                }
                None => self.skip(),
            }
            self.comma();
        }
        self.close();
    }

    fn absent(&mut self, wanted: &Wanted, around: &Found) {
        for pointer in &wanted.pointers {
            self.found[*pointer] = Some(around.clone());
        }
        for wanted in wanted.below.values() {
            self.absent(wanted, around);
        }
    }

    /// Skips a value.
    fn skip(&mut self) {
        self.space();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b'}' | b']' | b',' if depth == 0 => return,
                _ if depth == 0 => self.word(),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Skips a number, `true`, `false` or `null`.
    fn word(&mut self) {
        while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && !b",]}".contains(&byte)) {
            self.at += 1;
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn comma(&mut self) {
        self.space();
        if self.peek() == Some(b',') {
            self.at += 1;
        }
    }

    fn close(&mut self) {
        self.at = (self.at + 1).min(self.text.len());
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, pointer: &str, key: Option<&str>, value: &str) {
        let found = find(text.as_bytes(), [pointer].into_iter()).remove(0).expect("there is something around it");
        assert_eq!(found.key.map(|key| &text[key]), key, "{pointer}");
        assert_eq!(&text[found.value], value, "{pointer}");
    }

    #[test]
    fn pointers_lead_to_keys_and_values() {
        let text = " { \"a\" : [ 1 , { \"b/c~\" : \"}\\\"\" } , [ ] ], \"\\u0061b\":true,\"n\":-1e5}";
        check(text, "", None, text.trim());
        check(text, "/a", Some("\"a\""), "[ 1 , { \"b/c~\" : \"}\\\"\" } , [ ] ]");
        check(text, "/a/0", None, "1");
        check(text, "/a/1/b~1c~0", Some("\"b/c~\""), "\"}\\\"\"");
        check(text, "/a/2", None, "[ ]");
        check(text, "/ab", Some("\"\\u0061b\""), "true");
        check(text, "/n", Some("\"n\""), "-1e5");
    }

    #[test]
    fn a_pointer_to_nothing_leads_to_what_is_around_it() {
        let text = "{\"a\": [1, 2], \"b\": {}}";
        check(text, "/a/2", Some("\"a\""), "[1, 2]");
        check(text, "/a/x/y/z", Some("\"a\""), "[1, 2]");
        check(text, "/b/c", Some("\"b\""), "{}");
        check(text, "/c", None, text);
        check(text, "/a/0/d", None, "1");
    }

    #[test]
    fn of_equal_keys_the_last_counts() {
        check("{\"a\": {\"b\": 1}, \"a\": {\"b\": 2}}", "/a/b", Some("\"b\""), "2");
    }

    #[test]
    fn what_is_no_json_ends_the_search() {
        for text in ["", "{", "[", "{\"a\"", "{\"a\":", "[1", "\"", "{\"a\":\"\\", "]", "{]", "[}", "{\"a\" \"b\""] {
            for found in find(text.as_bytes(), ["/a/b", "/0", ""].into_iter()).into_iter().flatten() {
                assert!(found.value.start <= found.value.end, "{text:?}: {found:?}");
            }
        }
    }
}
