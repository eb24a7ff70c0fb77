-- That an import was undone has a number among those of events, so that whoever follows them is told in its turn.
ALTER TABLE imports ADD COLUMN undone_event {integer};
