//! Changes to a document, byte by byte and token by token.

use super::random::Random;

const TOKENS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"null",
    b"true",
    b"false",
    b"0",
    b"-",
    b".",
    b"e",
    b"E+",
    b"1e400",
    b"1e-9223372036854775808",
    b"\\u",
    b"\\ud800",
    b"\\udc00",
    b"\\u0000",
    b"\xFF",
    b"\xC3",
    b"\xEF\xBB\xBF",
    b"\0",
    b"\x1F",
    b" ",
    b"\n",
    b"\x0B",
    b"\xC2\xA0",
    b"{}",
    b"[]",
    b"\"\"",
    b"\"a\":",
    b",null",
    b"\"text\":\"a\",",
    b"\"NaN\"",
    b"/**/",
    b"9223372036854775808",
    b"9007199254740993.0",
    b"{\"nested\":",
    b"[[[[[[[[[[[[[[[[",
    b"<",
    b"'",
    b"01",
    b"+1",
];

/// Changes a document in up to four places.
pub(crate) fn mutate(random: &mut Random, body: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        let at = random.below(body.len() + 1);
        let length = if random.once_in(4) { random.below(40) } else { 1 };
        let end = (at + length).min(body.len());
        match random.below(8) {
            0 => drop(body.drain(at..end)),
            1 => body.truncate(at),
            2 if at < body.len() => body[at] ^= 1 << random.below(8),
            3 if at < body.len() => body[at] = u8::try_from(random.below(256)).expect("a byte"),
            4 => {
                let part = body[at..end].to_vec();
                let to = random.below(body.len() + 1);
                drop(body.splice(to..to, part));
            }
            5 => drop(body.splice(at..end, random.pick(TOKENS).iter().copied())),
            6 => deepen(random, body),
            _ => drop(body.splice(at..at, random.pick(TOKENS).iter().copied())),
        }
    }
}

/// Puts a document into many of its kind, or into a member that nobody knows.
fn deepen(random: &mut Random, body: &mut Vec<u8>) {
    let (open, close): (&[u8], &[u8]) = random.pick(&[
        (b"{\"nested\":", b"}"),
        (b"{\"new\":", b"}"),
        (b"{\"all\":[", b"]}"),
        (b"{\"document\":", b"}"),
    ]);
    let times = if random.once_in(10) { 120 + random.below(16) } else { 1 };
    *body = [&*open.repeat(times), body, &close.repeat(times)].concat();
}
