-- Imports: files on their way, deals by their ids in the systems they come from, and what was undone.

-- Files that were sent and not used up; their bytes are kept as those of attachments.
CREATE TABLE uploads (
  id {identity},
  name {text} NOT NULL,
  sha256 {text} NOT NULL,
  size {integer} NOT NULL,
  by {integer} NOT NULL REFERENCES people,
  at {integer} NOT NULL
){strict};
CREATE INDEX uploads_by_person ON uploads (by, id);
CREATE INDEX uploads_by_content ON uploads (sha256);

ALTER TABLE imports ADD COLUMN system {text} NOT NULL DEFAULT '';
ALTER TABLE imports ADD COLUMN process_id {integer} REFERENCES processes;
ALTER TABLE imports ADD COLUMN job_id {integer} REFERENCES jobs;
-- How often it was undone to the end; deals that were kept the first time may go the next.
ALTER TABLE imports ADD COLUMN undo_count {integer} NOT NULL DEFAULT 0;
CREATE INDEX imports_by_job ON imports (job_id);

ALTER TABLE accounts ADD COLUMN import_id {integer} REFERENCES imports;
CREATE INDEX accounts_by_import ON accounts (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE imported_deals (
  system {text} NOT NULL,
  key {text} NOT NULL,
  deal_id {integer} NOT NULL REFERENCES deals,
  PRIMARY KEY (system, key)
){strict};
CREATE INDEX imported_deals_by_deal ON imported_deals (deal_id);

-- Events of this import on this deal are masked.
CREATE TABLE undone_deals (
  import_id {integer} NOT NULL REFERENCES imports,
  deal_id {integer} NOT NULL REFERENCES deals,
  run {integer} NOT NULL,
  PRIMARY KEY (import_id, deal_id)
){strict};

DROP INDEX events_by_import;
CREATE INDEX events_by_import ON events (import_id, deal_id) WHERE import_id IS NOT NULL;
