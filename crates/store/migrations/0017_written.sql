-- What our own people write may have marks (bold, lists, pictures); a note may mention colleagues. Of a user and a ticket
-- the latest mention is kept.
ALTER TABLE comment ADD COLUMN html {text};
ALTER TABLE draft ADD COLUMN html {text};

CREATE TABLE mention (
    user_id {int} NOT NULL REFERENCES app_user (id),
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    comment_id {int} NOT NULL REFERENCES comment (id),
    at {int} NOT NULL,
    PRIMARY KEY (user_id, ticket_id)
) {strict};
CREATE INDEX mention_latest ON mention (user_id, at, ticket_id);
