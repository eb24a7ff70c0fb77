-- What the server keeps beside the deals.

CREATE TABLE jobs (
  id {identity},
  kind {text} NOT NULL,
  state {text} NOT NULL,
  input {text} NOT NULL,
  report {text} NOT NULL DEFAULT '{}',
  done_count {integer} NOT NULL DEFAULT 0,
  total_count {integer},
  by {integer} REFERENCES people,
  created_at {integer} NOT NULL,
  started_at {integer},
  ended_at {integer}
){strict};
CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE saved_views (
  id {identity},
  person_id {integer} NOT NULL REFERENCES people,
  noun {text} NOT NULL,
  name {text} NOT NULL,
  query {text} NOT NULL,
  is_shared {integer} NOT NULL DEFAULT 0,
  created_at {integer} NOT NULL,
  UNIQUE (person_id, noun, name)
){strict};

CREATE TABLE idempotency_keys (
  person_id {integer} NOT NULL REFERENCES people,
  key {text} NOT NULL,
  request_sha256 {text} NOT NULL,
  status {integer} NOT NULL,
  body {text} NOT NULL,
  created_at {integer} NOT NULL,
  PRIMARY KEY (person_id, key)
){strict};
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE webhooks (
  id {identity},
  url {text} NOT NULL,
  secret {text} NOT NULL,
  kinds {text} NOT NULL,
  is_active {integer} NOT NULL DEFAULT 1,
  created_at {integer} NOT NULL,
  created_by {integer} REFERENCES people,
  sent_up_to {integer} NOT NULL DEFAULT 0
){strict};

CREATE TABLE webhook_deliveries (
  id {identity},
  webhook_id {integer} NOT NULL REFERENCES webhooks,
  event_id {integer} NOT NULL REFERENCES events,
  state {text} NOT NULL,
  attempts {integer} NOT NULL DEFAULT 0,
  next_at {integer},
  last_status {integer},
  last_answer {text} NOT NULL DEFAULT '',
  created_at {integer} NOT NULL,
  ended_at {integer},
  UNIQUE (webhook_id, event_id)
){strict};
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, next_at);

CREATE TABLE assignment_rules (
  id {identity},
  position {integer} NOT NULL,
  condition {text} NOT NULL,
  assignees {text} NOT NULL,
  is_active {integer} NOT NULL DEFAULT 1,
  turn {integer} NOT NULL DEFAULT 0
){strict};

CREATE TABLE objection_topics (
  id {text} PRIMARY KEY,
  name {text} NOT NULL,
  answers {text} NOT NULL DEFAULT '[]',
  revision {integer} NOT NULL DEFAULT 1
){strict};

-- Follow-up rhythm, commission, attachments' limits and the like: one JSON text a name.
CREATE TABLE settings (
  name {text} PRIMARY KEY,
  value {text} NOT NULL,
  changed_at {integer} NOT NULL,
  changed_by {integer} REFERENCES people
){strict};
