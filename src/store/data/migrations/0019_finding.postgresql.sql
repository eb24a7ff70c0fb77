-- Lists by the beginning of a name find which deals they show without the deals themselves.
CREATE INDEX deals_named ON deals (name_folded, id, status, owner_id, team_id);
DROP INDEX deals_by_name;
