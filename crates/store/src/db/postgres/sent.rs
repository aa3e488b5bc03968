//! What is sent before its answer is waited for. PostgreSQL works it off in order, whoever waits.

use super::conversation::{Conversation, FLIGHT};
use super::error::told;
use super::statement::{columns, columns_of, named, named_as, ready, refs, typed, width};
use crate::db::{Sql, Value};
use futures_util::future::{BoxFuture, MaybeDone, join_all, maybe_done, poll_immediate};
use std::pin::Pin;
use tokio_postgres::{Row, Statement};
use wissel_model::{Error, Result};

/// A question that was sent: its name, its values, and its answer, which may still have to come.
pub(super) struct Asked<'a> {
    name: &'static str,
    args: Vec<Value>,
    pub(super) answer: MaybeDone<BoxFuture<'a, Result<Vec<Row>, tokio_postgres::Error>>>,
}

/// A statement on its way, with its name.
pub(super) type Sent<'a> = (&'static str, BoxFuture<'a, Result<u64, tokio_postgres::Error>>);

impl<'a> Conversation<'a> {
    /// Sends a question that will be asked.
    pub(in crate::db) fn ask_ahead(&mut self, sql: &Sql, args: &[Value]) -> Result<()> {
        let prepared = self.prepared(sql, args.len());
        if let Err(error) = &prepared {
            self.doomed.get_or_insert_with(|| error.clone());
        }
        let (statement, client, own) = (prepared?, self.client, args.to_vec());
        let answer: BoxFuture<'a, _> =
            Box::pin(async move { client.query(&statement, &refs(&typed(&own))).await });
        let mut answer = maybe_done(answer);
        self.client.block_on(async { poll_immediate(&mut answer).await });
        self.ahead.push(Asked { name: sql.name(), args: args.to_vec(), answer });
        Ok(())
    }

    /// The answer to a question that was asked ahead.
    pub(super) fn known(&mut self, sql: &Sql, args: &[Value]) -> Result<Option<Vec<Row>>> {
        let same = |asked: &Asked<'_>| asked.name == sql.name() && asked.args == args;
        let Some(at) = self.ahead.iter().position(same) else { return Ok(None) };
        if !matches!(self.ahead[at].answer, MaybeDone::Done(_)) {
            self.answered(async |_| Ok(()))?;
        }
        let answer = Pin::new(&mut self.ahead.remove(at).answer).take_output();
        answer.transpose().map_err(|e| named(sql, told(e)))
    }

    /// What failed of the questions asked ahead, if one did.
    pub(super) fn failed_ahead(&mut self) -> Option<Error> {
        let failed = |asked: &Asked<'_>| matches!(asked.answer, MaybeDone::Done(Err(_)));
        let at = self.ahead.iter().position(failed)?;
        let mut asked = self.ahead.remove(at);
        let error = Pin::new(&mut asked.answer).take_output()?.err()?;
        Some(named_as(asked.name, told(error)))
    }

    /// Sends a statement and does not wait for what comes of it: the next answer tells.
    pub(in crate::db) fn send(&mut self, sql: &Sql, args: &[Value]) -> Result<()> {
        let statement = self.prepared(sql, args.len())?;
        let (client, args) = (self.client, args.to_vec());
        self.on_its_way(sql.name(), async move {
            client.execute(&statement, &refs(&typed(&args))).await
        })
    }

    /// As [`Conversation::send`], for many rows.
    pub(in crate::db) fn send_each(&mut self, sql: &Sql, rows: Vec<Vec<Value>>) -> Result<()> {
        let statement = self.prepared(sql, width(&rows))?;
        let client = self.client;
        self.on_its_way(sql.name(), async move {
            let columns = columns(&rows);
            client.execute(&statement, &columns_of(&columns)).await
        })
    }

    /// Ends a transaction that only read. Nothing depends on the answer, so nobody waits for it; whoever has the
    /// connection next comes after it.
    pub(super) fn leave(&mut self) -> Result<()> {
        let client = self.client;
        let left = async move { client.batch_execute("COMMIT").await.map(|()| 0) };
        self.on_its_way("COMMIT", left)?;
        // Nobody drives the connection from here on, and an open transaction would hide later events from all readers.
        client.breathe();
        Ok(())
    }

    /// The statement for something that is sent ahead of its answer. Once it is prepared this waits for nothing.
    fn prepared(&mut self, sql: &Sql, values: usize) -> Result<Statement> {
        self.begin_with_the_first()?;
        if self.sent.len() >= FLIGHT {
            self.answered(async |_| Ok(()))?;
        }
        let mut ready = Box::pin(ready(self.client, sql, values));
        match self.client.block_on(async { poll_immediate(&mut ready).await }) {
            Some(ready) => ready,
            None => self.answered(async move |_| ready.await),
        }
    }

    /// Polled once it is sent. What could not even be sent fails here, so that nothing behind it is committed.
    pub(super) fn on_its_way(
        &mut self,
        name: &'static str,
        sent: impl Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a,
    ) -> Result<()> {
        let mut sent: BoxFuture<'a, _> = Box::pin(sent);
        match self.client.block_on(async { poll_immediate(&mut sent).await }) {
            Some(Err(error)) => Err(named_as(name, told(error))),
            Some(Ok(_)) => Ok(()),
            None => {
                self.sent.push((name, sent));
                Ok(())
            }
        }
    }
}

/// The first of these that failed, when all are answered.
pub(super) async fn answers(
    sent: Vec<Sent<'_>>,
) -> Result<(), (&'static str, tokio_postgres::Error)> {
    let named = sent.into_iter().map(|(name, sent)| async move { (name, sent.await) });
    let failed =
        join_all(named).await.into_iter().find_map(|(name, sent)| Some((name, sent.err()?)));
    failed.map_or(Ok(()), Err)
}
