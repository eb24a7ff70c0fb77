-- Names of rules; and who became the owner of a deal when, and which promises there are, without
-- reading all events.
ALTER TABLE assignment_rules ADD COLUMN name {text} NOT NULL DEFAULT '';
CREATE INDEX events_of_owners ON events ("to", at)
  WHERE kind = 'attribute_changed' AND symbol = 'owner' AND import_id IS NULL;
CREATE INDEX events_of_wins ON events (deal_id, at) WHERE kind = 'won';
CREATE INDEX events_of_promises ON events (deal_id, at, id) WHERE kind = 'promise_made';
