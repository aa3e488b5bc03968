//! What the desk sent.

use std::sync::Mutex;

use async_trait::async_trait;
use tokio::sync::Notify;
use wissel_desk::mail::{MailChannel, OutMail, Outbox, Undelivered};

/// A mail server that takes everything, until it is told to refuse.
#[derive(Default)]
pub struct Sent {
    pub mails: Mutex<Vec<OutMail>>,
    pub refuse: Mutex<Option<Undelivered>>,
}

impl Sent {
    pub fn texts(&self) -> Vec<String> {
        let mails = self.mails.lock().unwrap();
        mails.iter().map(|mail| String::from_utf8_lossy(&mail.bytes).into_owned()).collect()
    }
}

impl Sent {
    /// The Message-ID line of each.
    pub fn ids(&self) -> Vec<String> {
        let id = |mail: &String| {
            let mail = mail.replace("\r\n ", " ");
            mail.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned()
        };
        self.texts().iter().map(id).collect()
    }
}

#[async_trait]
impl Outbox for Sent {
    async fn send(&self, _: &MailChannel, mail: &OutMail) -> Result<(), Undelivered> {
        if let Some(refused) = self.refuse.lock().unwrap().clone() {
            if !refused.taken.is_empty() {
                self.mails.lock().unwrap().push(mail.clone());
            }
            return Err(refused);
        }
        self.mails.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

/// A mail server that takes everything and never answers.
#[derive(Default)]
pub struct Mute {
    pub taken: Notify,
}

#[async_trait]
impl Outbox for Mute {
    async fn send(&self, _: &MailChannel, _: &OutMail) -> Result<(), Undelivered> {
        self.taken.notify_one();
        std::future::pending().await
    }
}
