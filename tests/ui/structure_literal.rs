use generated::devicefarm::types::Resolution;

fn main() {
    let _whole = Resolution { width: Some(1080), height: Some(1920) };

    let _with_defaults = Resolution { width: Some(1080), ..Resolution::default() };
}
