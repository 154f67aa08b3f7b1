use generated::devicefarm::Client;

async fn one_is_missing(client: Client) {
    let _ = client.create_remote_access_session().project_arn("p").name("x").send().await;
}

async fn two_are_missing(client: Client) {
    let _ = client.create_remote_access_session().name("x").send().await;
}

fn main() {}
