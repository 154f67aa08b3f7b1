//! String enums that survive new values: the macro behind generated enums, and the payload of a value
//! that the generated code does not know.

use std::fmt;

use serde_core::de::{self, Deserializer, Visitor};

/// A value that the model did not have when the code was generated.
///
/// It is kept as it came and written back unchanged. Compare by `as_str()` of the whole enum rather than
/// by this, so that nothing changes on the day when the value gets a variant of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The value, as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// For generated code, which calls it only for values that have no variant.
impl From<&str> for UnknownValue {
    fn from(value: &str) -> Self {
        Self(value.into())
    }
}

/// Reads anything that is made from a string, without an allocation of its own.
///
/// # Errors
/// Those of the deserializer, and a value that is no string.
pub fn read<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_str(FromStrVisitor(std::marker::PhantomData))
}

struct FromStrVisitor<T>(std::marker::PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for FromStrVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }
}

/// Writes anything that is a string.
///
/// # Errors
/// Those of the serializer.
pub fn write<T: AsRef<str>, S: serde_core::Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(value.as_ref())
}

/// Implements a generated enum: `as_str`, conversions from strings, `Display` and the wire form.
///
/// ```
/// # use codegen_runtime::UnknownValue;
/// /// How fast.
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum Speed {
///     /// Fast.
///     Fast,
///     /// Slow.
///     Slow,
///     /// Any other value.
///     Unknown(UnknownValue),
/// }
///
/// codegen_runtime::string_enum! { Speed { Fast = "FAST", Slow = "SLOW" } }
///
/// assert_eq!(Speed::from("FAST"), Speed::Fast);
/// assert_eq!(Speed::from("WARP").as_str(), "WARP");
/// assert_eq!(Speed::VALUES, ["FAST", "SLOW"]);
/// ```
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($(#[$attr:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated value still has a wire form")]
        impl $name {
            /// Every value that the model lists, as on the wire and in its order.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value still has a wire form")]
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown($crate::UnknownValue::from(other)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::wire_form!($name, $crate::string_write, $crate::string_read);
    };
}
