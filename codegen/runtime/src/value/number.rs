//! Numbers of any size, which no standard type of Rust can hold. They keep their text.

use std::fmt;
use std::str::FromStr;

/// The error of a text that is not a number of the expected type, or of a number that a type cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError(pub(super) &'static str);

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NumberError {}

/// Returns whether a text is a number in the syntax of JSON.
fn is_number(text: &str) -> bool {
    crate::codec::json::number::is_number(text)
}

/// Defines a type that keeps the text of a number. Two numbers are equal if their texts are equal.
macro_rules! as_written {
    ($name:ident, $what:literal, $docs:literal, $is:expr) => {
        #[doc = $docs]
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Returns the text of the number.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self("0".into())
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value.to_string().into())
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                let is: fn(&str) -> bool = $is;
                if is(text) { Ok(Self(text.into())) } else { Err(NumberError(concat!("this is not ", $what))) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        crate::serde_impls!($name);
    };
}

impl BigDecimal {
    /// Returns the number as an integer. `None` if it has a fraction or does not fit into 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        crate::codec::json::number::integer(&self.0)
    }

    /// Returns the nearest double. `None` if the number is too large.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

as_written! {
    BigInteger, "an integer",
    "An integer of any size, Smithy's `bigInteger`, as it is written.

```
use codegen_runtime::BigInteger;

let large: BigInteger = serde_json::from_str(\"123456789012345678901234567890\").unwrap();
assert_eq!(large.to_string(), \"123456789012345678901234567890\");
assert!(\"1.5\".parse::<BigInteger>().is_err());
```",
    |text| is_number(text) && !text.contains(['.', 'e', 'E'])
}

as_written! {
    BigDecimal, "a decimal number",
    "A decimal number of any size and precision, Smithy's `bigDecimal`, as it is written.

```
use codegen_runtime::BigDecimal;

let exact: BigDecimal = serde_json::from_str(\"0.10000000000000000000000001\").unwrap();
assert_eq!(serde_json::to_string(&exact).unwrap(), \"0.10000000000000000000000001\");
```",
    is_number
}
