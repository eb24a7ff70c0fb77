-- Who erased a person's data.
ALTER TABLE contacts ADD COLUMN erased_by {integer} REFERENCES people;
ALTER TABLE people ADD COLUMN erased_by {integer} REFERENCES people;
