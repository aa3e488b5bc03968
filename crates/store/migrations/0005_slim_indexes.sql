-- What nobody looks for need not be kept: a ticket without owner or team stands in neither's index, and no list is asked
-- for by the team that owns. Each entry less is one less to write for every ticket that comes in.
DROP INDEX ticket_mine;
CREATE INDEX ticket_mine ON ticket (owner_user, updated_at, id) WHERE closed_at IS NULL AND owner_user IS NOT NULL;
DROP INDEX ticket_team;
CREATE INDEX ticket_team ON ticket (team_id, updated_at, id) WHERE closed_at IS NULL AND team_id IS NOT NULL;
DROP INDEX ticket_owner_team;
