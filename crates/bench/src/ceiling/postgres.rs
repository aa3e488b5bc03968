//! One statement per ticket, through a pool of as many connections as the product has.

use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Result;
use deadpool_postgres::{Manager, ManagerConfig, RecyclingMethod};
use tokio::time::Instant;
use tokio_postgres::NoTls;

use super::Said;
use super::rows::{AT, EVENTS, Shape, contact, owner, preview};

/// The product's own.
const CONNECTIONS: usize = 24;

/// Connections, and how many tickets there were.
pub(super) struct Pool {
    connections: deadpool_postgres::Pool,
    shape: Shape,
    n: AtomicI64,
}

const STORE: &str = "
    WITH t AS (INSERT INTO ticket (version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
            team_id, preview, created_at, updated_at)
        VALUES (2, $1, 'new', TRUE, 'normal', 1, 'email', $2, $3, 1, $4, $5, $5) RETURNING id),
    m AS (INSERT INTO message (ticket_id, direction, state, author_user, from_name, from_address, recipients, subject,
            body, thread_ids, automatic, created_at)
        SELECT id, 'in', 'received', 1, 'Customer', $6, '{\"cc\":[],\"to\":[\"support@desk.test\"]}', $1, $7, '[]', FALSE, $5
        FROM t RETURNING id),
    i AS (INSERT INTO intake (key, ticket_id, message_id, at) SELECT $8, t.id, m.id, $5 FROM t, m),
    d AS (INSERT INTO decision (ticket_id, channel_id, rule_version, made_by, actor, owner_user, record, live, created_at)
        SELECT id, 1, 1, 'router', 'router', $3, $9, TRUE, $5 FROM t),
    e AS (INSERT INTO event (at, actor, kind, ticket_id, data)
        SELECT $5, 'router', said.kind, t.id, said.data
        FROM t, (VALUES ($10, $11), ($12, $13), ($14, $15)) AS said (kind, data)),
    y AS (INSERT INTO tally (key, shard, n)
        SELECT said.key, t.id % 16, 1 FROM t, (VALUES ('open'), ($16), ('team:1')) AS said (key)
        ON CONFLICT (key, shard) DO UPDATE SET n = tally.n + excluded.n),
    l AS (UPDATE user_load SET open = open + 1 WHERE user_id = $3 AND (kind = 'all' OR kind = 'email')),
    u AS (UPDATE app_user SET last_assigned = $17 WHERE id = $3)
    SELECT id FROM t";

impl Pool {
    pub(super) fn open(url: &str, shape: Shape) -> Result<Self> {
        let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let connections = Manager::from_config(url.parse()?, NoTls, how);
        let connections =
            deadpool_postgres::Pool::builder(connections).max_size(CONNECTIONS).build()?;
        Ok(Self { connections, shape, n: AtomicI64::new(0) })
    }

    pub(super) async fn store(&self, said: Said) -> Result<i64> {
        let n = self.n.fetch_add(1, Ordering::Relaxed) + 1;
        let client = self.connections.get().await?;
        let statement = client.prepare_cached(STORE).await?;
        let (owner, contact, preview) = (owner(&self.shape, n), contact(&said), preview(&said));
        let (key, of) = (format!("hand:{n:032x}"), format!("user:{owner}"));
        let [(k1, d1), (k2, d2), (k3, d3)] = EVENTS;
        let row = client
            .query_one(
                &statement,
                &[
                    &said.subject,
                    &contact,
                    &owner,
                    &preview,
                    &AT,
                    &said.contact.email,
                    &said.text,
                    &key,
                    &self.shape.record,
                    &k1,
                    &d1,
                    &k2,
                    &d2,
                    &k3,
                    &d3,
                    &of,
                    &n,
                ],
            )
            .await?;
        Ok(row.try_get(0)?)
    }
}

/// Seconds of each of `n` durable commits.
pub(super) async fn commits(url: &str, n: usize) -> Result<Vec<f64>> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driven = tokio::spawn(connection);
    client.batch_execute("CREATE TABLE IF NOT EXISTS bare (n BIGINT)").await?;
    let insert = client.prepare("INSERT INTO bare VALUES (1)").await?;
    let mut took = Vec::with_capacity(n);
    for _ in 0..n {
        let begin = Instant::now();
        client.execute(&insert, &[]).await?;
        took.push(begin.elapsed().as_secs_f64());
    }
    drop(client);
    let _ = driven.await;
    Ok(took)
}
