-- Who gave a file, so that it goes with their other data; who took it away.
ALTER TABLE attachments ADD COLUMN from_contact_id BIGINT REFERENCES contacts;
ALTER TABLE attachments ADD COLUMN removed_by BIGINT REFERENCES people;
CREATE INDEX attachments_by_giver ON attachments (from_contact_id) WHERE from_contact_id IS NOT NULL;
-- Bytes are read in parts, which needs them uncompressed.
ALTER TABLE attachment_contents ALTER COLUMN content SET STORAGE EXTERNAL;
