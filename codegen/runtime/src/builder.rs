//! The parts of generated builders: the draft that they hold, the states of required members, and the conversions that
//! their setters accept.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use crate::{Blob, ByteStream, Bytes, Document};

/// The state of a required member that has been set.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// The state of a required member that has not been set yet.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}

/// The content of a builder: the structure with the members that are set so far, the client that sends it (`()` if the
/// builder does not send), and the states of its required members.
#[derive(Debug)]
pub struct Draft<T, Client = (), State = ()> {
    /// The structure with the members that are set so far.
    pub value: T,
    /// The client that sends the structure.
    pub client: Client,
    state: PhantomData<fn() -> State>,
}

// Not derived, because the derive would require `State: Clone`.
impl<T: Clone, Client: Clone, State> Clone for Draft<T, Client, State> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), client: self.client.clone(), state: PhantomData }
    }
}

impl<T: Default, Client, State> Draft<T, Client, State> {
    /// Creates a draft in which no member is set.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { value: T::default(), client, state: PhantomData }
    }
}

impl<T: fmt::Debug, Client, State> Draft<T, Client, State> {
    /// Formats the builder that holds this draft, under the given name and with the members that are set so far.
    ///
    /// # Errors
    /// Those of the formatter.
    #[doc(hidden)]
    pub fn fmt_builder(&self, builder: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(builder).field(&self.value).finish()
    }
}

impl<T, Client, State> Draft<T, Client, State> {
    /// Returns the same draft in another state.
    #[must_use]
    pub fn advance<Next>(self) -> Draft<T, Client, Next> {
        Draft { value: self.value, client: self.client, state: PhantomData }
    }
}

/// A value that the setter of a required member of type `T` accepts: a `T`, or a value that converts to one without
/// loss, such as a `&str` to a `String` and an array to a `Vec`.
#[diagnostic::on_unimplemented(message = "expected `{T}`, found `{Self}`", label = "the required member is a `{T}`")]
pub trait IntoValue<T> {
    /// Converts the value.
    fn into_value(self) -> T;

    /// Sets a member to the value. A value of [`append`] is added to the elements or entries that are set already.
    fn set(self, member: &mut Option<T>)
    where
        Self: Sized,
    {
        *member = Some(self.into_value());
    }
}

/// A value that the setter of an optional member of type `T` accepts: a value that [`IntoValue`] converts, or an
/// `Option` of one. `None` leaves the member absent.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "the member is a `{T}`"
)]
pub trait IntoMember<T> {
    /// Converts the value.
    fn into_member(self) -> Option<T>;

