-- Processes and the versions of their maps. A published version never changes.

CREATE TABLE processes (
  id {identity},
  map_id {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  owner_id {integer} REFERENCES people,
  created_at {integer} NOT NULL,
  created_by {integer} REFERENCES people,
  head {integer} NOT NULL DEFAULT 0
){strict};

CREATE TABLE map_versions (
  process_id {integer} NOT NULL REFERENCES processes,
  number {integer} NOT NULL,
  own_text {text} NOT NULL,
  resolved_text {text} NOT NULL,
  sha256 {text} NOT NULL,
  base_process_id {integer},
  base_number {integer},
  published_at {integer} NOT NULL,
  published_by {integer} REFERENCES people,
  note {text} NOT NULL DEFAULT '',
  PRIMARY KEY (process_id, number)
){strict};

-- A stage of a process has one number for good, whatever becomes of its name or place.
CREATE TABLE stage_numbers (
  id {identity},
  process_id {integer} NOT NULL REFERENCES processes,
  stage {text} NOT NULL,
  UNIQUE (process_id, stage)
){strict};

CREATE TABLE drafts (
  process_id {integer} PRIMARY KEY REFERENCES processes,
  based_on {integer} NOT NULL,
  text {text} NOT NULL,
  seq {integer} NOT NULL,
  changed_at {integer} NOT NULL,
  changed_by {integer} REFERENCES people
){strict};

CREATE TABLE draft_operations (
  process_id {integer} NOT NULL REFERENCES processes,
  seq {integer} NOT NULL,
  operations {text} NOT NULL,
  at {integer} NOT NULL,
  by {integer} REFERENCES people,
  PRIMARY KEY (process_id, seq)
){strict};
