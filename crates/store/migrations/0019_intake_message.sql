-- A reply that is taken back is removed: what refers to it must be found without reading all that ever came in.
CREATE INDEX intake_message ON intake (message_id);
