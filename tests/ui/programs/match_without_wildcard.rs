use generated::devicefarm::operation::stop_remote_access_session::StopRemoteAccessSessionError;
use generated::devicefarm::types::BillingMethod;

fn paid_for(method: &BillingMethod) -> bool {
    match method {
        BillingMethod::Metered => true,
        BillingMethod::Unmetered => false,
        BillingMethod::Unknown(_) => false,
    }
}

fn gone(error: &StopRemoteAccessSessionError) -> bool {
    match error {
        StopRemoteAccessSessionError::NotFoundException(_) => true,
        StopRemoteAccessSessionError::Other(_) => false,
    }
}

fn main() {}
