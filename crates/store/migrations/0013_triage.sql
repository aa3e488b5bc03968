-- A ticket can sleep until a time, and be spam; and it is known when the contact was last heard, so that every user can
-- have read it or not. Of the many that are neither, the indexes of those that are know nothing.
ALTER TABLE ticket ADD COLUMN snoozed_until {int};
ALTER TABLE ticket ADD COLUMN spam {bool} NOT NULL DEFAULT {false};
ALTER TABLE ticket ADD COLUMN heard_at {int};
CREATE INDEX ticket_snoozed ON ticket (updated_at, id) WHERE snoozed_until IS NOT NULL;
CREATE INDEX ticket_spam ON ticket (updated_at, id) WHERE spam;

-- What a user has to do with a ticket besides owning it: how far they read it, and whether they follow it.
CREATE TABLE ticket_reader (
    user_id {int} NOT NULL REFERENCES app_user (id),
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    read_at {int},
    follows {bool} NOT NULL,
    PRIMARY KEY (user_id, ticket_id)
) {strict};
CREATE INDEX ticket_reader_follows ON ticket_reader (user_id, ticket_id) WHERE follows;

-- Lists of somebody's own making: a filter under a name, for themselves, for a team, or for everybody.
CREATE TABLE saved_view (
    id {id},
    user_id {int} NOT NULL REFERENCES app_user (id),
    sharing {text} NOT NULL CHECK (sharing IN ('private', 'team', 'everybody')),
    team_id {int} REFERENCES team (id),
    name {text} NOT NULL CHECK (name <> ''),
    filter {text} NOT NULL,
    created_at {int} NOT NULL,
    CONSTRAINT shared_with_a_team CHECK ((sharing = 'team') = (team_id IS NOT NULL))
) {strict};
CREATE INDEX saved_view_user ON saved_view (user_id);
CREATE INDEX saved_view_sharing ON saved_view (sharing);

-- What they write goes to Spam.
CREATE TABLE blocked_sender (
    id {id},
    address {text} NOT NULL CHECK (address = lower(address)),
    by_user {int} REFERENCES app_user (id),
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX blocked_sender_address ON blocked_sender (address);
