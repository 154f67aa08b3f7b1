//! Times and values of enums.

use codegen_runtime::Timestamp;

use crate::json::shapes::{Speed, Wheels};

#[test]
fn a_time_has_the_nanoseconds_after_its_last_second() {
    for (millis, seconds, nanos) in [(1_500, 1, 500_000_000), (2_000, 2, 0), (-1_500, -1, 500_000_000)] {
        let time = Timestamp::from_millis(millis).expect("a time");
        assert_eq!((time.as_secs(), time.subsec_nanos()), (seconds, nanos), "{millis}");
    }
}

#[test]
fn enums_are_compared_and_shown_by_their_values() {
    use std::collections::{BTreeSet, HashSet};

    let speeds = || ["SLOW", "WARP", "FAST", "SLOW"].map(Speed::from);
    assert_eq!(BTreeSet::from(speeds()).iter().map(Speed::as_str).collect::<Vec<_>>(), ["FAST", "SLOW", "WARP"]);
    assert_eq!(HashSet::from(speeds()).len(), 3);
    assert_eq!(format!("{:?} {:?}", Speed::Fast, Speed::from("WARP")), "Fast Unknown(UnknownValue(\"WARP\"))");

    assert_eq!(Wheels::Unknown(4), Wheels::Four);
    assert_eq!(HashSet::from([Wheels::Unknown(2), Wheels::Two]).len(), 1);
    assert!(Wheels::Unknown(3) > Wheels::Two && Wheels::Unknown(3) < Wheels::Four);
    assert_eq!(format!("{:?} {:?}", Wheels::Four, Wheels::from(3)), "Four Unknown(3)");
}
