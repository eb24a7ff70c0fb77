-- Rows of search words lie together by kind (kind x 2^56 + number), instead of turn by turn, so that the newest of a
-- kind are found without looking at the others.
-- Beginnings of up to five letters have an index of their own.
CREATE VIRTUAL TABLE search_words_by_kind USING fts5 (words, prefix = '1 2 3 4 5', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO search_words_by_kind (rowid, words) SELECT (rowid % 4) * 72057594037927936 + rowid / 4, words FROM search_words;
DROP TABLE search_words;
ALTER TABLE search_words_by_kind RENAME TO search_words;
-- Counts of the board, without the deals themselves.
CREATE INDEX deals_at_work ON deals (process_id, stage, currency, amount_minor, owner_id, team_id) WHERE status IN ('lead', 'open');
