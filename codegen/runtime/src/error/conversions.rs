//! The conversions by `?` of errors that are not the error of an operation into the error of a service.

use super::{Error, Failure, OperationError, ServiceError};
#[cfg(feature = "client")]
use crate::client::CollectError;
use crate::{MissingMember, Operation, Waiter, WaiterError};

/// A missing member makes the response invalid: [`Failure::Response`], whose cause is the [`MissingMember`].
impl<K> From<MissingMember> for ServiceError<K> {
    fn from(missing: MissingMember) -> Self {
        let of = missing.of();
        Error::<Box<dyn OperationError>>::from_failure(of, Failure::Response(Box::new(missing))).into()
    }
}

/// The error of the request that failed, or else [`Failure::Waiter`], whose cause is the [`WaiterError`].
impl<W: Waiter, K> From<WaiterError<W>> for ServiceError<K> {
    fn from(error: WaiterError<W>) -> Self {
        match error.into_request_error() {
            Ok(error) => error.into(),
            Err(error) => {
                let failure = Failure::Waiter(Box::new(error));
                Error::<Box<dyn OperationError>>::from_failure(<W::Operation as Operation>::NAME, failure).into()
            }
        }
    }
}

/// The error of the request. The items that were read before it are dropped: [`CollectError::into_parts`] keeps them.
#[cfg(feature = "client")]
impl<T, E: OperationError, K> From<CollectError<T, E>> for ServiceError<K> {
    fn from(error: CollectError<T, E>) -> Self {
        error.into_parts().1.into()
    }
}
