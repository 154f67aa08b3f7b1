//! Numbers: their form in JSON, and integers that are written with a fraction or an exponent.

/// Parses an integer, which may be written with a fraction or an exponent: `10`, `10.0` and `1e1` are one number.
/// `None` for a text that is not a number, a number that is not an integer, and one beyond 64 bits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| is_number(text).then(|| integer_of_number(text)).flatten())
}

/// Returns whether a text is a number in the syntax of JSON.
pub(crate) fn is_number(text: &str) -> bool {
    number_end(text.as_bytes(), 0) == Some(text.len())
}

/// Returns the offset after the number that begins at `start`; `None` if there is no number.
pub(super) fn number_end(body: &[u8], start: usize) -> Option<usize> {
    let digits_end = |at: usize| {
        let digits = body.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then_some(at + digits)
    };
    let whole = start + usize::from(body.get(start) == Some(&b'-'));
    let mut end = digits_end(whole)?;
    if body[whole] == b'0' && end > whole + 1 {
        return None;
    }
    if body.get(end) == Some(&b'.') {
        end = digits_end(end + 1)?;
    }
    if matches!(body.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(body.get(end + 1), Some(b'+' | b'-')));
        end = digits_end(end + 1 + sign)?;
    }
    Some(end)
}

/// Returns the integer that begins at `start`, and the offset after it. `None` for every number that is not written in the
/// plain form of at most 18 digits without fraction and exponent, which the slower functions read.
#[inline]
pub(super) fn plain_integer(body: &[u8], start: usize) -> Option<(i64, usize)> {
    let is_negative = body.get(start) == Some(&b'-');
    let first = start + usize::from(is_negative);
    let (mut end, mut value) = (first, 0i64);
    while let Some(&digit @ b'0'..=b'9') = body.get(end) {
        value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
        end += 1;
    }
    let has_leading_zero = end > first + 1 && body[first] == b'0';
    if !(1..=18).contains(&(end - first)) || has_leading_zero || matches!(body.get(end), Some(b'.' | b'e' | b'E')) {
        return None;
    }
    Some((if is_negative { -value } else { value }, end))
}

/// Converts a JSON number to an integer, as [`integer`] does. `None` if it is not an integer, or is beyond 64 bits.
pub(super) fn integer_of_number(text: &str) -> Option<i64> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    if digits.bytes().all(|byte| matches!(byte, b'0' | b'-')) {
        return Some(0);
    }
    // An exponent that does not fit is beyond 64 bits: no body has a mantissa long enough to compensate for it.
    let exponent: i64 = exponent.parse().ok()?;
    let shift = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    if shift >= 0 {
        let zeros = usize::try_from(shift).ok().filter(|&zeros| zeros < 19)?;
        return format!("{digits}{}", "0".repeat(zeros)).parse().ok();
    }
    let cut = usize::try_from(shift.unsigned_abs()).ok()?;
    let kept = digits.strip_suffix(&"0".repeat(cut.min(digits.len())))?;
    kept.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{integer, number_end, plain_integer};

    #[test]
    fn numbers_end_where_json_says() {
        for (text, end) in [
            ("0", Some(1)),
            ("-0", Some(2)),
            ("10,", Some(2)),
            ("1.5e+10]", Some(7)),
            ("1E5", Some(3)),
            ("01", None),
            ("-", None),
            ("1.", None),
            (".5", None),
            ("1e", None),
            ("1e+", None),
            ("+1", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(number_end(text.as_bytes(), 0), end, "{text}");
        }
    }

    #[test]
    fn an_integer_may_be_written_with_fraction_and_exponent() {
        for (text, value) in [
            ("1.0", Some(1)),
            ("1e3", Some(1000)),
            ("-0", Some(0)),
            ("-0.0e5", Some(0)),
            ("1500e-2", Some(15)),
            ("1.25e2", Some(125)),
            ("-2.50e1", Some(-25)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775807.0", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("1.5", None),
            ("15e-1", None),
            ("1e19", None),
            ("1e400", None),
            ("1e-400", None),
            ("1e-9223372036854775808", None),
            ("0.1e-9223372036854775808", None),
            ("0e99999999999999999999", Some(0)),
        ] {
            assert_eq!(integer(text), value, "{text}");
        }
    }

    #[test]
    fn plain_integers_are_read_at_once() {
        for (text, expected) in [
            ("0", Some((0, 1))),
            ("-0]", Some((0, 2))),
            ("7,", Some((7, 1))),
            ("-128 ", Some((-128, 4))),
            ("999999999999999999", Some((999_999_999_999_999_999, 18))),
            ("-999999999999999999", Some((-999_999_999_999_999_999, 19))),
            ("1000000000000000000", None),
            ("99999999999999999999999999999999999999999", None),
            ("1.0", None),
            ("1e2", None),
            ("1E2", None),
            ("01", None),
            ("-01", None),
            ("-", None),
            ("+1", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(plain_integer(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
