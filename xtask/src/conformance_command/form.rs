//! Bodies that are forms as text that is the same for bodies that say the same: a parameter a line, in the order of
//! their names, and the entries of maps in the order of their keys.

use std::collections::BTreeMap;

use super::xml::EntryNames;

/// The parameters whose names begin alike.
#[derive(Default)]
struct Node {
    texts: Vec<String>,
    parts: BTreeMap<String, Node>,
}

/// Returns the text for a body. Names and values stay in the encoding that they have.
pub(super) fn normalized(form: &str, entries: &EntryNames) -> String {
    let mut root = Node::default();
    for parameter in form.split('&') {
        let (name, text) = parameter.split_once('=').map_or((parameter, None), |(name, text)| (name, Some(text)));
        let node = name.split('.').fold(&mut root, |node, part| node.parts.entry(part.to_owned()).or_default());
        node.texts.push(text.map_or_else(String::new, |text| format!("={text}")));
    }
    root.sort_entries(entries);
    let mut text = String::new();
    root.write(&mut text, "");
    text
}

impl Node {
    /// Returns the key, where this is an entry of a map.
    fn key(&self, names: &EntryNames) -> Option<&[String]> {
        let is_entry = |(key, value): &&(String, String)| {
            let begins = |part: &String| part == key || part == value;
            self.parts.len() == 2 && self.parts.keys().all(begins)
        };
        let (key, _) = names.iter().find(is_entry)?;
        self.parts.get(key).map(|key| &*key.texts)
    }

    /// Numbers the entries of maps anew, by their keys.
    fn sort_entries(&mut self, names: &EntryNames) {
        self.parts.values_mut().for_each(|part| part.sort_entries(names));
        let is_map = self.parts.iter().all(|(part, entry)| part.parse::<u32>().is_ok() && entry.key(names).is_some());
        if is_map {
            let numbers: Vec<String> = self.parts.keys().cloned().collect();
            let mut entries: Vec<Self> = std::mem::take(&mut self.parts).into_values().collect();
            entries.sort_by(|a, b| a.key(names).cmp(&b.key(names)));
            self.parts = numbers.into_iter().zip(entries).collect();
        }
    }

    fn write(&self, to: &mut String, name: &str) {
        for text in &self.texts {
            to.push_str(&format!("{name}{text}\n"));
        }
        for (part, node) in &self.parts {
            let dot = if name.is_empty() { "" } else { "." };
            node.write(to, &format!("{name}{dot}{part}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::normalized;

    fn same(a: &str, b: &str) -> bool {
        let names = vec![("k".to_owned(), "v".to_owned())];
        normalized(a, &names) == normalized(b, &names)
    }

    #[test]
    fn the_order_of_parameters_and_of_a_maps_entries_makes_no_difference() {
        assert!(same("A=1&B.C=2", "B.C=2&A=1"));
        assert!(same("M.1.k=a&M.1.v.x=1&M.2.k=b&M.2.v.x=2", "M.1.k=b&M.1.v.x=2&M.2.k=a&M.2.v.x=1"));
    }

    #[test]
    fn names_values_and_the_order_of_lists_make_a_difference() {
        assert!(!same("A=1", "A=2"));
        assert!(!same("A=", "A"));
        assert!(!same("A=1", "A=1&A=1"));
        assert!(!same("L.1=a&L.2=b", "L.1=b&L.2=a"));
        assert!(!same("M.1.k=a&M.1.v=1", "M.2.k=a&M.2.v=1"));
        assert!(!same("M.1.k=a&M.1.v=1&M.2.k=b&M.2.v=2", "M.1.k=a&M.1.v=2&M.2.k=b&M.2.v=1"));
    }
}
