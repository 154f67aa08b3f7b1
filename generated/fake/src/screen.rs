//! The picture on a device's screen: a bar above an empty screen, and a square for each tap.

/// The colours, as red, green and blue: the screen, the bar, and a tap.
const PALETTE: [u8; 9] = [0x1f, 0x3a, 0x5f, 0x10, 0x10, 0x10, 0xff, 0xc8, 0x57];
const BAR: u8 = 1;
const TAP: u8 = 2;

/// Half the side of the square that shows a tap, in pixels.
const REACH: i64 = 20;

/// Returns the picture in PNG format. `taps` are points in pixels from the upper left corner.
pub(crate) fn png(width: u32, height: u32, taps: &[(i64, i64)]) -> Vec<u8> {
    let (columns, rows) = (width as usize, height as usize);
    let mut pixels = vec![0; columns * rows];
    pixels[..columns * (rows / 24)].fill(BAR);
    let side = |at: i64, limit: usize| {
        let [begin, end] = [at - REACH, at + REACH].map(|edge| usize::try_from(edge).unwrap_or(0).min(limit));
        begin..end
    };
    for &(x, y) in taps {
        for row in side(y, rows) {
            let columns_of_tap = side(x, columns);
            pixels[row * columns + columns_of_tap.start..row * columns + columns_of_tap.end].fill(TAP);
        }
    }
    let mut image = Vec::new();
    let mut encoder = png::Encoder::new(&mut image, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(PALETTE.as_slice());
    encoder.set_compression(png::Compression::Fastest);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    written.expect("an image of this size fits into memory, and there is a byte for each pixel");
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_of_the_screen_and_shows_taps() {
        let image = png(108, 240, &[(54, 120), (0, 239)]);
        let mut decoder = png::Decoder::new(std::io::Cursor::new(image));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        assert_eq!((info.width, info.height), (108, 240));
        let at = |x: usize, y: usize| pixels[(y * 108 + x) * 3..][..3].to_vec();
        let colour = |index: u8| PALETTE[usize::from(index) * 3..][..3].to_vec();
        assert_eq!([at(54, 120), at(0, 239), at(54, 0), at(0, 120)].to_vec(), [TAP, TAP, BAR, 0].map(colour).to_vec());
    }
}
