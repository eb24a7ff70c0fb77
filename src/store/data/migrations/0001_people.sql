-- Who works here. A workspace is one file or one schema: no table names it.

CREATE TABLE workspace (
  id {integer} PRIMARY KEY CHECK (id = 1),
  name {text} NOT NULL,
  zone {text} NOT NULL,
  currency {text} NOT NULL,
  settings {text} NOT NULL DEFAULT '{}',
  created_at {integer} NOT NULL,
  revision {integer} NOT NULL DEFAULT 1
){strict};

CREATE TABLE teams (
  id {identity},
  name {text} NOT NULL,
  name_folded {text} NOT NULL UNIQUE,
  created_at {integer} NOT NULL
){strict};

CREATE TABLE people (
  id {identity},
  email {text} NOT NULL,
  email_folded {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  password_hash {text},
  role {text} NOT NULL,
  team_id {integer} REFERENCES teams,
  is_active {integer} NOT NULL DEFAULT 1,
  created_at {integer} NOT NULL,
  signed_in_at {integer},
  erased_at {integer},
  revision {integer} NOT NULL DEFAULT 1
){strict};
CREATE INDEX people_by_team ON people (team_id);

-- Secrets are kept as hashes alone.
CREATE TABLE sessions (
  secret_hash {text} PRIMARY KEY,
  person_id {integer} NOT NULL REFERENCES people,
  created_at {integer} NOT NULL,
  used_at {integer} NOT NULL,
  expires_at {integer} NOT NULL,
  client {text} NOT NULL DEFAULT ''
){strict};
CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE tokens (
  id {identity},
  person_id {integer} NOT NULL REFERENCES people,
  name {text} NOT NULL,
  secret_hash {text} NOT NULL UNIQUE,
  scopes {text} NOT NULL,
  created_at {integer} NOT NULL,
  used_at {integer},
  expires_at {integer},
  revoked_at {integer}
){strict};
CREATE INDEX tokens_by_person ON tokens (person_id);

CREATE TABLE one_time_links (
  secret_hash {text} PRIMARY KEY,
  purpose {text} NOT NULL,
  person_id {integer} REFERENCES people,
  created_at {integer} NOT NULL,
  created_by {integer} REFERENCES people,
  expires_at {integer} NOT NULL,
  used_at {integer}
){strict};

CREATE TABLE calendar_addresses (
  person_id {integer} PRIMARY KEY REFERENCES people,
  secret_hash {text} NOT NULL UNIQUE,
  created_at {integer} NOT NULL
){strict};
