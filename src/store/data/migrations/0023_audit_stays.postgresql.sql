-- Only erasing a person overwrites what an entry says of them.
CREATE TRIGGER audit_stays BEFORE UPDATE OF id, at, by, kind, noun, about_id ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the audit is never changed');
CREATE TRIGGER audit_is_kept BEFORE DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the audit is never deleted');
