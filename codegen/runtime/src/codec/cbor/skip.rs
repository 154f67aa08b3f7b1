//! Skips the values of unknown members. Their form is checked, strings are not decoded, and the depth of nesting is not
//! limited.

use super::item::{Item, chunks, error, find};
use crate::codec::CodecError;

/// A list or a map that is open around the current value.
enum Open {
    /// A definite length: the number of items that are left. An entry of a map counts as two.
    Items(usize),
    /// A list that a break ends.
    List,
    /// A map that a break ends.
    Map { expects_value: bool },
}

/// Returns the offset after the value that begins at `start`.
pub(super) fn value_end(body: &[u8], start: usize) -> Result<usize, CodecError> {
    let mut open: Vec<Open> = Vec::new();
    let mut at = start;
    loop {
        let found = find(body, at)?;
        at = found.end;
        match found.item {
            Item::List(Some(1..) | None) | Item::Map(Some(1..) | None) => {
                open.push(opened(found.item));
                continue;
            }
            Item::Bytes(Some(length)) | Item::Text(Some(length)) => at += length,
            Item::Bytes(None) | Item::Text(None) => at = chunks(body, found, &mut |_| ())?,
            Item::Break => match open.pop() {
                Some(Open::List | Open::Map { expects_value: false }) => {}
                _ => return Err(error("expected a value, found the end of a list or map", found.start)),
            },
            _ => {}
        }
        if leave(&mut open) {
            return Ok(at);
        }
    }
}

fn opened(item: Item) -> Open {
    match item {
        Item::List(Some(count)) => Open::Items(count),
        // The reader of heads has checked that this many fit into the body.
        Item::Map(Some(count)) => Open::Items(count * 2),
        Item::Map(None) => Open::Map { expects_value: false },
        _ => Open::List,
    }
}

/// Closes the lists and maps that a value completes, and returns whether the outermost value is complete.
fn leave(open: &mut Vec<Open>) -> bool {
    while let Some(innermost) = open.last_mut() {
        match innermost {
            Open::Items(1) => drop(open.pop()),
            Open::Items(count) => {
                *count -= 1;
                return false;
            }
            Open::List => return false,
            Open::Map { expects_value } => {
                *expects_value = !*expects_value;
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::value_end;

    #[test]
    fn a_value_ends_where_it_is_complete() {
        for bytes in [
            &[0x00][..],
            &[0x80],
            &[0xA0],
            &[0x9F, 0xFF],
            &[0xBF, 0xFF],
            &[0x82, 0x9F, 0x01, 0xFF, 0xA1, 0x61, b'a', 0xBF, 0x61, b'b', 0xF6, 0xFF],
            &[0x7F, 0x61, b'a', 0x60, 0xFF],
            &[0x5F, 0x41, 0xFF, 0xFF],
            &[0xD8, 0x20, 0xC1, 0xFB, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0x62, 0xFF, 0xFE],
            &[0xF8, 0xFF],
        ] {
            assert_eq!(value_end(&[bytes, &[0x01]].concat(), 0), Ok(bytes.len()), "{bytes:x?}");
        }
    }

    #[test]
    fn a_value_of_any_depth_is_passed_over() {
        const DEPTH: usize = 1_000_000;
        let lists = [vec![0x81; DEPTH], vec![0x01]].concat();
        assert_eq!(value_end(&lists, 0), Ok(lists.len()));
        let endless = [vec![0x9F; DEPTH], vec![0xFF; DEPTH]].concat();
        assert_eq!(value_end(&endless, 0), Ok(endless.len()));
        let tags = [vec![0xC6; DEPTH], vec![0x01]].concat();
        assert_eq!(value_end(&tags, 0), Ok(tags.len()));
    }

    #[test]
    fn what_is_not_cbor_is_refused_at_its_place() {
        for (bytes, offset) in [
            (&[][..], 0),
            (&[0x18], 1),
            (&[0x1B, 0, 0], 3),
            (&[0x1C], 0),
            (&[0x1F], 0),
            (&[0x3F], 0),
            (&[0xDF], 0),
            (&[0xFF], 0),
            (&[0x62, b'a'], 0),
            (&[0x82, 0x01], 0),
            (&[0x9F, 0x01], 2),
            (&[0x81, 0xFF], 1),
            (&[0xBF, 0x61, b'a', 0xFF], 3),
            (&[0xC1, 0xFF], 1),
            (&[0x7F, 0x41, b'a', 0xFF], 1),
            (&[0x7F, 0x7F, 0xFF, 0xFF], 1),
            (&[0x9B, 0x80, 0, 0, 0, 0, 0, 0, 0], 0),
            (&[0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 0),
        ] {
            let error = value_end(bytes, 0).expect_err("not CBOR");
            assert_eq!(error.offset(), Some(offset), "{bytes:x?}: {error}");
        }
    }
}
