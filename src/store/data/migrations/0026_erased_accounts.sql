-- The right to erasure holds for accounts as well: a sole trader's name is a person's.
ALTER TABLE accounts ADD COLUMN erased_at {integer};
ALTER TABLE accounts ADD COLUMN erased_by {integer} REFERENCES people;
