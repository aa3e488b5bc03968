-- Files of contacts that are being taken in: as they were read, what each column is, and row by row what came of it.
CREATE TABLE contact_import (
    id {id},
    version {int} NOT NULL DEFAULT 1,
    made_by {int} NOT NULL REFERENCES app_user (id),
    file {text} NOT NULL,
    head {text} NOT NULL,
    meanings {text} NOT NULL,
    known {text} NOT NULL CHECK (known IN ('fill', 'overwrite', 'leave')),
    state {text} NOT NULL CHECK (state IN ('uploaded', 'trying', 'tried', 'importing', 'imported')),
    total {int} NOT NULL,
    done {int} NOT NULL DEFAULT 0,
    created_at {int} NOT NULL
) {strict};
CREATE INDEX contact_import_created ON contact_import (created_at);

CREATE TABLE contact_import_row (
    import_id {int} NOT NULL REFERENCES contact_import (id),
    line {int} NOT NULL,
    cells {text} NOT NULL,
    outcome {text} CHECK (outcome IN ('made', 'changed', 'same', 'refused')),
    reason {text},
    contact_id {int} REFERENCES contact (id),
    PRIMARY KEY (import_id, line)
) {strict};
CREATE INDEX contact_import_row_outcome ON contact_import_row (import_id, outcome, line);
