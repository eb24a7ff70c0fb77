-- Customers, deals and what happened to them. `events` is the truth about deals; `deals`, `promises`,
-- `buying_group`, `objections` and `quotes` are copies of what the fold of the events says, for lists
-- and searches, written in the same transaction.

CREATE TABLE accounts (
  id {identity},
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  domain {text} NOT NULL DEFAULT '',
  email {text} NOT NULL DEFAULT '',
  phone {text} NOT NULL DEFAULT '',
  address {text} NOT NULL DEFAULT '',
  beside {text} NOT NULL DEFAULT '{}',
  owner_id {integer} REFERENCES people,
  team_id {integer} REFERENCES teams,
  created_at {integer} NOT NULL,
  merged_into {integer} REFERENCES accounts,
  revision {integer} NOT NULL DEFAULT 1
){strict};
CREATE INDEX accounts_by_name ON accounts (name_folded, id);
CREATE INDEX accounts_by_domain ON accounts (domain) WHERE domain <> '';

CREATE TABLE contacts (
  id {identity},
  account_id {integer} REFERENCES accounts,
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  email {text} NOT NULL DEFAULT '',
  email_folded {text} NOT NULL DEFAULT '',
  phone {text} NOT NULL DEFAULT '',
  position {text} NOT NULL DEFAULT '',
  beside {text} NOT NULL DEFAULT '{}',
  created_at {integer} NOT NULL,
  merged_into {integer} REFERENCES contacts,
  erased_at {integer},
  revision {integer} NOT NULL DEFAULT 1
){strict};
CREATE INDEX contacts_by_name ON contacts (name_folded, id);
CREATE INDEX contacts_by_account ON contacts (account_id);
CREATE INDEX contacts_by_email ON contacts (email_folded) WHERE email_folded <> '';

CREATE TABLE imports (
  id {identity},
  source {text} NOT NULL,
  sha256 {text} NOT NULL DEFAULT '',
  mapping {text} NOT NULL DEFAULT '',
  report {text} NOT NULL DEFAULT '{}',
  by {integer} REFERENCES people,
  at {integer} NOT NULL,
  undone_at {integer},
  undone_by {integer} REFERENCES people
){strict};

CREATE TABLE deals (
  id {identity},
  name {text} NOT NULL DEFAULT '',
  name_folded {text} NOT NULL DEFAULT '',
  process_id {integer} REFERENCES processes,
  version {integer} NOT NULL DEFAULT 0,
  status {text} NOT NULL DEFAULT 'lead',
  created_at {integer} NOT NULL DEFAULT 0,
  stage {text} NOT NULL DEFAULT '',
  stage_entered_at {integer},
  outcome {text} NOT NULL DEFAULT '',
  closed_at {integer},
  account_id {integer} REFERENCES accounts,
  owner_id {integer} REFERENCES people,
  team_id {integer} REFERENCES teams,
  channel {text} NOT NULL DEFAULT '',
  offering {text} NOT NULL DEFAULT '',
  campaign {text} NOT NULL DEFAULT '',
  persona {text} NOT NULL DEFAULT '',
  amount_minor {integer},
  currency {text} NOT NULL DEFAULT '',
  expected_close {integer},
  next_due {integer},
  last_event_at {integer} NOT NULL DEFAULT 0,
  attributes {text} NOT NULL DEFAULT '{}',
  import_id {integer} REFERENCES imports,
  revision {integer} NOT NULL DEFAULT 0
){strict};
-- One index for each order that lists offer, so that a page is read without sorting.
CREATE INDEX deals_by_name ON deals (name_folded, id);
CREATE INDEX deals_by_stage_entry ON deals (stage_entered_at, id);
CREATE INDEX deals_by_expected_close ON deals (expected_close, id);
CREATE INDEX deals_by_due ON deals (next_due, id);
CREATE INDEX deals_by_last_event ON deals (last_event_at, id);
CREATE INDEX deals_by_creation ON deals (created_at, id);
CREATE INDEX deals_by_closing ON deals (closed_at, id);
CREATE INDEX deals_by_amount ON deals (amount_minor, id);
CREATE INDEX deals_by_stage ON deals (process_id, stage, status, id);
CREATE INDEX deals_by_owner ON deals (owner_id, id);
CREATE INDEX deals_by_team ON deals (team_id, id);
CREATE INDEX deals_by_account ON deals (account_id, id);

