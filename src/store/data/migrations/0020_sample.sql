-- Sample data, which can be taken away again: who was made with it, whom an import made, and processes that are put away.
CREATE TABLE sample_people (
  person_id {integer} PRIMARY KEY REFERENCES people,
  made_at {integer} NOT NULL
){strict};

ALTER TABLE contacts ADD COLUMN import_id {integer} REFERENCES imports;
CREATE INDEX contacts_by_import ON contacts (import_id) WHERE import_id IS NOT NULL;

ALTER TABLE processes ADD COLUMN archived_at {integer};
