-- Who gave a file, so that it goes with their other data; who took it away.
ALTER TABLE attachments ADD COLUMN from_contact_id INTEGER REFERENCES contacts;
ALTER TABLE attachments ADD COLUMN removed_by INTEGER REFERENCES people;
CREATE INDEX attachments_by_giver ON attachments (from_contact_id) WHERE from_contact_id IS NOT NULL;
