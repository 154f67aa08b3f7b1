//! The account: its limits and its VPC endpoint configurations, which do not change.

use generated::devicefarm::operation::get_account_settings::{
    GetAccountSettingsError, GetAccountSettingsInput, GetAccountSettingsOutput,
};
use generated::devicefarm::operation::list_vpce_configurations::{
    ListVpceConfigurationsError, ListVpceConfigurationsInput, ListVpceConfigurationsOutput,
};

use super::replies::page;
use crate::farm::State;
use crate::stock;

#[allow(clippy::unnecessary_wraps, reason = "all handlers have the same signature")]
pub(super) fn settings(
    _: &mut State,
    _: &GetAccountSettingsInput,
) -> Result<GetAccountSettingsOutput, GetAccountSettingsError> {
    Ok(GetAccountSettingsOutput::builder().account_settings(stock::account()).build())
}

pub(super) fn list_vpce_configurations(
    _: &mut State,
    input: &ListVpceConfigurationsInput,
) -> Result<ListVpceConfigurationsOutput, ListVpceConfigurationsError> {
    let (configurations, next) = page(stock::vpce_configurations(), input.next_token(), input.max_results())
        .map_err(ListVpceConfigurationsError::ArgumentException)?;
    Ok(ListVpceConfigurationsOutput::builder().vpce_configurations(configurations).next_token(next).build())
}
