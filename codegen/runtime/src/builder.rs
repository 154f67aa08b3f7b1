//! What generated builders are made of: the draft that they carry, the states of required members, and
//! the conversions that their setters accept.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use crate::{Blob, Document};

/// The state of a required member that has been set.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// The state of a required member that has not been set yet.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}

/// A structure in the making: its value so far, the way it will be sent (`()` where it will not), and
/// which required members are set.
#[derive(Clone, Debug)]
pub struct Draft<T, Via = (), State = ()> {
    /// The structure so far.
    pub value: T,
    /// The client through which it will be sent.
    pub via: Via,
    state: PhantomData<fn() -> State>,
}

impl<T: Default, Via, State> Draft<T, Via, State> {
    /// Nothing is set.
    #[must_use]
    pub fn new(via: Via) -> Self {
        Self { value: T::default(), via, state: PhantomData }
    }
}

impl<T, Via, State> Draft<T, Via, State> {
    /// The same draft in another state.
    #[must_use]
    pub fn advance<Next>(self) -> Draft<T, Via, Next> {
        Draft { value: self.value, via: self.via, state: PhantomData }
    }
}

/// What the setter of a required member of type `T` accepts: a `T`, and what plainly is one.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a `{T}`", label = "expected a `{T}`")]
pub trait IntoValue<T> {
    /// Converts the value.
    fn into_value(self) -> T;
}

/// What the setter of an optional member of type `T` accepts: what [`IntoValue`] does, or an `Option` of
/// it, of which `None` leaves the member absent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a `{T}` nor an `Option` of it",
    label = "expected a `{T}`"
)]
pub trait IntoMember<T> {
    /// Converts the value.
    fn into_member(self) -> Option<T>;
}

impl<T> IntoValue<T> for T {
    fn into_value(self) -> T {
        self
    }
}

impl<T> IntoMember<T> for T {
    fn into_member(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoMember<T> for Option<T> {
    fn into_member(self) -> Option<T> {
        self
    }
}

impl<T> IntoValue<Box<T>> for T {
    fn into_value(self) -> Box<T> {
        Box::new(self)
    }
}

impl<T> IntoMember<Box<T>> for T {
    fn into_member(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

/// Both conversions from `$from`, and the one from `Option<$from>`, by one expression.
macro_rules! convert {
    ($([$($param:tt)*] $from:ty => $to:ty: $value:ident => $how:expr;)*) => {$(
        impl<$($param)*> IntoValue<$to> for $from {
            fn into_value(self) -> $to {
                let $value = self;
                $how
            }
        }

        impl<$($param)*> IntoMember<$to> for $from {
            fn into_member(self) -> Option<$to> {
                Some(self.into_value())
            }
        }

        impl<$($param)*> IntoMember<$to> for Option<$from> {
            fn into_member(self) -> Option<$to> {
                self.map(IntoValue::into_value)
            }
        }
    )*};
}

convert! {
    ['a] &'a str => String: text => text.to_owned();
    ['a] &'a String => String: text => text.clone();
    ['a] std::borrow::Cow<'a, str> => String: text => text.into_owned();
    ['a] &'a str => Document: text => Document::from(text);
    ['a] &'a [u8] => Blob: bytes => Blob::from(bytes);
    [] Vec<u8> => Blob: bytes => Blob::from(bytes);
    [T, const N: usize] [T; N] => Vec<T>: list => Vec::from(list);
    ['a, T: Clone] &'a [T] => Vec<T>: list => list.to_vec();
    ['a, const N: usize] [&'a str; N] => Vec<String>: list => list.map(str::to_owned).into();
    ['a, 'b] &'b [&'a str] => Vec<String>: list => list.iter().map(|&text| text.to_owned()).collect();
    ['a] Vec<&'a str> => Vec<String>: list => list.into_iter().map(str::to_owned).collect();
    [K: Ord, V, const N: usize] [(K, V); N] => BTreeMap<K, V>: entries => BTreeMap::from(entries);
    ['a, 'b, const N: usize] [(&'a str, &'b str); N] => BTreeMap<String, String>:
        entries => entries.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    [K: Ord, V] std::collections::HashMap<K, V> => BTreeMap<K, V>: entries => entries.into_iter().collect();
}
