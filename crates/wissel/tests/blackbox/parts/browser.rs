//! Chromium, driven by a script of the pages' own (`web/e2e`).

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::api::PASSWORD;
use super::installed;

/// A script at work. It tells in single words how far it is.
pub(crate) struct Browser {
    script: Child,
    words: Lines<BufReader<ChildStdout>>,
}

impl Browser {
    /// Starts a script as the user with this e-mail, who has everybody's password. Words behind its name are arguments.
    pub(crate) fn start(script: &str, url: &str, email: &str) -> Self {
        let mut words = script.split_whitespace();
        let name = words.next().expect("a script has a name");
        let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
        assert!(
            web.join("node_modules").is_dir(),
            "the pages are not installed: `cargo xtask test blackbox` does that"
        );
        let shots = web.join("../target/e2e");
        std::fs::create_dir_all(&shots).expect("target can be written to");
        let mut command = Command::new(installed::program("node", "nodejs"));
        command
            .current_dir(&web)
            .arg(format!("e2e/{name}.mjs"))
            .args(words)
            .env("WISSEL_URL", url)
            .env("WISSEL_EMAIL", email)
            .env("WISSEL_PASSWORD", PASSWORD)
            .env("CHROMIUM", installed::program("chromium", "chromium"))
            .env("SHOTS", shots)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut script = command.spawn().expect("node was found");
        let words =
            BufReader::new(script.stdout.take().expect("it was asked for as a pipe")).lines();
        Self { script, words }
    }

    /// Waits until the script says this word next.
    pub(crate) async fn says(&mut self, word: &str, limit: Duration) {
        let said = tokio::time::timeout(limit, self.words.next_line()).await;
        match said {
            Ok(Ok(Some(said))) if said == word => {}
            Ok(Ok(Some(said))) => {
                panic!("the browser's script says {said:?} where {word:?} was expected")
            }
            Ok(_) => panic!(
                "the browser's script ended before it said {word:?}: {}",
                self.complaint().await
            ),
            // The script gives up by itself in the end, and then knows what was on the screen.
            Err(_) => panic!(
                "the browser's script did not say {word:?} within {limit:?}: {}",
                self.complaint().await
            ),
        }
    }

    /// Waits for the script to end, content with what it saw.
    pub(crate) async fn ends_well(mut self, limit: Duration) {
        // What it says no more than tells how far it is.
        let reading = async { while let Ok(Some(_)) = self.words.next_line().await {} };
        let ended = tokio::time::timeout(limit, reading).await;
        assert!(ended.is_ok(), "the browser's script did not end within {limit:?}");
        let status = self.script.wait().await.expect("it is our child");
        assert!(
            status.success(),
            "the browser's script is not content: {}",
            self.complaint().await
        );
    }

    async fn complaint(&mut self) -> String {
        let mut complaint = String::new();
        if let Some(stderr) = &mut self.script.stderr {
            let reading = stderr.read_to_string(&mut complaint);
            let _ = tokio::time::timeout(Duration::from_secs(30), reading).await;
        }
        complaint
    }
}
