//! The live stream, read as a browser reads it (WHATWG HTML, section "Server-sent events").

use std::time::Duration;

use reqwest::{RequestBuilder, Response};
use serde_json::Value;

/// An open stream.
pub(crate) struct Live {
    response: Response,
    unread: String,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// Where a browser would resume after this.
    pub(crate) cursor: String,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

impl Live {
    /// Opens the stream that is asked for.
    pub(crate) async fn new(request: RequestBuilder) -> Self {
        let response = request
            .send()
            .await
            .unwrap_or_else(|reason| panic!("the server does not answer: {reason}"));
        assert!(response.status().is_success(), "the stream is refused: {}", response.status());
        Self { response, unread: String::new() }
    }

    /// Waits for a happening of this kind and passes over the others.
    pub(crate) async fn next(&mut self, kind: &str, limit: Duration) -> Happening {
        let reading = async {
            loop {
                let happening = self.read().await;
                if happening.kind == kind {
                    return happening;
                }
            }
        };
        tokio::time::timeout(limit, reading)
            .await
            .unwrap_or_else(|_| panic!("the live stream did not tell of {kind} within {limit:?}"))
    }

    async fn read(&mut self) -> Happening {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let happening = parse(block);
                self.unread = rest.to_owned();
                if let Some(happening) = happening {
                    return happening;
                }
                continue;
            }
            let chunk = self
                .response
                .chunk()
                .await
                .expect("the stream stays open")
                .expect("the stream stays open");
            self.unread.push_str(&String::from_utf8_lossy(&chunk).replace("\r\n", "\n"));
        }
    }
}

/// A block of `name: value` lines. Comments, which keep the connection alive, are nothing that happened.
pub(crate) fn parse(block: &str) -> Option<Happening> {
    let field = |wanted: &str| {
        let lines = block.lines().filter_map(|line| line.split_once(':'));
        let values = lines.filter(|(name, _)| *name == wanted).map(|(_, value)| value.trim_start());
        values.collect::<Vec<_>>().join("\n")
    };
    let data = field("data");
    let kind = field("event");
    if data.is_empty() && kind.is_empty() {
        return None;
    }
    Some(Happening {
        cursor: field("id"),
        kind,
        data: serde_json::from_str(&data).unwrap_or(Value::Null),
    })
}
