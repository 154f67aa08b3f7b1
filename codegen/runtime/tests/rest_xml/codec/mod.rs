//! The codec, apart from the protocol.

mod bad_input;
mod collections;
mod reading;
mod shapes;
mod wrapped;
