//! Somebody in the database who sees every assignment of the router, at its commit, and writes down what is wrong.

use wissel_store::Db;
use wissel_store::db::{Dialect, dump};

/// What a router's decision may not be: above a cap, to somebody who is not there, or over somebody's choice.
const WRONG: &str = "
    SELECT 'above the cap' AS why WHERE EXISTS (SELECT 1 FROM user_load l WHERE l.user_id = NEW.owner_user AND l.kind = 'all'
        AND l.most < (SELECT COUNT(*) FROM ticket t WHERE t.owner_user = NEW.owner_user AND t.counts))
    UNION ALL SELECT 'to one who is away' WHERE EXISTS (SELECT 1 FROM app_user u WHERE u.id = NEW.owner_user
        AND (u.presence IS NULL OR u.presence <> 'available' OR NOT u.active))
    UNION ALL SELECT 'over an owner' WHERE EXISTS (SELECT 1 FROM decision d WHERE d.id = (SELECT MAX(b.id) FROM decision b
        WHERE b.ticket_id = NEW.ticket_id AND b.id < NEW.id) AND (d.owner_user IS NOT NULL OR d.owner_team IS NOT NULL))";

/// Sets them to work. On PostgreSQL they look last of all, when the transaction is about to be committed.
pub async fn watch(db: &Db) {
    let trigger = match db.kind() {
        Dialect::Sqlite => format!(
            "CREATE TABLE wrong (ticket_id INTEGER, why TEXT) STRICT;
            CREATE TRIGGER witness AFTER INSERT ON decision WHEN NEW.made_by = 'router' AND NEW.owner_user IS NOT NULL
            BEGIN INSERT INTO wrong SELECT NEW.ticket_id, why FROM ({WRONG}); END"
        ),
        Dialect::Postgres => format!(
            "CREATE TABLE wrong (ticket_id BIGINT, why TEXT);
            CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO wrong SELECT NEW.ticket_id, why FROM ({WRONG}) found; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER witness AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN (NEW.made_by = 'router' AND NEW.owner_user IS NOT NULL) EXECUTE FUNCTION witness()"
        ),
    };
    dump::script(db, &trigger).await.unwrap();
}

/// What they wrote down.
pub async fn seen(db: &Db) -> Vec<String> {
    let stored = dump::take(db).await.unwrap();
    stored["wrong"].rows.iter().map(|row| format!("{row:?}")).collect()
}
