//! Numbers of any size: between the decimal digits of a text and the bytes of a CBOR bignum (tags 2 and 3), and the
//! decimal fractions of tag 4.

/// The maximum number of bytes of a bignum. The time of the conversion grows with the square of this number.
const MAX_BYTES: usize = 1024;

/// The maximum number of digits of a number: those that fit into [`MAX_BYTES`].
const MAX_DIGITS: usize = 2466;

/// The base of groups of nine decimal digits, the largest group that fits into a 32-bit limb.
const BASE: u64 = 1_000_000_000;

/// A number as the parts of its text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    /// The digits without leading zeros; a zero has none.
    pub(super) digits: String,
    pub(super) exponent: i64,
    /// True if the text has a fraction or an exponent, so that it is a decimal number and not an integer.
    pub(super) has_exponent: bool,
}

impl Decimal {
    /// Parses a number in the syntax of JSON; `None` if it has too many digits or too large an exponent.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        let digits = format!("{unsigned}{fraction}");
        let digits = digits.trim_start_matches('0');
        if digits.len() > MAX_DIGITS {
            return None;
        }
        let exponent: i64 = exponent.parse().ok()?;
        Some(Self {
            is_negative: whole.len() > unsigned.len() && !digits.is_empty(),
            digits: digits.to_owned(),
            exponent: exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?,
            has_exponent: text.contains(['.', 'e', 'E']),
        })
    }

    /// Returns the magnitude as bytes, the most significant one first and without leading zeros.
    pub(super) fn magnitude(&self) -> Vec<u8> {
        let mut limbs: Vec<u32> = Vec::new();
        let first = self.digits.len() % 9;
        let (head, rest) = self.digits.as_bytes().split_at(first);
        for group in std::iter::once(head).chain(rest.chunks(9)) {
            let value = group.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
            multiply_add(&mut limbs, BASE, value);
        }
        let bytes: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
        without_zeros(&bytes).to_vec()
    }
}

/// Multiplies a number by a factor and adds a term. The limbs are those of 32 bits, the least significant one first.
#[allow(clippy::cast_possible_truncation, reason = "a limb is the lower half")]
fn multiply_add(limbs: &mut Vec<u32>, factor: u64, term: u64) {
    let mut carry = term;
    for limb in limbs.iter_mut() {
        let value = u64::from(*limb) * factor + carry;
        *limb = value as u32;
        carry = value >> 32;
    }
    if carry > 0 {
        limbs.push(carry as u32);
    }
}

fn without_zeros(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().take_while(|&&byte| byte == 0).count()..]
}

/// Returns the big-endian number `bytes` minus one. A negative bignum `-m` is encoded as `m - 1`. `bytes` must not be
/// zero.
pub(super) fn decrement(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for byte in bytes.iter_mut().rev() {
        let (less, borrows) = byte.overflowing_sub(1);
        *byte = less;
        if !borrows {
            break;
        }
    }
    without_zeros(&bytes).to_vec()
}

/// Returns the decimal digits of a bignum; `None` if it is too long. If `is_negative`, the value is `-1 - n`, where `n`
/// is the number in `bytes`.
#[allow(clippy::cast_possible_truncation, reason = "a remainder is below the divisor, and a quotient below 32 bits")]
pub(super) fn integer_text(bytes: &[u8], is_negative: bool) -> Option<String> {
    let bytes = without_zeros(bytes);
    if bytes.len() > MAX_BYTES {
        return None;
    }
    // In limbs, the most significant one first.
    let mut limbs: Vec<u32> =
        bytes.rchunks(4).rev().map(|limb| limb.iter().fold(0, |n, &b| n << 8 | u32::from(b))).collect();
    if is_negative {
        limbs.reverse();
        multiply_add(&mut limbs, 1, 1);
        limbs.reverse();
    }
    let mut groups: Vec<u64> = Vec::new();
    while !limbs.is_empty() {
        let mut rest = 0;
        for limb in &mut limbs {
            let value = rest << 32 | u64::from(*limb);
            *limb = (value / BASE) as u32;
            rest = value % BASE;
        }
        groups.push(rest);
        let zeros = limbs.iter().take_while(|&&limb| limb == 0).count();
        limbs.drain(..zeros);
    }
    let mut text = String::from(if is_negative { "-" } else { "" });
    text += &groups.pop().unwrap_or_default().to_string();
    for group in groups.iter().rev() {
        text += &format!("{group:09}");
    }
    Some(text)
}

