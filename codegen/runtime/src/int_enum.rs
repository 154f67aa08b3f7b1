//! Enums of integers that survive new values: the macro behind generated enums.

use serde_core::de::Deserializer;

use crate::Wire;

/// Reads anything that is made from an integer.
///
/// # Errors
/// Those of the deserializer, and a value that is no 32-bit integer.
pub fn read<'de, T: From<i32>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    <i32 as Wire>::read(from).map(T::from)
}

/// Implements a generated enum of integers: `as_i32`, conversions from and to integers, `Display` and the wire form.
///
/// ```
/// /// How many wheels.
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum Wheels {
///     /// A bicycle.
///     Two,
///     /// A car.
///     Four,
///     /// Any other value.
///     Unknown(i32),
/// }
///
/// codegen_runtime::int_enum! { Wheels { Two = 2, Four = 4 } }
///
/// assert_eq!(Wheels::from(4), Wheels::Four);
/// assert_eq!(serde_json::from_str::<Wheels>("3").unwrap().as_i32(), 3);
/// assert_eq!(Wheels::VALUES, [2, 4]);
/// ```
#[macro_export]
macro_rules! int_enum {
    ($name:ident { $($(#[$attr:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated value still has a wire form")]
        impl $name {
            /// Every value that the model lists, in its order.
            pub const VALUES: &'static [i32] = &[$($value),*];

            /// The value as on the wire.
            #[must_use]
            pub const fn as_i32(self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value still has a wire form")]
        impl ::core::convert::From<i32> for $name {
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::core::convert::From<$name> for i32 {
            fn from(value: $name) -> Self {
                value.as_i32()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i32(), f)
            }
        }

        const _: () = {
            fn write<S: $crate::serde_core::Serializer>(
                value: &$name,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_i32(value.as_i32())
            }

            $crate::wire_form!($name, write, $crate::int_read);
        };
    };
}
