//! Bodies of XML as text that is the same for bodies that say the same: an element a line, attributes in the order of
//! their names, no white space between elements, and the entries of maps in the order of their keys.

use anyhow::{Result, bail};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The names of the elements for the key and the value of a map's entry.
pub(super) type EntryNames = Vec<(String, String)>;

#[derive(Debug, Default, PartialEq)]
struct Element {
    name: String,
    /// Names and values; namespace declarations are among them.
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

/// Returns the text for a body.
///
/// # Errors
/// A body that is not one element of XML.
pub(super) fn normalized(body: &str, entries: &EntryNames) -> Result<String> {
    let mut root = parse(body)?;
    root.sort_entries(entries);
    let mut text = String::new();
    root.write(&mut text, 0);
    Ok(text)
}

fn parse(body: &str) -> Result<Element> {
    let mut reader = Reader::from_str(body);
    // The document, with the root element as its child.
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event()? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => close(&mut open, element(&start)?),
            Event::End(_) => match open.pop().filter(|_| !open.is_empty()) {
                Some(element) => close(&mut open, element),
                None => bail!("an element ends that was not begun"),
            },
            Event::Text(text) => append(&mut open, &text.decode()?),
            Event::CData(text) => append(&mut open, &text.decode()?),
            Event::GeneralRef(name) => {
                append(&mut open, &quick_xml::escape::unescape(&format!("&{};", name.decode()?))?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut document = open.pop().filter(|_| open.is_empty());
    match document.as_mut().map(|document| (document.children.pop(), document.children.is_empty())) {
        Some((Some(root), true)) => Ok(root),
        _ => bail!("the body is not one element"),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let (name, value) = (String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), &attribute.value);
        attributes.push((name, quick_xml::escape::unescape(std::str::from_utf8(value)?)?.into_owned()));
    }
    attributes.sort();
    Ok(Element { name: String::from_utf8_lossy(start.name().as_ref()).into_owned(), attributes, ..Element::default() })
}

fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// Puts an element that has ended into the one around it.
fn close(open: &mut [Element], mut element: Element) {
    if !element.children.is_empty() && element.text.trim().is_empty() {
        element.text.clear();
    }
    if let Some(around) = open.last_mut() {
        around.children.push(element);
    }
}

impl Element {
    fn is_entry(&self, names: &EntryNames) -> bool {
        let [key, value] = &*self.children else { return false };
        names.iter().any(|(of_key, of_value)| *of_key == key.name && *of_value == value.name)
    }

    fn sort_entries(&mut self, names: &EntryNames) {
        self.children.iter_mut().for_each(|child| child.sort_entries(names));
        let is_same_map = |a: &Self, b: &Self| a.name == b.name && a.is_entry(names) && b.is_entry(names);
        for entries in self.children.chunk_by_mut(is_same_map) {
            if entries.len() > 1 {
                entries.sort_by(|a, b| a.children[0].text.cmp(&b.children[0].text));
            }
        }
    }

    fn write(&self, to: &mut String, depth: usize) {
        let indent = "    ".repeat(depth);
        let attributes = self.attributes.iter().map(|(name, value)| format!(" {name}={value:?}"));
        let (name, attributes) = (&self.name, attributes.collect::<String>());
        if self.children.is_empty() {
            to.push_str(&format!("{indent}<{name}{attributes}>{}</{name}>\n", self.text));
            return;
        }
        to.push_str(&format!("{indent}<{name}{attributes}>{}\n", self.text));
        self.children.iter().for_each(|child| child.write(to, depth + 1));
        to.push_str(&format!("{indent}</{name}>\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::normalized;

    fn same(a: &str, b: &str) -> bool {
        let names = vec![("k".to_owned(), "v".to_owned())];
        let text = |body| normalized(body, &names).expect("the body is XML");
        text(a) == text(b)
    }

    #[test]
    fn what_xml_does_not_say_makes_no_difference() {
        assert!(same("<a>\n <b/>\n</a>\n", "<a><b></b></a>"));
        assert!(same(r#"<a x="1" y="&lt;"/>"#, r#"<a y="&#60;" x="1"></a>"#));
        assert!(same("<a>&amp;&#65;</a>", "<a><![CDATA[&A]]></a>"));
        let (first, second) = ("<e><k>1</k><v>a</v></e>", "<e><k>2</k><v>b</v></e>");
        assert!(same(&format!("<m>{first}{second}</m>"), &format!("<m>{second}{first}</m>")));
    }

    #[test]
    fn what_xml_says_makes_a_difference() {
        assert!(!same("<a> </a>", "<a></a>"));
        assert!(!same("<a><b/><c/></a>", "<a><c/><b/></a>"));
        assert!(!same("<l><m>1</m><m>2</m></l>", "<l><m>2</m><m>1</m></l>"));
        assert!(!same(r#"<a xmlns="urn:a"/>"#, "<a/>"));
        assert!(!same("<e><k>1</k><v>a</v></e>", "<e><v>a</v><k>1</k></e>"));
    }

    #[test]
    fn a_body_of_another_format_is_no_xml() {
        for body in ["", "text", "<a>", "<a/><b/>", "</a>"] {
            assert!(normalized(body, &Vec::new()).is_err(), "{body}");
        }
    }
}