    /// Sets a member to the value. A value of [`append`] is added to the elements or entries that are set already.
    fn set(self, member: &mut Option<T>)
    where
        Self: Sized,
    {
        *member = self.into_member();
    }
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

// Here and below: after a value of the wrong type, the compiler would list the conversions to all other types, which
// does not help.
#[diagnostic::do_not_recommend]
impl<T> IntoMember<T> for Option<T> {
    fn into_member(self) -> Option<T> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoValue<Box<T>> for T {
    fn into_value(self) -> Box<T> {
        Box::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoMember<Box<T>> for T {
    fn into_member(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

/// Implements [`IntoValue`] and [`IntoMember`] for `$from`, and [`IntoMember`] for `Option<$from>`, with one
/// expression.
macro_rules! convert {
    ($([$($param:tt)*] $from:ty => $to:ty: $value:ident => $how:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($param)*> IntoValue<$to> for $from {
            #[inline]
            fn into_value(self) -> $to {
                let $value = self;
                $how
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($param)*> IntoMember<$to> for $from {
            #[inline]
            fn into_member(self) -> Option<$to> {
                Some(self.into_value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($param)*> IntoMember<$to> for Option<$from> {
            #[inline]
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
    [] serde_json::Value => Document: value => Document::from(value);
    ['a] &'a [u8] => Blob: bytes => Blob::from(bytes);
    [] Vec<u8> => Blob: bytes => Blob::from(bytes);
    ['a] &'a [u8] => ByteStream: bytes => ByteStream::from(bytes);
    ['a, const N: usize] &'a [u8; N] => ByteStream: bytes => ByteStream::from(bytes);
    ['a] &'a str => ByteStream: text => ByteStream::from(text);
    [] String => ByteStream: text => ByteStream::from(text);
    [] Vec<u8> => ByteStream: bytes => ByteStream::from(bytes);
    [] Bytes => ByteStream: bytes => ByteStream::from(bytes);
    [] Blob => ByteStream: bytes => ByteStream::from(bytes);
    [T, const N: usize] [T; N] => Vec<T>: list => Vec::from(list);
    ['a, T: Clone] &'a [T] => Vec<T>: list => list.to_vec();
    ['a, T: Clone, const N: usize] &'a [T; N] => Vec<T>: list => list.to_vec();
    ['a, T: Clone] &'a Vec<T> => Vec<T>: list => list.clone();
    ['a, const N: usize] [&'a str; N] => Vec<String>: list => list.map(str::to_owned).into();
    ['a, 'b] &'b [&'a str] => Vec<String>: list => list.iter().map(|&text| text.to_owned()).collect();
    ['a, 'b, const N: usize] &'b [&'a str; N] => Vec<String>: list => list.map(str::to_owned).into();
    ['a, 'b] &'b Vec<&'a str> => Vec<String>: list => list.iter().map(|&text| text.to_owned()).collect();
    ['a] Vec<&'a str> => Vec<String>: list => list.into_iter().map(str::to_owned).collect();
    [K: Ord, V, const N: usize] [(K, V); N] => BTreeMap<K, V>: entries => BTreeMap::from(entries);
    ['a, 'b, const N: usize] [(&'a str, &'b str); N] => BTreeMap<String, String>:
        entries => entries.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    [K: Ord, V] std::collections::HashMap<K, V> => BTreeMap<K, V>: entries => entries.into_iter().collect();
    ['a, K: Ord + Clone, V: Clone] &'a BTreeMap<K, V> => BTreeMap<K, V>: entries => entries.clone();
}

/// Makes the setter of a list or a map add these elements or entries to those that are set already. Without it, a setter replaces
/// the list or the map. An entry replaces one with the same key. `None` adds nothing to an optional member.
///
/// ```
/// # use codegen_runtime as rt;
/// # rt::structure! {
/// #     /// A letter.
/// #     pub struct Letter = "Letter" {
/// #         /// The text of each page.
/// #         pages: Vec<String> = "pages",
/// #     }
/// #     builder LetterBuilder<>
/// # }
/// use rt::append;
///
/// let letter = Letter::builder().pages(["one"]).pages(append(["two", "three"]));
/// assert_eq!(letter.build().pages(), ["one", "two", "three"]);
/// ```
#[must_use = "it is for the setter of a list or a map"]
pub fn append<T>(more: T) -> Append<T> {
    Append(more)
}

/// Elements or entries that a setter adds to a list or a map, from [`append`].
#[derive(Clone, Debug)]
pub struct Append<T>(T);

/// Implements the conversions of [`Append`] to each type of collection.
macro_rules! append {
    ($([$($param:tt)*] $collection:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($param)*, I: IntoValue<$collection>> IntoValue<$collection> for Append<I> {
            fn into_value(self) -> $collection {
                self.0.into_value()
            }

            fn set(self, member: &mut Option<$collection>) {
                member.get_or_insert_default().extend(self.0.into_value());
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($param)*, I: IntoMember<$collection>> IntoMember<$collection> for Append<I> {
            fn into_member(self) -> Option<$collection> {
                self.0.into_member()
            }

            fn set(self, member: &mut Option<$collection>) {
                if let Some(more) = self.0.into_member() {
                    member.get_or_insert_default().extend(more);
                }
            }
        }
    )*};
}

append! {
    [T] Vec<T>;
    [K: Ord, V] BTreeMap<K, V>;
}

/// Defines the typestate builder of a structure: its type, a setter for each member, `build`, and `send` where it builds
/// the input of an operation. [`structure!`](crate::structure!) calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ({} $($rest:tt)*) => {};
    ({ test_builder $builder:ident } $($rest:tt)+) => {
        $crate::test_util! { $crate::builder! { { builder $builder<> } $($rest)+ } }
    };
    (
        {
            builder $builder:ident<$($state:ident: $required:path),* $(,)?>
            $(sends $operation:ident through $sender:ident)?
        }
        $target:ident { $($(#[$attr:meta])* $field:ident: $ty:ty $(=> [$($after:ty),+])?;)* }
    ) => {
        $crate::builder!(@type $builder $target [$($sender)?] $($state)*);

        impl $target {
            /// Returns a builder with no member set.
            #[inline]
            pub fn builder() -> $builder {
                $builder($crate::Draft::new(()))
            }
        }

        #[allow(deprecated, reason = "the setter of a deprecated member is deprecated itself")]
        impl<$($sender,)? $($state),*> $builder<$($sender,)? $($state),*> {
            $($crate::builder!(@setter $builder $(#[$attr])* $field $ty $(=> $($after),*)?);)*

            #[doc = concat!("Returns the [`", stringify!($target), "`].")]
            #[must_use]
            #[inline]
            pub fn build(self) -> $target
            where
                $($state: $required,)*
            {
                self.0.value
            }
        }

        $crate::builder!(@send $builder $target [$($operation)?] $($state: $required,)*);
    };
    (@type $builder:ident $target:ident [] $($state:ident)*) => {
        #[doc = concat!("Builds a [`", stringify!($target), "`]. The compiler checks that every required member is set.")]
        #[must_use = "a builder does nothing until it builds"]
        pub struct $builder<$($state = $crate::Unset),*>($crate::Draft<$target, (), ($($state,)*)>);

        impl<$($state),*> ::core::clone::Clone for $builder<$($state),*> {
            #[inline]
            fn clone(&self) -> Self {
                $builder(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<$($state),*> ::core::fmt::Debug for $builder<$($state),*> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt_builder(stringify!($builder), f)
            }
        }
    };
    (@type $builder:ident $target:ident [$sender:ident] $($state:ident)*) => {
        #[doc = concat!("Builds a [`", stringify!($target), "`] and sends it, if the builder comes from a client. The compiler checks that every required member is set.")]
        #[must_use = "a builder does nothing until it builds or sends"]
        pub struct $builder<$sender = () $(, $state = $crate::Unset)*>($crate::Draft<$target, $sender, ($($state,)*)>);

        impl<$sender: ::core::clone::Clone $(, $state)*> ::core::clone::Clone for $builder<$sender $(, $state)*> {
            #[inline]
            fn clone(&self) -> Self {
                $builder(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<$sender $(, $state)*> ::core::fmt::Debug for $builder<$sender $(, $state)*> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt_builder(stringify!($builder), f)
            }
        }
    };
    (@setter $builder:ident $(#[$attr:meta])* $field:ident $ty:ty) => {
        $(#[$attr])*
        #[inline]
        pub fn $field(mut self, $field: impl $crate::IntoMember<$ty>) -> Self {
            $field.set(&mut self.0.value.$field);
            self
        }
    };
    (@setter $builder:ident $(#[$attr:meta])* $field:ident $ty:ty => $($after:ty),*) => {
        $(#[$attr])*
        #[doc = ""]
        #[doc = "Required."]
        #[inline]
        pub fn $field(mut self, $field: impl $crate::IntoValue<$ty>) -> $builder<$($after),*> {
            $field.set(&mut self.0.value.$field);
            $builder(self.0.advance())
        }
    };
    (@send $builder:ident $target:ident [] $($rest:tt)*) => {};
    (@send $builder:ident $target:ident [$operation:ident] $($state:ident: $required:path,)*) => {
        $crate::with_client! {
            impl<$($state),*> $builder<$crate::client::Client, $($state),*> {
                #[doc = concat!("Returns the future that sends the request of [`", stringify!($operation), "`] once it is awaited.")]
                #[inline]
                pub fn send(self) -> $crate::client::SendFuture<$operation>
                where
                    $($state: $required,)*
                {
                    self.0.client.invoke::<$operation>(self.0.value)
                }
            }
        }
    };
}
