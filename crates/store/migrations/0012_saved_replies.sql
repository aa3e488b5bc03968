-- Texts that are written again and again. Without an owner it is everybody's, else its owner's alone.
CREATE TABLE saved_reply (
    id {id},
    whose {int} REFERENCES app_user (id),
    folder {text} NOT NULL,
    name {text} NOT NULL CHECK (name <> ''),
    body {text} NOT NULL CHECK (body <> ''),
    version {int} NOT NULL DEFAULT 1,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX saved_reply_shared ON saved_reply (folder, name) WHERE whose IS NULL;
CREATE UNIQUE INDEX saved_reply_private ON saved_reply (whose, folder, name);
