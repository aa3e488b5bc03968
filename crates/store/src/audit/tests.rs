use super::*;
use crate::scratch;

/// Two tickets that are as they should be: one waits, and Maud has the other.
const DESK: &str = "
    INSERT INTO app_user (id, name, email, role, seat, access, language, time_zone, active, created_at)
        VALUES (3, 'Maud', 'maud@acme.test', 'agent', true, 'all', 'nl', 'UTC', true, 1);
    INSERT INTO user_load (user_id, kind, open) VALUES (3, 'all', 1), (3, 'email', 1);
    INSERT INTO contact (id, name, created_at, updated_at) VALUES (5, 'Jo', 1, 1);
    INSERT INTO channel (id, kind, name, active, settings, secrets, secrets_set, health, created_at)
        VALUES (2, 'email', 'Support', true, '{}', '{}', '[]', '{}', 1);
    INSERT INTO rule_version (channel_id, version, rule, created_at) VALUES (2, 1, '{}', 1);
    INSERT INTO ticket (id, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, preview, created_at, updated_at)
        VALUES (40, 'one', 'open', true, 'high', 2, 'email', 5, 3, '', 1, 1),
               (41, 'two', 'new', true, 'low', 2, 'email', 5, NULL, '', 1, 1);
    INSERT INTO tally (key, shard, n) VALUES ('open', 0, 2), ('unassigned', 0, 1), ('user:3', 0, 1);
    INSERT INTO decision (ticket_id, channel_id, rule_version, made_by, actor, owner_user, live, created_at)
        VALUES (40, 2, 1, 'hand', 'system', 3, true, 1);
    INSERT INTO waiting (ticket_id, channel_id, rank, arrived_at, since, decided) VALUES (41, 2, 4, 1, 1, false);
    INSERT INTO message (id, ticket_id, direction, state, from_name, from_address, recipients, subject, body, thread_ids, automatic, created_at)
        VALUES (70, 40, 'in', 'received', '', 'jo@x.test', '[]', 's', 'b', '[]', false, 1),
               (71, 41, 'in', 'received', '', 'jo@x.test', '[]', 's', 'b', '[]', false, 1),
               (72, 40, 'out', 'queued', '', 'us@x.test', '[]', 's', 'b', '[]', false, 1);
    INSERT INTO job (kind, key, data, run_at, dead, created_at) VALUES ('mail.send', '72', '{}', 1, false, 1);
    INSERT INTO intake (key, ticket_id, message_id, at) VALUES ('a', 40, 70, 1), ('b', 41, 71, 1);
    INSERT INTO event (at, actor, kind, ticket_id, data)
        VALUES (1, 'system', 'ticket.created', 40, '{}'), (1, 'system', 'ticket.created', 41, '{}');";

/// Takes all of it away again.
const CLEAR: &str = "
    DELETE FROM event; DELETE FROM intake; DELETE FROM job; DELETE FROM message; DELETE FROM waiting;
    DELETE FROM decision; DELETE FROM tally; DELETE FROM ticket; DELETE FROM rule_version; DELETE FROM channel;
    DELETE FROM contact; DELETE FROM user_load; DELETE FROM app_user;";

#[tokio::test]
async fn books_that_agree_are_found_right() {
    scratch::each(|db| async move {
        db.write(|tx| tx.script(DESK)).await.unwrap();
        let found = audit(&db).await.unwrap();
        assert_eq!((found.tickets, found.wrong), (2, Vec::<String>::new()));
    })
    .await;
}

#[tokio::test]
async fn each_kind_of_fault_is_found_and_named_with_its_ticket() {
    let faults = [
        ("DELETE FROM decision", "ticket 40 has an owner and no live decision"),
        ("UPDATE decision SET owner_user = NULL", "ticket 40 is not where its live decision says"),
        (
            "UPDATE waiting SET ticket_id = 40",
            "ticket 40 waits in line, though it is closed, owned or of another channel",
        ),
        (
            "UPDATE ticket SET status = 'waiting_on_contact' WHERE id = 41",
            "ticket 41 is not open or closed, or does not count, as its status says",
        ),
        (
            "DELETE FROM event WHERE ticket_id = 41",
            "ticket 41 was not told of as made exactly once",
        ),
        (
            "INSERT INTO event (at, actor, kind, ticket_id, data) VALUES (1, 'system', 'ticket.created', 40, '{}')",
            "ticket 40 was not told of as made exactly once",
        ),
        (
            "DELETE FROM intake WHERE key = 'b'; DELETE FROM message WHERE id = 71",
            "ticket 41 has no message",
        ),
        ("DELETE FROM job", "ticket 40 has a reply that is queued, and no job will send it"),
        (
            "UPDATE intake SET ticket_id = 40 WHERE key = 'b'",
            "ticket 41 has a message that was taken in for another ticket",
        ),
        (
            "UPDATE user_load SET open = 2 WHERE kind = 'all'",
            "load of user (3, \"all\") is kept as 2 but is 1",
        ),
        (
            "DELETE FROM tally WHERE key = 'unassigned'",
            "count of \"unassigned\" is kept as 0 but is 1",
        ),
    ];
    scratch::each(|db| async move {
        for (broken, told) in faults {
            db.write(move |tx| [CLEAR, DESK, broken].iter().try_for_each(|text| tx.script(text)))
                .await
                .unwrap();
            assert_eq!(audit(&db).await.unwrap().wrong, [told], "{:?}", db.kind());
        }
    })
    .await;
}
