//! Generates the client of the weather service into Cargo's output folder.

use clientsmith::build::{Builder, Error, Service};

fn main() -> Result<(), Error> {
    let weather = Service::new("weather", "models/weather.json").operations(["GetForecast", "ListCities"]);
    Builder::new().service(weather).generate()
}
