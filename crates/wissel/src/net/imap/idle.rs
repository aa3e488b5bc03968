//! Waiting until the server tells of something (RFC 2177).

use std::time::Duration;

use imap_proto::{MailboxDatum, Response, Status};
use tokio::time::timeout;

use super::Imap;
use super::command::{PATIENCE, QUICK};
use super::wire::SHORT;
use crate::net::trouble::Trouble;

impl Imap {
    /// Waits for news, at most this long. A server that offers IDLE and then refuses it is not asked again.
    pub(crate) async fn idle(&mut self, longest: Duration) -> Result<(), Trouble> {
        let silent = || Trouble::Silent { host: self.wire.host.clone() };
        let (late_start, late_end) = (silent(), silent());
        let Some(tag) = timeout(PATIENCE, self.begin_idle()).await.unwrap_or(Err(late_start))?
        else {
            self.can.remove("IDLE");
            return Ok(());
        };
        if let Ok(heard) = timeout(longest, self.hear()).await {
            heard?;
        }
        self.wire.send("DONE").await?;
        let ended = timeout(QUICK, self.until_done(&tag, SHORT, |_| {})).await;
        ended
            .unwrap_or(Err(late_end))?
            .map_err(|words| Trouble::Refused { host: self.wire.host.clone(), words })
    }

    async fn begin_idle(&mut self) -> Result<Option<String>, Trouble> {
        let tag = self.begin("IDLE").await?;
        loop {
            let bytes = self.wire.receive(SHORT).await?;
            let Some(response) = self.wire.parse(&bytes)? else { continue };
            self.note(&response)?;
            match response {
                Response::Continue(_) => return Ok(Some(tag)),
                Response::Done { tag: of, .. } if of.0 == tag => return Ok(None),
                _ => {}
            }
        }
    }

    /// Ends at the first word about the folder. `* OK Still here` is none.
    async fn hear(&mut self) -> Result<(), Trouble> {
        while !self.news {
            let bytes = self.wire.receive(SHORT).await?;
            let Some(response) = self.wire.parse(&bytes)? else { continue };
            self.note(&response)?;
            match response {
                Response::MailboxData(MailboxDatum::Recent(_)) => self.news = true,
                Response::Done { status: Status::Bad | Status::No, .. } => {
                    return Err(self.wire.garbage("an answer to nothing"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
