//! The traits that every generated type implements by its serialization and deserialization: `Debug` and serde's.

/// Implements `Debug` and serde's traits for a type by its serialization and deserialization.
#[doc(hidden)]
#[macro_export]
macro_rules! value_impls {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::debug(self, f)
            }
        }

        $crate::serde_impls!($name);
    };
}

/// Implements serde's traits for a type by its serialization and deserialization, if the feature `serde` of this crate
/// is enabled. The features of the calling crate do not matter.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! serde_impls {
    ($name:ident) => {};
}

/// Implements serde's traits for a type by its serialization and deserialization, if the feature `serde` of this crate
/// is enabled. The features of the calling crate do not matter.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! serde_impls {
    ($name:ident) => {
        impl $crate::serde_core::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde_core::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::serde::serialize(self, to)
            }
        }

        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::serde::deserialize(from)
            }
        }
    };
}
