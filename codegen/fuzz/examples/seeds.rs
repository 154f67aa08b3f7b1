//! Writes what each target begins with, to `corpus/<target>`.

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    for (target, _) in tests::fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        for (i, text) in tests::fuzz::seeds::of(target).iter().enumerate() {
            fs::write(folder.join(format!("seed-{i}")), text)?;
        }
    }
    Ok(())
}
