#![doc = include_str!("../README.md")]

mod artifact;
mod calls;
mod constraints;
mod driver;
mod farm;
mod faults;
mod handlers;
mod screen;
mod session;
mod stock;
mod upload;

pub use calls::Call;
pub use farm::{DeviceFarm, Open};
pub use faults::{Fate, Fault};
pub use handlers::{OPERATIONS, WEBDRIVER};
pub use session::Pace;
pub use stock::{INSTANCE, OTHER_INSTANCE, PHONE, PRIVATE_PHONE, PROJECT, TABLET, VPCE_CONFIGURATION, WEARABLE};

#[cfg(test)]
mod tests {
    #[test]
    fn the_readme_lists_all_operations() {
        let readme = include_str!("../README.md");
        for operation in crate::OPERATIONS {
            assert!(readme.contains(&format!("`{operation}`")), "{operation}");
        }
    }
}
