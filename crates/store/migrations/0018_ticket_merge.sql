-- A ticket that goes on in another. Nothing of it is moved, so that it can stand by itself again.
CREATE TABLE ticket_merge (
    ticket_id {int} NOT NULL PRIMARY KEY REFERENCES ticket (id),
    into_id {int} NOT NULL REFERENCES ticket (id),
    status_before {text} NOT NULL,
    by_user {int} REFERENCES app_user (id),
    created_at {int} NOT NULL,
    CONSTRAINT not_into_itself CHECK (ticket_id <> into_id)
) {strict};
CREATE INDEX ticket_merge_into ON ticket_merge (into_id);
