-- Long work: which server runs it and when it was last heard of, whether somebody wants it stopped,
-- and what it found, a line a thing.

ALTER TABLE jobs ADD COLUMN runner {text} NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN alive_at {integer};
ALTER TABLE jobs ADD COLUMN failure {text} NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN cancelled_at {integer};
ALTER TABLE jobs ADD COLUMN cancelled_by {integer} REFERENCES people;
UPDATE jobs SET state = 'queued' WHERE state = 'waiting';

CREATE TABLE job_lines (
  job_id {integer} NOT NULL REFERENCES jobs,
  number {integer} NOT NULL,
  outcome {text} NOT NULL,
  deal_id {integer} REFERENCES deals,
  source {text} NOT NULL DEFAULT '',
  line {integer},
  field {text} NOT NULL DEFAULT '',
  value {text} NOT NULL DEFAULT '',
  text {text} NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, number)
){strict};
CREATE INDEX job_lines_by_outcome ON job_lines (job_id, outcome, number);
