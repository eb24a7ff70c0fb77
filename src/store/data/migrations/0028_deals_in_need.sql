-- What needs attention first is read from an index: what each deal waits for (store/attention.h), since when, and when it
-- is late where it stands. The limits of stages are those of the published versions.
CREATE TABLE stage_limits (
  process_id {integer} NOT NULL REFERENCES processes,
  version {integer} NOT NULL,
  stage {text} NOT NULL,
  stay {integer} NOT NULL,
  PRIMARY KEY (process_id, version, stage)
){strict};

ALTER TABLE deals ADD COLUMN waits_for {integer} NOT NULL DEFAULT 1;
ALTER TABLE deals ADD COLUMN waits_since {integer} NOT NULL DEFAULT 0;
ALTER TABLE deals ADD COLUMN late_at {integer};
UPDATE deals SET
  waits_for = CASE
    WHEN status IN ('lead', 'open', 'won') AND next_due IS NOT NULL THEN 0
    WHEN status IN ('lead', 'open') THEN 1
    WHEN status = 'won' THEN 2
    WHEN next_due IS NOT NULL THEN 3
    ELSE 4 END,
  waits_since = COALESCE(stage_entered_at, created_at);

CREATE INDEX deals_in_need ON deals (waits_for, next_due, waits_since, id, late_at, status, process_id, stage, owner_id, team_id);
CREATE INDEX deals_by_lateness ON deals (late_at, waits_for) WHERE late_at IS NOT NULL;
-- How many of somebody's deals are not over is counted without those that are.
DROP INDEX deals_by_owner;
CREATE INDEX deals_by_owner ON deals (owner_id, waits_for, id);
DROP INDEX deals_by_team;
CREATE INDEX deals_by_team ON deals (team_id, waits_for, id);
