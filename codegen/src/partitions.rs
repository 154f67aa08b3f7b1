//! The parts of the world's AWS regions with domains of their own, which endpoint rules ask for.

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
    /// The region that stands for all of it.
    pub implicit_global_region: String,
    /// Its regions.
    pub regions: Vec<String>,
    /// The beginnings of the names of future regions, before `-<word>-<number>`.
    pub region_prefixes: Vec<String>,
}
