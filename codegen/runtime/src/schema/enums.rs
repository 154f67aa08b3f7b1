//! Enums that keep values which the model did not have when the code was generated.

use std::fmt;

use super::ShapeDeserializer;
use crate::codec::CodecError;

/// A value that the model did not have when the code was generated.
///
/// It is serialized unchanged. Only the conversion of an enum from a string makes one. Compare `as_str()` of the whole enum, not this value, so that the comparison still holds
/// when a later version has a variant for the value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// For generated code, which calls it only for values without a variant. A conversion from a string makes an enum of any
    /// value.
    #[doc(hidden)]
    #[must_use]
    pub fn __new(value: &str) -> Self {
        Self(value.into())
    }

    /// Returns the value unchanged, as the service sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnknownValue").field(&self.0).finish()
    }
}

/// Reads an enum of strings.
///
/// # Errors
/// Those of the deserializer, and a value that is not a string.
#[inline]
pub fn deserialize_string_enum<T: for<'a> From<&'a str>>(from: &mut dyn ShapeDeserializer) -> Result<T, CodecError> {
    match from.string() {
        Ok(value) => Ok(T::from(&value)),
        Err(error) => Err(error),
    }
}

/// Reads an enum of integers.
///
/// # Errors
/// Those of the deserializer, and a value that is not a 32-bit integer.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the deserializer keeps the bounds")]
pub fn deserialize_int_enum<T: From<i32>>(from: &mut dyn ShapeDeserializer) -> Result<T, CodecError> {
    Ok(T::from(from.integer(i32::MIN.into(), i32::MAX.into())? as i32))
}

/// Defines an enum of strings: its type, `as_str`, conversions from strings, `Display` and its serde form.
///
/// ```
/// codegen_runtime::string_enum! {
///     /// A speed.
///     pub enum Speed {
///         /// Fast.
///         Fast = "FAST",
///         /// Slow.
///         Slow = "SLOW",
///     }
/// }
///
/// assert_eq!(Speed::from("FAST"), Speed::Fast);
/// assert_eq!(Speed::from("WARP").as_str(), "WARP");
/// assert_eq!(Speed::VALUES, ["FAST", "SLOW"]);
/// ```
///
/// Enums are compared by their values on the wire.
///
/// ```
/// # codegen_runtime::string_enum! {
/// #     /// A speed.
/// #     pub enum Speed {
/// #         /// Slow.
/// #         Slow = "SLOW",
/// #         /// Fast.
/// #         Fast = "FAST",
/// #     }
/// # }
/// let mut speeds = ["SLOW", "WARP", "FAST"].map(Speed::from);
/// speeds.sort();
/// assert_eq!(speeds.map(|speed| speed.to_string()), ["FAST", "SLOW", "WARP"]);
/// ```
///
/// `[sensitive]` after the name redacts the value in `Debug`, also a value without a variant.
///
/// ```
/// codegen_runtime::string_enum! {
///     /// A blood group.
///     pub enum BloodGroup [sensitive] {
///         /// A.
///         A = "GROUP_A",
///     }
/// }
///
/// assert_eq!(format!("{:?} {:?}", BloodGroup::A, BloodGroup::from("B")), "*** redacted *** *** redacted ***");
/// ```
///
/// The documentation of a variant ends with a sentence about its value, and the value is a search alias in rustdoc. A
/// value that cannot be an alias, because it is the variant's name or contains a quote, is written as `(plain "Fast")`.
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident $([$sensitive:ident])? { $(
            $(#[$attr:meta])*
            $variant:ident = $($value:literal)? $((plain $plain:literal))?
        ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                $(#[$attr])*
                $(
                    #[doc = ""]
                    #[doc = concat!("The value on the wire is `", $value, "`.")]
                    #[doc(alias = $value)]
                )?
                $variant,
            )*
            /// A value that the model did not have when the code was generated.
            Unknown($crate::UnknownValue),
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $($crate::redacted_enum!($sensitive f);)?
                #[allow(unreachable_code, reason = "a sensitive value is not shown")]
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::Unknown(value) => return f.debug_tuple("Unknown").field(value).finish(),
                })
            }
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl $name {
            /// Every value that the model lists, as on the wire and in the model's order.
            pub const VALUES: &'static [&'static str] = &[$($($value)? $($plain)?),*];

            /// Returns the value as it is on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $($value)? $($plain)?,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($($value)? $($plain)? => Self::$variant,)*
                    other => Self::Unknown($crate::UnknownValue::__new(other)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        $crate::compared_enum!($name by as_str);

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::schema::ShapeValue for $name {
            type Kind = $crate::schema::ValueKind;

            #[inline]
            fn serialize(
                &self,
                to: &mut dyn $crate::schema::ShapeSerializer,
                _: &$crate::schema::Traits,
            ) -> ::core::result::Result<(), $crate::CodecError> {
                to.string(self.as_str())
            }

            #[inline]
            fn deserialize(
                from: &mut dyn $crate::schema::ShapeDeserializer,
                _: &$crate::schema::Traits,
            ) -> ::core::result::Result<Self, $crate::CodecError> {
                $crate::schema::deserialize_string_enum(from)
            }
        }

        $crate::serde_impls!($name);
    };
}

