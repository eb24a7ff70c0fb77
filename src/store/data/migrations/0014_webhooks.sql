-- A second secret while one is being exchanged, and how a webhook fares.

ALTER TABLE webhooks ADD COLUMN previous_secret {text} NOT NULL DEFAULT '';
ALTER TABLE webhooks ADD COLUMN previous_until {integer};
ALTER TABLE webhooks ADD COLUMN stopped_because {text} NOT NULL DEFAULT '';
ALTER TABLE webhooks ADD COLUMN rests_until {integer};
ALTER TABLE webhooks ADD COLUMN failing_since {integer};
ALTER TABLE webhooks ADD COLUMN revision {integer} NOT NULL DEFAULT 1;
CREATE INDEX webhook_deliveries_of_one ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
