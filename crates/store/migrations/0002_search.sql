-- Full text. A document per ticket, numbered by activity: whoever walks the numbers downwards meets the newest first.
-- Tickets that were there before get numbers below zero, from the newest to the oldest.

CREATE TABLE search_doc (
    ticket_id {int} NOT NULL PRIMARY KEY REFERENCES ticket (id),
    seq {int} NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX search_doc_seq ON search_doc (seq);
CREATE INDEX search_doc_at ON search_doc (at, seq);

-- How many documents hold a word, more or less: for planning, and for words that are not written out yet.
CREATE TABLE search_word (
    --! sqlite
    word TEXT NOT NULL PRIMARY KEY,
    --! postgres
    word TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    --! both
    n {int} NOT NULL
) {strict};

-- How far the index has come: in the log (none yet: NULL), and back through what was there before it (all of it: NULL).
CREATE TABLE search_state (
    one {int} NOT NULL PRIMARY KEY CHECK (one = 1),
    tx {int},
    seq {int},
    back_at {int},
    back_id {int},
    high {int} NOT NULL,
    low {int} NOT NULL
) {strict};
INSERT INTO search_state (one, back_at, back_id, high, low) VALUES (1, 9223372036854775807, 9223372036854775807, 0, 0);

-- The words themselves. We take texts apart ourselves, so that both databases find the same.
--! sqlite
CREATE VIRTUAL TABLE search_text USING fts5(words, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '='");
--! postgres
CREATE TABLE search_text (
    seq BIGINT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
-- A short list of what is not sorted in yet: every search reads all of it.
CREATE INDEX search_text_words ON search_text USING gin (words) WITH (gin_pending_list_limit = 128);
--! both
