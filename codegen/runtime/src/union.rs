//! Unions: exactly one of several members, or one that the model did not have.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{self, Deserializer, MapAccess, Visitor};

use crate::structure::Entry;
use crate::wire::KeySeed;

/// A union of a service's API. Implemented by [`union!`](crate::union!).
pub trait Union: Sized + Send + Sync + 'static {
    /// The shape's name in the model, for messages.
    const NAME: &'static str;

    /// Stands for a member that the model did not have when the code was generated.
    const UNKNOWN: Self;

    /// Reads one member's value by its wire name: `Some` where it was there, `None` where it was null.
    ///
    /// # Errors
    /// Those of the deserializer, and a value of another type than the model's.
    fn read_member<'de, A: MapAccess<'de>>(name: &str, from: &mut Entry<'_, A>) -> Result<Option<Self>, A::Error>;
}

/// Reads a union from a JSON object with one member that is not null.
///
/// # Errors
/// Those of the deserializer, no member, and several.
pub fn read<'de, T: Union, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(UnionVisitor(PhantomData))
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a JSON object with one member ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key_seed(KeySeed)? {
            // Services add it to any object, for clients in languages with run-time types.
            if name.as_str() == "__type" {
                Entry::over(&mut map).skip()?;
                continue;
            }
            let member = T::read_member(name.as_str(), &mut Entry::over(&mut map))?;
            if found.is_some() && member.is_some() {
                return Err(de::Error::custom(format_args!("several members of the union {} are set", T::NAME)));
            }
            found = found.or(member);
        }
        found.ok_or_else(|| de::Error::custom(format_args!("no member of the union {} is set", T::NAME)))
    }
}

/// Implements the wire form of a generated union.
///
/// ```
/// /// A shape.
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Figure {
///     /// A circle of some radius.
///     Circle(f64),
///     /// A text.
///     Text(String),
///     /// A member that the model did not have.
///     Unknown,
/// }
///
/// codegen_runtime::union! { Figure = "Figure" { Circle = "circle", Text = "text" } }
///
/// let circle: Figure = serde_json::from_str(r#"{"circle": 2, "text": null}"#).unwrap();
/// assert_eq!(circle, Figure::Circle(2.0));
/// assert_eq!(serde_json::from_str::<Figure>(r#"{"spiral": {}}"#).unwrap(), Figure::Unknown);
/// assert!(serde_json::to_string(&Figure::Unknown).is_err());
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident = $shape:literal { $($(#[$attr:meta])* $variant:ident = $wire:literal $(as $format:ident)?),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated member still has a wire form")]
        const _: () = {
            impl $crate::Union for $name {
                const NAME: &'static str = $shape;
                const UNKNOWN: Self = Self::Unknown;

                fn read_member<'de, A: $crate::serde_core::de::MapAccess<'de>>(
                    name: &str,
                    from: &mut $crate::Entry<'_, A>,
                ) -> ::core::result::Result<::core::option::Option<Self>, A::Error> {
                    match name {
                        $($wire => {
                            let value = from.take::<_, $crate::structure!(@format $($format)?)>($wire)?;
                            ::core::result::Result::Ok(value.map(Self::$variant))
                        })*
                        _ => from.skip_unless_null().map(|set| set.then_some(Self::UNKNOWN)),
                    }
                }
            }

            fn write<S: $crate::serde_core::Serializer>(
                value: &$name,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match value {
                    $($name::$variant(value) => {
                        $crate::union_write::<_, $crate::structure!(@format $($format)?), S>($wire, value, to)
                    })*
                    $name::Unknown => $crate::union_unknown($shape),
                }
            }

            $crate::wire_form!($name, write, $crate::union_read);
        };
    };
}

/// Writes the one member of a union.
///
/// # Errors
/// Those of the serializer.
pub fn write<T: crate::Wire<F>, F, S: serde_core::Serializer>(
    name: &'static str,
    value: &T,
    to: S,
) -> Result<S::Ok, S::Error> {
    use serde_core::ser::SerializeMap as _;
    let mut map = to.serialize_map(Some(1))?;
    map.serialize_entry(name, &crate::wire::Out(value, PhantomData::<F>))?;
    map.end()
}

/// Refuses to write the unknown member of a union, whose name and value are not kept.
///
/// # Errors
/// Always.
pub fn unknown<T, E: serde_core::ser::Error>(shape: &str) -> Result<T, E> {
    Err(E::custom(format_args!("an unknown member of the union {shape} cannot be sent")))
}
