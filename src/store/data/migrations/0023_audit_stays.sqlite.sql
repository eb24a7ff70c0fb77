-- Only erasing a person overwrites what an entry says of them.
CREATE TRIGGER audit_stays BEFORE UPDATE OF id, at, by, kind, noun, about_id ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