/// Returns the text of a decimal fraction: a mantissa times a power of ten. It is written with a decimal point if that
/// is short, otherwise with an exponent.
pub(super) fn decimal_text(exponent: i64, mantissa: &str) -> String {
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    // Up to six zeros are written after the point.
    match usize::try_from(exponent.unsigned_abs()) {
        Ok(0) => mantissa.to_owned(),
        Ok(places) if exponent < 0 && places <= digits.len().saturating_add(6) => {
            let digits = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            format!("{sign}{whole}.{fraction}")
        }
        _ => format!("{mantissa}e{exponent}"),
    }
}

/// Returns the text of a finite float: the shortest one that parses to the same float, in the form of [`decimal_text`].
/// A decimal that is read from this text and serialized is read back as the same text.
pub(super) fn float_text(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 2f64.powi(53) {
        // A CBOR integer has no negative zero.
        return format!("{:.0}", value + 0.0);
    }
    let text = format!("{value:?}");
    match Decimal::parse(&text) {
        Some(parts) if parts.is_negative => decimal_text(parts.exponent, &format!("-{}", parts.digits)),
        Some(parts) => decimal_text(parts.exponent, &parts.digits),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, MAX_BYTES, MAX_DIGITS, decimal_text, decrement, float_text, integer_text};

    #[test]
    fn a_float_has_the_text_that_it_has_when_it_was_written() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-5.0, "-5"),
            (1.5, "1.5"),
            (-0.25, "-0.25"),
            (1e-7, "0.0000001"),
            (-1.5e-10, "-15e-11"),
            (1.5e300, "15e299"),
            (9_007_199_254_740_992.0, "9007199254740992.0"),
        ] {
            assert_eq!(float_text(value), text);
        }
    }

    #[test]
    fn digits_become_bytes_and_digits_again() {
        for text in ["0", "1", "255", "256", "999999999", "1000000000", "4294967296", "18446744073709551616"] {
            let bytes = Decimal::parse(text).expect("a number").magnitude();
            assert_eq!(integer_text(&bytes, false).as_deref(), Some(text));
        }
        assert_eq!(Decimal::parse("18446744073709551616").expect("a number").magnitude(), [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        let longest = "9".repeat(MAX_DIGITS);
        let bytes = Decimal::parse(&longest).expect("a number").magnitude();
        assert!(bytes.len() <= MAX_BYTES);
        assert_eq!(integer_text(&bytes, false), Some(longest));
    }

    #[test]
    fn a_negative_bignum_is_one_beyond_its_bytes() {
        assert_eq!(integer_text(&[1, 0, 0, 0, 0, 0, 0, 0, 0], true).as_deref(), Some("-18446744073709551617"));
        assert_eq!(integer_text(&[0xFF; 8], true).as_deref(), Some("-18446744073709551616"));
        assert_eq!(integer_text(&[], true).as_deref(), Some("-1"));
        assert_eq!(integer_text(&[0, 0], false).as_deref(), Some("0"));
        assert_eq!(decrement(&[1, 0, 0]), [0xFF, 0xFF]);
    }

    #[test]
    fn numbers_beyond_the_limits_are_refused() {
        assert_eq!(Decimal::parse(&"1".repeat(MAX_DIGITS + 1)), None);
        assert_eq!(Decimal::parse("1e99999999999999999999"), None);
        assert_eq!(Decimal::parse("1.5e-9223372036854775808"), None);
        assert_eq!(integer_text(&[1; MAX_BYTES + 1], false), None);
    }

    #[test]
    fn a_decimal_fraction_is_written_with_a_point_where_that_is_short() {
        for (exponent, mantissa, text) in [
            (0, "5", "5"),
            (-2, "273", "2.73"),
            (-2, "10", "0.10"),
            (-3, "-5", "-0.005"),
            (-8, "15", "0.00000015"),
            (-9, "15", "15e-9"),
            (3, "15", "15e3"),
            (i64::MIN, "-1", "-1e-9223372036854775808"),
        ] {
            assert_eq!(decimal_text(exponent, mantissa), text);
        }
        let parts = Decimal::parse("-0.0010e5").expect("a number");
        assert_eq!(parts, Decimal { is_negative: true, digits: "10".into(), exponent: 1, has_exponent: true });
    }
}
