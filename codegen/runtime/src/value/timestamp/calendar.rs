//! Days and dates of the Gregorian calendar.

pub(super) const SECONDS_PER_DAY: i64 = 86_400;

pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The number of days from 0000-03-01 to 1970-01-01. The years of this calendar begin on the 1st of March, so that a
/// leap day is the last day of its year.
const DAYS_TO_1970: i64 = 719_468;

/// The number of days in 400 years, after which the calendar repeats.
const DAYS_PER_ERA: i64 = 146_097;

/// Returns year, month and day of a number of days since 1970-01-01.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months and days are small")]
pub(super) fn date_of_days(days: i64) -> (i64, u8, u8) {
    let days = days + DAYS_TO_1970;
    let (era, day_of_era) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
    // A leap day every 4 years, none every 100, one every 400.
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // From March on, the lengths of the months repeat: 31, 30, 31, 30 and 31 days, which is 153 days in five months.
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month as u8, day as u8)
}

/// Returns the number of days since 1970-01-01 of a date.
pub(super) fn days_of_date(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_1970
}
