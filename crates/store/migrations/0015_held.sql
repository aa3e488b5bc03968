-- A reply that is still held, so that its writer can take it back, with what the ticket was before; and for how many
-- seconds everybody has theirs held.
CREATE TABLE held (
    message_id {int} NOT NULL PRIMARY KEY REFERENCES message (id),
    until {int} NOT NULL,
    was {text} NOT NULL
) {strict};
ALTER TABLE app_user ADD COLUMN undo_send {int} NOT NULL DEFAULT 5;
