//! The fields on a path of [`require!`](crate::require!): the members of structures, and the output beside its metadata. The macro
//! does not know the type of a field, so that the type decides.

use crate::codec::UnreadableMembers;
use crate::error::WithMetadata;
use crate::require::PathOwner;
use crate::schema::Structure;

impl<T: Structure> WithMetadata<T> {
    /// Returns the owner for [`require!`](crate::require!). The output has the reports of its members itself.
    #[doc(hidden)]
    pub fn __require(&self) -> (PathOwner, Option<UnreadableMembers>) {
        (PathOwner::WithMetadata(T::shared_schema()), None)
    }
}

/// A field on a path of [`require!`](crate::require!): a member, or the output of a [`WithMetadata`].
#[doc(hidden)]
pub trait PathField: Sized {
    /// The type of the value.
    type Value;

    /// Borrows the value. `None` if it is absent.
    fn value(&self) -> Option<&Self::Value>;

    /// Returns the value. `None` if it is absent.
    fn into_value(self) -> Option<Self::Value>;
}

impl<T> PathField for Option<T> {
    type Value = T;

    fn value(&self) -> Option<&T> {
        self.as_ref()
    }

    fn into_value(self) -> Option<T> {
        self
    }
}

impl<T: Structure> PathField for T {
    type Value = T;

    fn value(&self) -> Option<&T> {
        Some(self)
    }

    fn into_value(self) -> Option<T> {
        Some(self)
    }
}
