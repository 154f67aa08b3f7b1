//! One scene with one client, over and over, for a profiler to look at, such as `valgrind --tool=callgrind`, which
//! counts instructions: `cargo run --release --example repeat -- 0 ours 1000`.

use official_bench::scenes;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, scene, side, times] = &arguments[..] else {
        return Err("give a scene's number, a side and a number".into());
    };
    let scenes = scenes::all();
    let scene = scenes.get(scene.parse::<usize>()?).ok_or("there is no such scene")?;
    let side = if side == "ours" { &scene.ours } else { &scene.official };
    (0..times.parse::<u32>()?).for_each(|_| side());
    Ok(())
}
