-- Who sees an account looks whether one of its deals is theirs, without the deals themselves.
CREATE INDEX deals_of_accounts ON deals (account_id, owner_id, team_id);
