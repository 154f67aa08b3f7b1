use generated::devicefarm::Client;

// The builder without its required member has another type than the builder with it.
async fn set_later(client: Client, arn: &str) {
    let mut call = client.get_device();
    call = call.arn(arn);
    let _ = call.send().await;
}

fn main() {}
