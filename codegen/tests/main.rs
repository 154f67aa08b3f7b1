//! The tests of the public interface, in one program.

mod branches;
