//! The search for the end of a string's plain part, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Returns the index of the first quote, backslash or control character from `start` on, or the length of `bytes`.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = special_bytes(u64::from_le_bytes(*chunk));
        if special != 0 {
            // Only the lowest marked byte is reliable: a borrow of the subtraction may mark those above it.
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20).map_or(bytes.len(), |found| at + found)
}

/// Marks the high bit of each byte that is a quote, a backslash or a control character.
#[inline]
fn special_bytes(word: u64) -> u64 {
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let equal = |byte: u8| zero(word ^ (ONES * u64::from(byte)));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (equal(b'"') | equal(b'\\') | control) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::plain_end;

    #[test]
    fn every_byte_is_found_at_every_place() {
        for byte in 0..=u8::MAX {
            let is_special = byte == b'"' || byte == b'\\' || byte < 0x20;
            for place in 0..20 {
                for fill in [b'a', 0x80, 0xFF, 0x21, 0x5D] {
                    let mut bytes = [fill; 20];
                    bytes[place] = byte;
                    assert_eq!(plain_end(&bytes, 0), if is_special { place } else { 20 }, "{byte:#x} at {place}");
                }
            }
        }
        assert_eq!(plain_end(b"ab\"cd", 3), 5);
        assert_eq!(plain_end(b"", 0), 0);
    }
}
