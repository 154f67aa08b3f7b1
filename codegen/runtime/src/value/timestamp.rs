//! stub
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);
#[derive(Clone, Debug)]
pub struct TimestampError;
impl std::fmt::Debug for Timestamp { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
impl Timestamp {
    pub fn as_millis(self) -> i64 { self.0 }
    pub(crate) fn from_epoch(_: f64) -> Option<Self> { None }
    pub(crate) fn to_epoch(self) -> String { String::new() }
    pub(crate) fn to_date_time(self) -> String { String::new() }
    pub(crate) fn to_http_date(self) -> String { String::new() }
    pub(crate) fn parse_date_time(_: &str) -> Option<Self> { None }
    pub(crate) fn parse_http_date(_: &str) -> Option<Self> { None }
}
