-- Links by which a customer sees the plan of a deal. That a link is there, for whom and until when, events tell; here is
-- what they must not hold, and when it was last opened.
CREATE TABLE plan_links (
  deal_id {integer} NOT NULL REFERENCES deals,
  number {integer} NOT NULL,
  secret_hash {text} NOT NULL UNIQUE,
  opened_at {integer},
  opened_count {integer} NOT NULL DEFAULT 0,
  PRIMARY KEY (deal_id, number)
){strict};
