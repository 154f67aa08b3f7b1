//! A client that a build script generates, included in a module of a module: its paths are relative.

/// Everything that talks to other people's services.
pub mod outside {
    /// The generated clients.
    pub mod clients {
        include!(concat!(env!("OUT_DIR"), "/clients.rs"));
    }
}

pub use outside::clients::weather;

#[cfg(test)]
mod tests {
    use codegen_runtime::{EndpointParams, Operation as _};

    use super::weather::endpoint;
    use super::weather::operation::GetForecast;
    use super::weather::operation::get_forecast::GetForecastInput;
    use super::weather::types::Sky;

    #[test]
    fn a_request_is_made_and_a_response_parsed() {
        let input = GetForecastInput::builder().city("Oslo").build();
        let endpoint = endpoint::resolve(&EndpointParams::region("eu-north-1")).expect("the region has an endpoint");
        let request = GetForecast::request(&input).expect("the input is complete");
        let request = endpoint.apply(request).expect("the endpoint fits");
        assert_eq!(request.uri(), "https://weather.eu-north-1.amazonaws.com/cities/Oslo");

        let response = http::Response::new(r#"{ "sky": "CLEAR", "rain": 0.5 }"#);
        let forecast = GetForecast::parse(&response).expect("the response is good");
        assert_eq!((forecast.sky, forecast.rain), (Some(Sky::Clear), Some(0.5)));
    }
}
