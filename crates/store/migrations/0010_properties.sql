-- What a desk wants to know of its tickets and contacts beside what every desk does. A property is retired, never
-- deleted: what was written under it stays. Choices are a JSON list; a value names a choice by its id.
CREATE TABLE property (
    id {id},
    applies_to {text} NOT NULL CHECK (applies_to IN ('ticket', 'contact')),
    name {text} NOT NULL CHECK (name <> ''),
    kind {text} NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yes_no', 'choice')),
    required {bool} NOT NULL,
    active {bool} NOT NULL,
    position {int} NOT NULL,
    choices {text} NOT NULL,
    version {int} NOT NULL DEFAULT 1,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX property_name ON property (applies_to, name) WHERE active;

CREATE TABLE ticket_property (
    ticket_id {int} NOT NULL REFERENCES ticket (id),
    property_id {int} NOT NULL REFERENCES property (id),
    value {text} NOT NULL CHECK (value <> ''),
    PRIMARY KEY (ticket_id, property_id)
) {strict};
CREATE INDEX ticket_property_value ON ticket_property (property_id, value, ticket_id);

CREATE TABLE contact_property (
    contact_id {int} NOT NULL REFERENCES contact (id),
    property_id {int} NOT NULL REFERENCES property (id),
    value {text} NOT NULL CHECK (value <> ''),
    PRIMARY KEY (contact_id, property_id)
) {strict};
CREATE INDEX contact_property_value ON contact_property (property_id, value, contact_id);
