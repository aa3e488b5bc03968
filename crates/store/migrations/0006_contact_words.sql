-- Contacts by the words of their names, companies and addresses: whoever looks for the beginning of one walks these in
-- their order. Put in by the follower of the log, like the rest of the full text.
CREATE TABLE search_contact (
    --! sqlite
    word TEXT NOT NULL,
    --! postgres
    word TEXT COLLATE "C" NOT NULL,
    --! both
    contact_id {int} NOT NULL REFERENCES contact (id),
    PRIMARY KEY (word, contact_id)
--! sqlite
) STRICT, WITHOUT ROWID;
--! postgres
);
--! both
-- Contacts below this number were there before and are not in yet; all of them are: NULL.
ALTER TABLE search_state ADD COLUMN contacts {int};
UPDATE search_state SET contacts = 9223372036854775807;

-- Words by their first two letters, the most used first: a desk of years knows thousands that begin with them. How often a
-- word was used is kept to half a power of ten, or every use would move it in this index.
CREATE INDEX search_word_often ON search_word (substr(word, 1, 2), length(CAST(n * n AS TEXT)) DESC, word);
