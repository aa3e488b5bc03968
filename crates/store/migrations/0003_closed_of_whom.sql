-- What somebody with restricted access sees of the closed ones: their own, their teams', nobody's. Only a ticket that is
-- closed pays for these.
CREATE INDEX ticket_closed_user ON ticket (owner_user, updated_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_closed_team ON ticket (team_id, updated_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_closed_nobody ON ticket (updated_at, id)
    WHERE closed_at IS NOT NULL AND owner_user IS NULL AND owner_team IS NULL;
