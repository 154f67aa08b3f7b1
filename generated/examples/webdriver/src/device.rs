//! The use of the device: a tap and a screenshot, by WebDriver.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use generated::devicefarm::types::DevicePlatform;
use serde_json::{Map, Value, json};
use thirtyfour::WebDriver;
use thirtyfour::common::action::{ActionSource, PointerAction, PointerActionType};
use thirtyfour::common::command::{Actions, Command};
use thirtyfour::error::WebDriverResult;

/// The timeout of one command. Starting a WebDriver session takes longest.
const COMMAND: Duration = Duration::from_secs(120);

/// Taps the middle of the screen, and returns a screenshot in PNG format. The WebDriver session has ended when the
/// function returns.
pub(crate) async fn tap_and_see(endpoint: &str, platform: Option<&DevicePlatform>) -> Result<Vec<u8>> {
    // The client resolves the paths of commands against the endpoint, which must end with a slash for that.
    let url = format!("{}/", endpoint.trim_end_matches('/'));
    let driver = WebDriver::builder(url, capabilities(platform)).request_timeout(COMMAND).connect().await;
    let driver = driver.map_err(|error| without(endpoint, &error)).context("no WebDriver session can be started")?;
    let seen = work(&driver).await;
    let quit = driver.quit().await;
    let image = seen.map_err(|error| without(endpoint, &error)).context("the device cannot be driven")?;
    quit.map_err(|error| without(endpoint, &error)).context("the WebDriver session cannot be ended")?;
    Ok(image)
}

async fn work(driver: &WebDriver) -> WebDriverResult<Vec<u8>> {
    let screen = driver.get_window_rect().await?;
    let mut finger = ActionSource::<PointerAction>::new("finger", PointerActionType::Touch, Some(Duration::ZERO));
    finger.move_to(screen.width / 2, screen.height / 2);
    finger.click();
    driver.cmd(Command::PerformActions(Actions::from(json!([finger])))).await?;
    driver.screenshot_as_png().await
}

/// Returns the capabilities that Appium needs to know which driver to use.
fn capabilities(platform: Option<&DevicePlatform>) -> Map<String, Value> {
    let (platform, automation) = match platform {
        Some(DevicePlatform::Ios) => ("iOS", "XCUITest"),
        _ => ("Android", "UiAutomator2"),
    };
    let wanted = [("platformName", platform), ("appium:automationName", automation)];
    wanted.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}

/// Returns an error whose message does not contain the endpoint, because the endpoint grants access to the device.
fn without(endpoint: &str, error: &dyn std::error::Error) -> anyhow::Error {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    anyhow!(message.replace(endpoint.trim_end_matches('/'), "(the driver endpoint)"))
}