-- Texts that people typed. Erasing one overwrites it here; history keeps only its number.
CREATE TABLE notes (
  id {identity},
  deal_id {integer} REFERENCES deals,
  text {text} NOT NULL,
  by {integer} REFERENCES people,
  at {integer} NOT NULL,
  erased_at {integer}
){strict};
CREATE INDEX notes_by_deal ON notes (deal_id);

CREATE TABLE attachments (
  id {identity},
  deal_id {integer} REFERENCES deals,
  sha256 {text} NOT NULL,
  name {text} NOT NULL,
  media_type {text} NOT NULL,
  size {integer} NOT NULL,
  by {integer} REFERENCES people,
  at {integer} NOT NULL,
  erased_at {integer}
){strict};
CREATE INDEX attachments_by_deal ON attachments (deal_id);
CREATE INDEX attachments_by_content ON attachments (sha256);

-- The bytes of attachments where several servers share a database; beside a file they are files.
CREATE TABLE attachment_contents (
  sha256 {text} PRIMARY KEY,
  content {bytes} NOT NULL
){strict};

CREATE TABLE events (
  id {identity},
  deal_id {integer} NOT NULL REFERENCES deals,
  kind {text} NOT NULL,
  symbol {text} NOT NULL DEFAULT '',
  "from" {text} NOT NULL DEFAULT '',
  "to" {text} NOT NULL DEFAULT '',
  actor_id {integer} REFERENCES people,
  at {integer} NOT NULL,
  at_precision {text} NOT NULL DEFAULT 'time',
  recorded_at {integer} NOT NULL,
  source_seq {integer} NOT NULL DEFAULT -1,
  details {text} NOT NULL DEFAULT '',
  note_id {integer} REFERENCES notes,
  import_id {integer} REFERENCES imports
){strict};
CREATE INDEX events_by_deal ON events (deal_id, at, id);
CREATE INDEX events_by_import ON events (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE promises (
  deal_id {integer} NOT NULL REFERENCES deals,
  number {integer} NOT NULL,
  side {text} NOT NULL,
  planned {text} NOT NULL,
  text {text} NOT NULL,
  person_id {integer} REFERENCES people,
  stage {text} NOT NULL,
  made_at {integer} NOT NULL,
  first_due {integer} NOT NULL,
  due {integer} NOT NULL,
  moves {integer} NOT NULL,
  judged_by {integer},
  state {text} NOT NULL,
  ended_at {integer},
  PRIMARY KEY (deal_id, number)
){strict};
CREATE INDEX promises_by_due ON promises (due, deal_id, number);
CREATE INDEX promises_by_person ON promises (person_id);

CREATE TABLE buying_group (
  deal_id {integer} NOT NULL REFERENCES deals,
  contact_id {integer} NOT NULL REFERENCES contacts,
  roles {text} NOT NULL,
  since {integer} NOT NULL,
  reached_at {integer},
  "view" {text} NOT NULL,
  need {text} NOT NULL,
  PRIMARY KEY (deal_id, contact_id)
){strict};
CREATE INDEX buying_group_by_contact ON buying_group (contact_id);

CREATE TABLE objections (
  deal_id {integer} NOT NULL REFERENCES deals,
  number {integer} NOT NULL,
  topic {text} NOT NULL,
  stage {text} NOT NULL,
  state {text} NOT NULL,
  result {text} NOT NULL,
  raised_at {integer} NOT NULL,
  closed_at {integer},
  PRIMARY KEY (deal_id, number)
){strict};
CREATE INDEX objections_by_topic ON objections (topic, result);

CREATE TABLE quotes (
  deal_id {integer} NOT NULL REFERENCES deals,
  number {integer} NOT NULL,
  amount_minor {integer} NOT NULL,
  currency {text} NOT NULL,
  discount_share {real} NOT NULL,
  state {text} NOT NULL,
  made_at {integer} NOT NULL,
  decided_at {integer},
  decided_by {integer} REFERENCES people,
  PRIMARY KEY (deal_id, number)
){strict};
CREATE INDEX quotes_by_state ON quotes (state, made_at);
