-- What people are told of: one row for a person, a ticket and a reason, which counts what came since they read it last.
CREATE TABLE notification (
    user_id {int} NOT NULL REFERENCES app_user (id),
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    kind {text} NOT NULL CHECK (kind IN ('assigned', 'reply', 'mention', 'nobody_available')),
    times {int} NOT NULL,
    actor {text} NOT NULL,
    actor_id {int},
    event_seq {int} NOT NULL,
    at {int} NOT NULL,
    read_at {int},
    shown {bool} NOT NULL,
    mailed {bool} NOT NULL,
    told_seq {int} NOT NULL,
    mailed_at {int},
    PRIMARY KEY (user_id, ticket_id, kind)
) {strict};
CREATE INDEX notification_list ON notification (user_id, event_seq) WHERE shown;
CREATE INDEX notification_unread ON notification (user_id, event_seq) WHERE read_at IS NULL;
CREATE INDEX notification_read ON notification (read_at) WHERE read_at IS NOT NULL;
CREATE INDEX notification_mailed ON notification (user_id, mailed_at) WHERE mailed_at IS NOT NULL;

-- What somebody chose to be told of, and how. Without a row it is as the desk sees fit.
CREATE TABLE notification_choice (
    user_id {int} NOT NULL REFERENCES app_user (id),
    kind {text} NOT NULL CHECK (kind IN ('assigned', 'reply', 'mention', 'nobody_available')),
    page {bool} NOT NULL,
    browser {bool} NOT NULL,
    mail {bool} NOT NULL,
    PRIMARY KEY (user_id, kind)
) {strict};

-- How far the log was read for it. Empty: from now on.
CREATE TABLE notification_place (
    one {int} NOT NULL PRIMARY KEY CHECK (one = 1),
    tx {int},
    seq {int}
) {strict};
INSERT INTO notification_place (one) VALUES (1);

-- Who follows a ticket, when its contact writes.
CREATE INDEX ticket_reader_followers ON ticket_reader (ticket_id, user_id) WHERE follows;
