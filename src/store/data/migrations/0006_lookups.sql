-- Events that are looked for without their deal: where deals come from, and how dates moved.

CREATE INDEX events_of_origins ON events (details) WHERE kind = 'origin_set';
CREATE INDEX events_of_dates ON events (deal_id, at, id)
  WHERE kind = 'attribute_changed' AND symbol = 'expected_close';
