-- What a contact's page needs: a version for edits at the same time, addresses in an order of one's own, and which events
-- changed whom.
ALTER TABLE contact ADD COLUMN version {int} NOT NULL DEFAULT 1;
ALTER TABLE contact_address ADD COLUMN place {int} NOT NULL DEFAULT 0;

-- Lists by owner and by company, the newest first. Who merely wrote to us has neither and costs no entry.
DROP INDEX contact_owner;
CREATE INDEX contact_owner ON contact (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX contact_company ON contact (lower(company), id) WHERE company IS NOT NULL;

CREATE TABLE contact_event (
    contact_id {int} NOT NULL REFERENCES contact (id),
    at {int} NOT NULL,
    seq {int} NOT NULL REFERENCES event (seq),
    PRIMARY KEY (contact_id, at, seq)
) {strict};
