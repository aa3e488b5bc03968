-- Two contacts who are one person. The one that goes stays as a row, so that what it did keeps its name, and so that it can
-- come back: what moved is written down one by one.
ALTER TABLE contact ADD COLUMN gone {bool} NOT NULL DEFAULT {false};

CREATE TABLE contact_merge (
    id {id},
    kept {int} NOT NULL REFERENCES contact (id),
    gone {int} NOT NULL REFERENCES contact (id),
    filled {text} NOT NULL,
    merged_by {int} NOT NULL REFERENCES app_user (id),
    merged_at {int} NOT NULL,
    undone_at {int}
) {strict};
CREATE UNIQUE INDEX contact_merge_gone ON contact_merge (gone) WHERE undone_at IS NULL;

CREATE TABLE contact_merge_moved (
    merge_id {int} NOT NULL REFERENCES contact_merge (id),
    what {text} NOT NULL CHECK (what IN ('ticket', 'address', 'event')),
    moved {int} NOT NULL,
    PRIMARY KEY (merge_id, what, moved)
) {strict};
