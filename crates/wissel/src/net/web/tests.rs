use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;

use super::*;
use crate::net::tls;

#[test]
fn an_address_is_public_or_it_is_not() {
    for (address, expected) in [
        ("8.8.8.8", true),
        ("1.1.1.1", true),
        ("100.63.255.255", true),
        ("100.128.0.1", true),
        ("172.15.0.1", true),
        ("172.32.0.1", true),
        ("192.0.1.1", true),
        ("198.20.0.1", true),
        ("223.255.255.255", true),
        ("0.0.0.0", false),
        ("0.1.2.3", false),
        ("10.0.0.1", false),
        ("100.64.0.1", false),
        ("127.0.0.1", false),
        ("127.255.255.254", false),
        ("169.254.169.254", false),
        ("172.16.0.1", false),
        ("172.31.255.255", false),
        ("192.0.0.8", false),
        ("192.0.2.1", false),
        ("192.88.99.1", false),
        ("192.168.1.1", false),
        ("198.18.0.1", false),
        ("198.19.255.255", false),
        ("198.51.100.7", false),
        ("203.0.113.7", false),
        ("224.0.0.1", false),
        ("240.0.0.1", false),
        ("255.255.255.255", false),
        ("2606:4700::1111", true),
        ("2a00:1450:4001::1", true),
        ("2001:4860:4860::8888", true),
        ("::", false),
        ("::1", false),
        ("::ffff:10.0.0.1", false),
        ("::ffff:169.254.169.254", false),
        ("::ffff:8.8.8.8", true),
        ("::10.0.0.1", false),
        ("64:ff9b::10.0.0.1", false),
        ("64:ff9b::8.8.8.8", true),
        ("64:ff9b:1::8.8.8.8", false),
        ("2002:a00:1::1", false),
        ("2002:808:808::1", true),
        ("2001::1", false),
        ("2001:db8::1", false),
        ("3fff::1", false),
        ("fc00::1", false),
        ("fd12:3456::1", false),
        ("fe80::1", false),
        ("fec0::1", false),
        ("ff02::1", false),
        ("100::1", false),
        ("5f00::1", false),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(public::is_public(address), expected, "{address}");
        assert_eq!(Reach::default().allows(address), expected, "{address}");
    }
}

#[test]
fn what_the_server_is_told_to_reach_may_be_called_and_nothing_beside_it() {
    let reach = Reach::parse("10.1.0.0/16, 192.168.7.9,fd00::/8").unwrap();
    for (address, expected) in [
        ("10.1.2.3", true),
        ("::ffff:10.1.2.3", true),
        ("10.2.2.3", false),
        ("192.168.7.9", true),
        ("192.168.7.10", false),
        ("fd00::1", true),
        ("fc00::1", false),
        ("127.0.0.1", false),
        ("8.8.8.8", true),
    ] {
        assert_eq!(reach.allows(address.parse().unwrap()), expected, "{address}");
    }
    assert_eq!(Reach::parse("10.0.0.0/8, 10.0.0.0/33"), Err("10.0.0.0/33".to_owned()));
    assert_eq!(Reach::parse(""), Ok(Reach::default()));
}

/// A resolver that gives these answers, one after another.
fn resolver(answers: &[&[&str]]) -> LookUp {
    let read = |answer: &&[&str]| -> Vec<SocketAddr> {
        answer.iter().map(|one| SocketAddr::new(one.parse().unwrap(), 0)).collect()
    };
    let answers: Mutex<VecDeque<_>> = Mutex::new(answers.iter().map(read).collect());
    Arc::new(move |_| {
        let answer = answers.lock().unwrap().pop_front().unwrap();
        Box::pin(async move { Ok(answer) })
    })
}

/// Somebody who answers on this machine, and on which port.
async fn somebody() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let said =
        "HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n";
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            // A caller who says nothing is answered all the same.
            let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut asked).await;
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, said.as_bytes()).await;
        }
    });
    port
}

/// What calling this leads to: a status, or whether it was refused as private.
async fn call(client: &Client, url: &str) -> Result<u16, bool> {
    match client.post(url) {
        Err(Private) => Err(true),
        Ok(request) => match request.send().await {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(error) => Err(is_private(&error)),
        },
    }
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_called_whatever_it_led_to_before() {
    let port = somebody().await;
    let url = format!("http://evil.test:{port}/token");
    let inside: &[&[&str]] = &[
        &["127.0.0.1"],
        &["10.0.0.1", "169.254.169.254"],
        &["::ffff:127.0.0.1"],
        &["::1"],
        &["fe80::1"],
    ];
    let client = Client::looking_up(&tls::client_config(), &Reach::default(), resolver(inside));
    for answer in inside {
        assert_eq!(call(&client, &url).await, Err(true), "{answer:?}");
    }
    // What is public may be tried, and what is private beside it is left out: nobody is there on this machine's behalf.
    let there = Reach::parse("127.0.0.0/8").unwrap();
    let client =
        Client::looking_up(&tls::client_config(), &there, resolver(&[&["10.0.0.1", "127.0.0.1"]]));
    assert_eq!(
        call(&client, &url).await,
        Ok(302),
        "it is allowed, and its redirect is not followed"
    );
}

#[tokio::test]
async fn an_address_that_is_entered_itself_is_judged_in_every_spelling() {
    let client = Client::new(&tls::client_config(), &Reach::default());
    for host in [
        "10.0.0.1",
        "169.254.169.254",
        "0x0a000001",
        "167772161",
        "012.0.0.1",
        "10.1",
        "[::ffff:10.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[fd00::1]",
        "0.0.0.0",
        "[::]",
    ] {
        assert_eq!(call(&client, &format!("https://{host}/token")).await, Err(true), "{host}");
    }
    let port = somebody().await;
    for host in ["127.0.0.1", "localhost"] {
        assert_eq!(call(&client, &format!("http://{host}:{port}/token")).await, Ok(302), "{host}");
    }
    assert_eq!(call(&client, "nonsense").await, Err(false));
}