/// Returns early from `fmt` of a sensitive enum, without showing its value.
#[doc(hidden)]
#[macro_export]
macro_rules! redacted_enum {
    (sensitive $f:ident) => {
        return ::core::fmt::Debug::fmt(&$crate::codec::Redacted, $f)
    };
}

/// Implements comparisons and `Hash` of an enum by its value on the wire, so that the order does not depend on which values the
/// model lists.
#[doc(hidden)]
#[macro_export]
macro_rules! compared_enum {
    ($name:ident by $value:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.$value(), &other.$value())
            }
        }

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.$value(), state);
            }
        }
    };
}

/// Defines an enum of integers: its type, `as_i32`, conversions from and to integers, `Display` and its serde form.
///
/// ```
/// codegen_runtime::int_enum! {
///     /// A number of wheels.
///     pub enum Wheels {
///         /// A bicycle.
///         Two = 2,
///         /// A car.
///         Four = 4,
///     }
/// }
///
/// assert_eq!(Wheels::from(4), Wheels::Four);
/// assert_eq!(serde_json::from_str::<Wheels>("3").unwrap().as_i32(), 3);
/// assert_eq!(Wheels::VALUES, [2, 4]);
/// assert_eq!(Wheels::Unknown(4), Wheels::Four); // compared by value
/// ```
#[macro_export]
macro_rules! int_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident $([$sensitive:ident])? {
            $($(#[$attr:meta])* $variant:ident = $value:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                $(#[$attr])*
                #[doc = ""]
                #[doc = concat!("The value on the wire is `", $value, "`.")]
                $variant,
            )*
            /// A value that the model did not have when the code was generated.
            Unknown(i32),
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $($crate::redacted_enum!($sensitive f);)?
                #[allow(unreachable_code, reason = "a sensitive value is not shown")]
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::Unknown(value) => return f.debug_tuple("Unknown").field(value).finish(),
                })
            }
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl $name {
            /// Every value that the model lists, in the model's order.
            pub const VALUES: &'static [i32] = &[$($value),*];

            /// Returns the value as it is on the wire.
            #[must_use]
            #[inline]
            pub const fn as_i32(self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is a value")]
        impl ::core::convert::From<i32> for $name {
            #[inline]
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::core::convert::From<$name> for i32 {
            #[inline]
            fn from(value: $name) -> Self {
                value.as_i32()
            }
        }

        $crate::compared_enum!($name by as_i32);

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i32(), f)
            }
        }

        impl $crate::schema::ShapeValue for $name {
            type Kind = $crate::schema::ValueKind;

            #[inline]
            fn serialize(
                &self,
                to: &mut dyn $crate::schema::ShapeSerializer,
                _: &$crate::schema::Traits,
            ) -> ::core::result::Result<(), $crate::CodecError> {
                to.integer(::core::convert::From::from(self.as_i32()))
            }

            #[inline]
            fn deserialize(
                from: &mut dyn $crate::schema::ShapeDeserializer,
                _: &$crate::schema::Traits,
            ) -> ::core::result::Result<Self, $crate::CodecError> {
                $crate::schema::deserialize_int_enum(from)
            }
        }

        $crate::serde_impls!($name);
    };
}
