-- The number that the last draft of a process ended with: changes of its next draft are counted on from there, so that no
-- number of a process's changes ever means two things.

ALTER TABLE processes ADD COLUMN folded_seq {integer} NOT NULL DEFAULT 0;
