//! The responses of the services.

use std::fmt::Write as _;

use bytes::Bytes;

/// The objects of a page, which is the largest that the service returns.
pub(crate) const OBJECTS: usize = 1_000;

/// The items of a response to a query.
pub(crate) const ITEMS: usize = 100;

/// The bytes of an object.
pub(crate) const OBJECT_SIZE: usize = 1 << 20;

/// A response to `ListObjectsV2`.
pub(crate) fn objects() -> Bytes {
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>reports</Name><Prefix>2026/</Prefix><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>",
    );
    for i in 0..OBJECTS {
        let digest = i * 2_654_435_761 % 0xffff_ffff;
        write!(
            body,
            "<Contents><Key>2026/{:02}/report-{i:06}.parquet</Key><LastModified>2026-11-{:02}T08:{:02}:00.000Z</LastModified>\
             <ETag>&quot;{digest:032x}&quot;</ETag><Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            i % 12 + 1,
            i % 28 + 1,
            i % 60,
            i * 1_037
        )
        .expect("a String takes what is written to it");
    }
    body.push_str("<KeyCount>1000</KeyCount><NextContinuationToken>1ueGcxLPRx1Tr</NextContinuationToken></ListBucketResult>");
    body.into()
}

/// A response to `Query`.
pub(crate) fn items() -> Bytes {
    let mut body = String::from("{\"Count\":100,\"Items\":[");
    for i in 0..ITEMS {
        let comma = if i == 0 { "" } else { "," };
        write!(
            body,
            "{comma}{{\"device\":{{\"S\":\"device-{i:04}\"}},\"time\":{{\"N\":\"{}\"}},\"state\":{{\"S\":\"RUNNING\"}},\
             \"minutes\":{{\"N\":\"{}.5\"}},\"busy\":{{\"BOOL\":true}},\"labels\":{{\"SS\":[\"nightly\",\"team-{}\"]}},\
             \"owner\":{{\"M\":{{\"name\":{{\"S\":\"Ada\"}},\"mail\":{{\"S\":\"ada{i}@example.com\"}}}}}}}}",
            1_795_000_000 + i,
            i * 3,
            i % 7
        )
        .expect("a String takes what is written to it");
    }
    body.push_str("],\"ScannedCount\":100}");
    body.into()
}

/// The content of an object.
pub(crate) fn object() -> Bytes {
    (0..OBJECT_SIZE).map(|i| (i % 251) as u8).collect::<Vec<u8>>().into()
}
