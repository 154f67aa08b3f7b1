//! Partitions: groups of AWS regions with their own domains, which endpoint rules use.

/// A partition.
#[derive(Clone, Debug)]
pub struct Partition {
    /// Its id.
    pub id: String,
    /// The domain of its endpoints.
    pub dns_suffix: String,
    /// The domain of its dual-stack endpoints.
    pub dual_stack_dns_suffix: String,
    /// True if it has FIPS endpoints.
    pub supports_fips: bool,
    /// True if it has dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The region of services that have one global endpoint.
    pub implicit_global_region: String,
    /// Its regions.
    pub regions: Vec<String>,
    /// The prefixes of region names, before `-<word>-<number>`. They match regions that are not listed yet.
    pub region_prefixes: Vec<String>,
}
