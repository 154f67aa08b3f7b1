//! How often the generated client allocates beside the official one, and how much. Apart from `times`, for counting
//! slows each allocation. These figures are nearly the same in each run and on each machine.

use allocation_counter::measure;
use official_bench::scenes;

fn main() {
    let (ours, official) = ("ours: times", "official: times");
    println!("{:40}{ours:>14}{:>8}{official:>18}{:>8}", "allocations", "KB", "KB");
    for scene in scenes::all() {
        // The first call fills caches.
        (scene.ours)();
        (scene.official)();
        let (ours, official) = (measure(&scene.ours), measure(&scene.official));
        let kilobytes = |bytes: u64| bytes / 1000;
        println!(
            "{:40}{:>14}{:>8}{:>18}{:>8}",
            scene.name,
            ours.count_total,
            kilobytes(ours.bytes_total),
            official.count_total,
            kilobytes(official.bytes_total)
        );
    }
}
