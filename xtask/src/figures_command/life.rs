//! The life of a remote access session: its states, the calls that change them, and the time that costs money.

use super::svg::{Picture, Theme};

/// The states in their order: name, explanation, and whether device minutes count.
const STATES: [(&str, &str, bool); 5] = [
    ("PENDING", "waits for the device", false),
    ("PREPARING", "the device is set up", true),
    ("RUNNING", "the device is yours", true),
    ("STOPPING", "the device is cleaned", true),
    ("COMPLETED", "the minutes are final", false),
];

/// The texts beside the states: the class, the height, and the text.
const BESIDE: [(&str, f64, &str); 5] = [
    ("code ours", 112.0, "wait_until_.._running"),
    ("small", 130.0, "polls get_remote_access_session"),
    ("code ours", 280.0, "WebDriver commands"),
    ("code ours", 320.0, "stop_remote_access_session"),
    ("code ours", 440.0, "wait_until_.._completed"),
];

/// The distance from one state to the next.
const STEP: f64 = 80.0;

/// Draws the picture.
pub(super) fn draw(theme: &Theme) -> String {
    let mut picture = Picture::new(480);
    picture.text(20.0, 32.0, "strong", "A session, from start to end");
    picture.text(20.0, 71.0, "code ours", "create_remote_access_session");
    picture.text(460.0, 71.0, "end small", "is sent at most once");
    arrow(&mut picture, theme, 120.0, 80.0);
    for (index, (name, note, _)) in (0_u32..).zip(STATES) {
        let top = 96.0 + STEP * f64::from(index);
        if index > 0 {
            arrow(&mut picture, theme, 120.0, top - 42.0);
        }
        let stroke = if name == "RUNNING" { theme.good } else { theme.line };
        picture.rect([20.0, top, 200.0, 38.0], theme.panel, stroke);
        picture.text(120.0, top + 16.0, "strong middle", name);
        picture.text(120.0, top + 32.0, "small middle", note);
    }
    for (class, y, text) in BESIDE {
        picture.text(240.0, y, class, text);
    }
    minutes(&mut picture, theme);
    picture.text(20.0, 484.0, "small", "A session that nobody stops goes on costing money.");
    picture.finish(theme, 504, TITLE)
}

/// The band beside the states in which device minutes count.
fn minutes(picture: &mut Picture, theme: &Theme) {
    let states = (0_u32..).zip(STATES).filter(|(_, (_, _, counts))| *counts).map(|(index, _)| f64::from(index));
    let (first, last) = states.fold((f64::MAX, 0.0_f64), |(first, last), at| (first.min(at), last.max(at)));
    let (top, bottom) = (96.0 + STEP * first, 96.0 + STEP * last + 38.0);
    picture.rect([226.0, top, 6.0, bottom - top], theme.money, "none");
    picture.text(240.0, top + 14.0, "money strong", "device minutes begin");
    picture.text(240.0, bottom - 3.0, "money strong", "device minutes end");
}

fn arrow(picture: &mut Picture, theme: &Theme, x: f64, y: f64) {
    let color = theme.muted;
    picture.line(&format!(
        "<path d=\"M{x} {y} v{} m-5 -6 l5 6 l5 -6\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\"/>",
        if y < 90.0 { 15 } else { 41 }
    ));
}

const TITLE: &str = "A remote access session is PENDING, PREPARING, RUNNING, STOPPING and COMPLETED. Device minutes count from \
                     PREPARING to the end of STOPPING.";
