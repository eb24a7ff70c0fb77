-- Which deals were merged into a deal: its history is read through to theirs.

CREATE INDEX events_of_mergers ON events ("to") WHERE kind = 'merged_into';
