-- What somebody is writing on a ticket, so that it outlives their browser; and who has a ticket open right now, which
-- ends by itself when nobody says so any more.
CREATE TABLE draft (
    user_id {int} NOT NULL REFERENCES app_user (id),
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    mode {text} NOT NULL CHECK (mode IN ('reply', 'comment')),
    body {text} NOT NULL,
    files {text} NOT NULL,
    writer {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (user_id, ticket_id)
) {strict};

CREATE TABLE presence (
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    user_id {int} NOT NULL REFERENCES app_user (id),
    doing {text} NOT NULL CHECK (doing IN ('viewing', 'replying')),
    hidden {bool} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (ticket_id, user_id)
) {strict};
