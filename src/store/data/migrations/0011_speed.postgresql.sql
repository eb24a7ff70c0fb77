-- Rows of search words lie together by kind (kind x 2^56 + number), instead of turn by turn, so that the newest of a
-- kind are found without looking at the others.
UPDATE search_words SET rowid = -1 - rowid;
UPDATE search_words SET rowid = ((-1 - rowid) % 4) * 72057594037927936 + (-1 - rowid) / 4;
-- Counts of the board, without the deals themselves.
CREATE INDEX deals_at_work ON deals (process_id, stage, currency, amount_minor, owner_id, team_id) WHERE status IN ('lead', 'open');
