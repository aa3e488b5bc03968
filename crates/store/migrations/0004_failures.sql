-- How often a job was really done in vain. `attempts` also counts those that our own end broke off, and only numbers them.

ALTER TABLE job ADD COLUMN failures {int} NOT NULL DEFAULT 0;
