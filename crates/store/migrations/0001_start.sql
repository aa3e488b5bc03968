-- The first shape of the desk. Tokens in braces are replaced per database (store::db::dialect).
-- Times are UTC microseconds, documents are JSON text, words are those of the model's enums.

CREATE TABLE setting (
    key {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL
) {strict};

CREATE TABLE app_user (
    id {id},
    name {text} NOT NULL CHECK (name <> ''),
    email {text} NOT NULL CHECK (email = lower(email)),
    role {text} NOT NULL CHECK (role IN ('admin', 'agent')),
    seat {bool} NOT NULL,
    access {text} NOT NULL CHECK (access IN ('all', 'team', 'own', 'none')),
    language {text} NOT NULL,
    time_zone {text} NOT NULL,
    active {bool} NOT NULL,
    password_hash {text},
    presence {text} CHECK (presence IN ('available', 'away')),
    presence_reason {text},
    presence_since {int},
    presence_until {int},
    presence_set_by {int} REFERENCES app_user (id),
    last_assigned {int} NOT NULL DEFAULT 0,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX user_email ON app_user (email);
CREATE INDEX user_presence_until ON app_user (presence_until);

-- How many open tickets a user holds, and may hold: in total ('all') and per channel kind.
CREATE TABLE user_load (
    user_id {int} NOT NULL REFERENCES app_user (id),
    kind {text} NOT NULL CHECK (kind IN ('all', 'email', 'form', 'chat', 'whatsapp', 'calling')),
    open {int} NOT NULL DEFAULT 0 CONSTRAINT load_not_negative CHECK (open >= 0),
    most {int} CHECK (most >= 0),
    PRIMARY KEY (user_id, kind)
) {strict};

-- A team is never deleted, for decisions and events name it: it is retired, and its name is free again.
CREATE TABLE team (
    id {id},
    name {text} NOT NULL CHECK (name <> ''),
    active {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX team_name ON team (name) WHERE active;

CREATE TABLE team_member (
    team_id {int} NOT NULL REFERENCES team (id),
    user_id {int} NOT NULL REFERENCES app_user (id),
    membership {text} NOT NULL CHECK (membership IN ('main', 'extra')),
    PRIMARY KEY (team_id, user_id)
) {strict};
CREATE UNIQUE INDEX one_main_team ON team_member (user_id) WHERE membership = 'main';
CREATE INDEX team_member_user ON team_member (user_id);

CREATE TABLE contact (
    id {id},
    name {text} NOT NULL,
    company {text},
    owner_id {int} REFERENCES app_user (id),
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE INDEX contact_owner ON contact (owner_id);
CREATE INDEX contact_updated ON contact (updated_at, id);

CREATE TABLE contact_address (
    id {id},
    contact_id {int} NOT NULL REFERENCES contact (id),
    kind {text} NOT NULL CHECK (kind IN ('email', 'phone', 'whatsapp', 'visitor')),
    value {text} NOT NULL,
    verified {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX contact_address_value ON contact_address (kind, value);
CREATE INDEX contact_address_contact ON contact_address (contact_id);

CREATE TABLE channel (
    id {id},
    kind {text} NOT NULL CHECK (kind IN ('email', 'form', 'chat', 'whatsapp', 'calling')),
    name {text} NOT NULL CHECK (name <> ''),
    address {text},
    active {bool} NOT NULL,
    settings {text} NOT NULL,
    secrets {text} NOT NULL,
    secrets_set {text} NOT NULL,
    version {int} NOT NULL DEFAULT 1,
    rule_version {int} NOT NULL DEFAULT 1,
    turn {int} NOT NULL DEFAULT 0,
    health {text} NOT NULL,
    cursor {text},
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX channel_address ON channel (kind, address);

CREATE TABLE rule_version (
    channel_id {int} NOT NULL REFERENCES channel (id),
    version {int} NOT NULL,
    rule {text} NOT NULL,
    created_by {int} REFERENCES app_user (id),
    created_at {int} NOT NULL,
    PRIMARY KEY (channel_id, version)
) {strict};

-- Round robin: who already had one in the channel's running cycle.
CREATE TABLE channel_turn (
    channel_id {int} NOT NULL REFERENCES channel (id),
    user_id {int} NOT NULL REFERENCES app_user (id),
    PRIMARY KEY (channel_id, user_id)
) {strict};

-- The pipeline. `counts`: a ticket standing here fills its owner's capacity.
CREATE TABLE status (
    key {text} NOT NULL PRIMARY KEY,
    position {int} NOT NULL,
    name {text},
    closed {bool} NOT NULL,
    counts {bool} NOT NULL
) {strict};
INSERT INTO status (key, position, name, closed, counts) VALUES
    ('new', 1, NULL, {false}, {true}),
    ('open', 2, NULL, {false}, {true}),
    ('waiting_on_contact', 3, NULL, {false}, {false}),
    ('waiting_on_us', 4, NULL, {false}, {true}),
    ('closed', 5, NULL, {true}, {false});

CREATE TABLE ticket (
    id {id},
    version {int} NOT NULL DEFAULT 1,
    subject {text} NOT NULL,
    status {text} NOT NULL REFERENCES status (key),
    counts {bool} NOT NULL,
    priority {text} NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    channel_id {int} NOT NULL REFERENCES channel (id),
    kind {text} NOT NULL,
    contact_id {int} NOT NULL REFERENCES contact (id),
    owner_user {int} REFERENCES app_user (id),
    owner_team {int} REFERENCES team (id),
    team_id {int} REFERENCES team (id),
    follows {int} REFERENCES ticket (id),
    nobody_since {int},
    noted_owner {int},
    preview {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    closed_at {int},
    CONSTRAINT one_owner CHECK (owner_user IS NULL OR owner_team IS NULL),
    CONSTRAINT closed_does_not_count CHECK (closed_at IS NULL OR NOT counts)
) {strict};
CREATE INDEX ticket_open ON ticket (updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX ticket_unassigned ON ticket (updated_at, id) WHERE closed_at IS NULL AND owner_user IS NULL AND owner_team IS NULL;
CREATE INDEX ticket_mine ON ticket (owner_user, updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX ticket_team ON ticket (team_id, updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX ticket_nobody ON ticket (updated_at, id) WHERE nobody_since IS NOT NULL;
CREATE INDEX ticket_closed ON ticket (updated_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_contact ON ticket (contact_id, updated_at);
CREATE INDEX ticket_owner_team ON ticket (owner_team);

CREATE TABLE message (
    id {id},
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    direction {text} NOT NULL CHECK (direction IN ('in', 'out')),
    state {text} NOT NULL CHECK (state IN ('received', 'queued', 'sent', 'failed', 'bounced')),
    author_user {int} REFERENCES app_user (id),
    from_name {text} NOT NULL,
    from_address {text} NOT NULL,
    recipients {text} NOT NULL,
    subject {text} NOT NULL,
    body {text} NOT NULL,
    html {text},
    mail_id {text},
    thread_ids {text} NOT NULL,
    automatic {bool} NOT NULL,
    error {text},
    raw {text},
    created_at {int} NOT NULL,
    sent_at {int}
) {strict};
CREATE INDEX message_ticket ON message (ticket_id, id);
CREATE INDEX message_mail_id ON message (mail_id);

-- One row per thing the outside world gave us, by the source's own id: the guard against doubles.
CREATE TABLE intake (
    key {text} NOT NULL PRIMARY KEY,
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    message_id {int} NOT NULL REFERENCES message (id),
    at {int} NOT NULL
) {strict};

CREATE TABLE comment (
    id {id},
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    author_user {int} REFERENCES app_user (id),
    body {text} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE INDEX comment_ticket ON comment (ticket_id, id);

CREATE TABLE attachment (
    id {id},
    message_id {int} REFERENCES message (id),
    comment_id {int} REFERENCES comment (id),
    uploaded_by {int} REFERENCES app_user (id),
    name {text} NOT NULL,
    media_type {text} NOT NULL,
    size {int} NOT NULL,
    digest {text} NOT NULL,
    content_id {text},
    inline {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE INDEX attachment_message ON attachment (message_id);
CREATE INDEX attachment_comment ON attachment (comment_id);

CREATE TABLE ticket_tag (
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    tag {text} NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (ticket_id, tag)
) {strict};
CREATE INDEX ticket_tag_tag ON ticket_tag (tag);

-- Every routing decision and every hand's choice. The live one is why the ticket stands where it does.
CREATE TABLE decision (
    id {id},
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    channel_id {int} NOT NULL REFERENCES channel (id),
    rule_version {int} NOT NULL,
    made_by {text} NOT NULL CHECK (made_by IN ('router', 'hand', 'reply', 'release')),
    actor {text} NOT NULL,
    actor_id {int},
    owner_user {int} REFERENCES app_user (id),
    owner_team {int} REFERENCES team (id),
    record {text},
    live {bool} NOT NULL,
    created_at {int} NOT NULL,
    FOREIGN KEY (channel_id, rule_version) REFERENCES rule_version (channel_id, version)
) {strict};
CREATE UNIQUE INDEX decision_live ON decision (ticket_id) WHERE live;
CREATE INDEX decision_ticket ON decision (ticket_id, id);

-- The waiting line: a row per ticket that still needs an owner from the router.
CREATE TABLE waiting (
    ticket_id {int} NOT NULL PRIMARY KEY REFERENCES ticket (id),
    channel_id {int} NOT NULL REFERENCES channel (id),
    rank {int} NOT NULL,
    arrived_at {int} NOT NULL,
    since {int} NOT NULL,
    contact_owner {int} NOT NULL DEFAULT 0,
    decided {bool} NOT NULL,
    step_at {int}
) {strict};
CREATE INDEX waiting_order ON waiting (rank, arrived_at, ticket_id);
CREATE INDEX waiting_need ON waiting (channel_id, contact_owner, decided, rank, arrived_at, ticket_id);
CREATE INDEX waiting_step ON waiting (step_at);

-- Maintained counts of the views. Shards keep busy rows from becoming one lock; readers add them up.
CREATE TABLE tally (
    key {text} NOT NULL,
    shard {int} NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (key, shard)
) {strict};

-- What happened, in order. Readers follow (tx, seq) below the oldest running transaction.
CREATE TABLE event (
    seq {id},
    tx {txid},
    at {int} NOT NULL,
    actor {text} NOT NULL,
    actor_id {int},
    kind {text} NOT NULL,
    ticket_id {int} REFERENCES ticket (id),
    data {text} NOT NULL
) {strict};
CREATE INDEX event_order ON event (tx, seq);
CREATE INDEX event_ticket ON event (ticket_id, seq);

CREATE TABLE job (
    id {id},
    kind {text} NOT NULL,
    key {text} NOT NULL,
    data {text} NOT NULL,
    run_at {int} NOT NULL,
    attempts {int} NOT NULL DEFAULT 0,
    lease_until {int},
    last_error {text},
    dead {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX job_key ON job (kind, key);
CREATE INDEX job_due ON job (dead, run_at);

CREATE TABLE lease (
    name {text} NOT NULL PRIMARY KEY,
    holder {text} NOT NULL,
    until {int} NOT NULL
) {strict};

CREATE TABLE session (
    id {id},
    token_hash {text} NOT NULL,
    user_id {int} NOT NULL REFERENCES app_user (id),
    browser {text} NOT NULL,
    address {text} NOT NULL,
    created_at {int} NOT NULL,
    last_seen_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_of_user ON session (user_id);

-- One-time links: to set the first admin up (no user yet), or to set an invited user's password.
CREATE TABLE invitation (
    token_hash {text} NOT NULL PRIMARY KEY,
    user_id {int} REFERENCES app_user (id),
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX invitation_user ON invitation (user_id);

-- Answers already given to POSTs that carried an Idempotency-Key.
CREATE TABLE answered (
    user_id {int} NOT NULL REFERENCES app_user (id),
    key {text} NOT NULL,
    request {text} NOT NULL,
    status {int} NOT NULL,
    body {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (user_id, key)
) {strict};
