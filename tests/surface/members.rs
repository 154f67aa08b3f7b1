//! How the surface is restated: a line for each member, from which come the types that the compiler is to
//! find and the data that the tests compare. It knows no member of any structure.

use std::collections::BTreeSet;

use generated::runtime::serde_core::de::DeserializeOwned;
use serde_json::{Value, json};

/// A member of a structure.
pub(crate) struct Member {
    /// Its name on the wire.
    pub(crate) wire: &'static str,
    pub(crate) kind: Kind,
}

/// The kind of a member.
pub(crate) enum Kind {
    String,
    Boolean,
    Integer,
    Double,
    Timestamp,
    Enum(&'static [&'static str]),
    List(&'static Kind),
    Structure(&'static [Member]),
}

impl Kind {
    /// Returns the name of a simple kind.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Double => "double",
            Self::Timestamp => "timestamp",
            Self::Enum(_) => "enum",
            Self::List(_) => "list",
            Self::Structure(_) => "structure",
        }
    }

    /// A value of this kind; of an enum, the one with this number.
    pub(crate) fn sample(&self, number: usize) -> Value {
        match self {
            Self::String => json!("text"),
            Self::Boolean => json!(true),
            Self::Integer => json!(7),
            Self::Double => json!(0.1),
            Self::Timestamp => json!(1_700_000_000.125),
            Self::Enum(values) => json!(values[number % values.len()]),
            Self::List(element) => json!([element.sample(number)]),
            Self::Structure(members) => {
                members.iter().map(|member| (member.wire.to_owned(), member.kind.sample(number))).collect()
            }
        }
    }
}

/// A generated structure of which the surface promises members.
pub(crate) trait Reach: DeserializeOwned + 'static {
    const NAME: &'static str;
    const MEMBERS: &'static [Member];

    /// Which of the members are set, in the order of [`MEMBERS`](Self::MEMBERS).
    fn set(&self) -> Vec<bool>;

    /// Checks the structures among the members.
    fn check_inner(checked: &mut BTreeSet<&'static str>);
}

/// Checks that each member's name on the wire sets the field that stands beside it here, and no other, in a
/// structure and in all below it.
pub(crate) fn check_fields<T: Reach>(checked: &mut BTreeSet<&'static str>) {
    checked.insert(T::NAME);
    for (i, member) in T::MEMBERS.iter().enumerate() {
        let document = json!({ member.wire: member.kind.sample(0) });
        let value: T = serde_json::from_value(document).unwrap_or_else(|e| panic!("{}: {e}", T::NAME));
        let only: Vec<_> = (0..T::MEMBERS.len()).map(|at| at == i).collect();
        assert_eq!(value.set(), only, "{}: {}", T::NAME, member.wire);
    }
    T::check_inner(checked);
}

/// A generated enum of which the surface promises values.
pub(crate) trait Choices {
    const VALUES: &'static [&'static str];
}

/// Binds a field and what its accessor gives to the types that they must have.
pub(crate) fn typed<Field, Given>(_: &Option<Field>, _: Given) {}

/// Restates a structure: each member's field, its name on the wire and what it is.
macro_rules! reach {
    ($name:ident { $($field:ident $wire:literal: $kind:ident $(<$of:ident>)?),* $(,)? }) => {
        impl $crate::surface::members::Reach for $name {
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [$crate::surface::members::Member] = &[$($crate::surface::members::Member {
                wire: $wire,
                kind: $crate::surface::members::reach!(@kind $kind $($of)?),
            }),*];

            #[allow(deprecated, reason = "deprecated members belong to the surface")]
            fn set(&self) -> Vec<bool> {
                $($crate::surface::members::reach!(@types self.$field, self.$field(), $kind $($of)?);)*
                vec![$(self.$field.is_some()),*]
            }

            fn check_inner(_checked: &mut std::collections::BTreeSet<&'static str>) {
                $($crate::surface::members::reach!(@inner _checked, $kind $($of)?);)*
            }
        }
    };

    (@kind string) => { $crate::surface::members::Kind::String };
    (@kind boolean) => { $crate::surface::members::Kind::Boolean };
    (@kind integer) => { $crate::surface::members::Kind::Integer };
    (@kind long) => { $crate::surface::members::Kind::Integer };
    (@kind double) => { $crate::surface::members::Kind::Double };
    (@kind timestamp) => { $crate::surface::members::Kind::Timestamp };
    (@kind strings) => { $crate::surface::members::Kind::List(&$crate::surface::members::Kind::String) };
    (@kind choice $of:ident) => { $crate::surface::members::Kind::Enum(<$of as $crate::surface::members::Choices>::VALUES) };
    (@kind one $of:ident) => { $crate::surface::members::Kind::Structure(<$of as $crate::surface::members::Reach>::MEMBERS) };
    (@kind list $of:ident) => { $crate::surface::members::Kind::List(&$crate::surface::members::reach!(@kind one $of)) };

    (@types $field:expr, $given:expr, string) => { $crate::surface::members::typed::<String, Option<&str>>(&$field, $given) };
    (@types $field:expr, $given:expr, boolean) => { $crate::surface::members::typed::<bool, Option<bool>>(&$field, $given) };
    (@types $field:expr, $given:expr, integer) => { $crate::surface::members::typed::<i32, Option<i32>>(&$field, $given) };
    (@types $field:expr, $given:expr, long) => { $crate::surface::members::typed::<i64, Option<i64>>(&$field, $given) };
    (@types $field:expr, $given:expr, double) => { $crate::surface::members::typed::<f64, Option<f64>>(&$field, $given) };
    (@types $field:expr, $given:expr, timestamp) => {
        $crate::surface::members::typed::<generated::runtime::Timestamp, Option<generated::runtime::Timestamp>>(&$field, $given)
    };
    (@types $field:expr, $given:expr, strings) => { $crate::surface::members::typed::<Vec<String>, &[String]>(&$field, $given) };
    (@types $field:expr, $given:expr, choice $of:ident) => { $crate::surface::members::typed::<$of, Option<&$of>>(&$field, $given) };
    (@types $field:expr, $given:expr, one $of:ident) => { $crate::surface::members::typed::<$of, Option<&$of>>(&$field, $given) };
    (@types $field:expr, $given:expr, list $of:ident) => { $crate::surface::members::typed::<Vec<$of>, &[$of]>(&$field, $given) };

    (@inner $checked:ident, one $of:ident) => { $crate::surface::members::check_fields::<$of>($checked) };
    (@inner $checked:ident, list $of:ident) => { $crate::surface::members::check_fields::<$of>($checked) };
    (@inner $checked:ident, $($simple:ident)+) => {};
}
pub(crate) use reach;

/// Restates enums: each value on the wire and its variant; and makes a function that checks them and returns how
/// many there are.
macro_rules! choices {
    ($check:ident: $($name:ident { $($value:literal $variant:ident),* $(,)? })*) => {
        $(impl $crate::surface::members::Choices for $name {
            const VALUES: &'static [&'static str] = &[$($value),*];
        })*

        pub(crate) fn $check() -> usize {
            let mut checked = 0;
            $($(
                assert_eq!($name::from($value), $name::$variant);
                assert_eq!(($name::$variant.as_str(), $name::$variant.to_string().as_str()), ($value, $value));
                assert_eq!($value.parse(), Ok($name::$variant));
                assert!($name::VALUES.contains(&$value), "{}", $value);
                assert_eq!(serde_json::to_value($name::$variant).expect("JSON"), $value);
                checked += 1;
            )*)*
            checked
        }
    };
}
pub(crate) use choices;
