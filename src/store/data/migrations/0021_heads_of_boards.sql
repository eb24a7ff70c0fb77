-- Heads of a board tell the status and the age of deals too: all that they count stands in one index.
DROP INDEX deals_at_work;
CREATE INDEX deals_at_work ON deals (process_id, status, stage, currency, amount_minor, stage_entered_at, created_at, owner_id, team_id) WHERE status IN ('lead', 'open');
