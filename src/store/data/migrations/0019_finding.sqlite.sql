-- Lists by the beginning of a name find which deals they show without the deals themselves.
CREATE INDEX deals_named ON deals (name_folded, id, status, owner_id, team_id);
DROP INDEX deals_by_name;
-- Beginnings of up to eight letters have an index of their own, which gives the newest rows first; rows of a longer one are
-- all gathered before. One segment is read faster than many.
CREATE VIRTUAL TABLE new_words USING fts5 (words, prefix = '1 2 3 4 5 6 7 8', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO new_words (rowid, words) SELECT rowid, words FROM deal_words;
DROP TABLE deal_words;
ALTER TABLE new_words RENAME TO deal_words;
INSERT INTO deal_words (deal_words) VALUES ('optimize');
CREATE VIRTUAL TABLE new_words USING fts5 (words, prefix = '1 2 3 4 5 6 7 8', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO new_words (rowid, words) SELECT rowid, words FROM account_words;
DROP TABLE account_words;
ALTER TABLE new_words RENAME TO account_words;
INSERT INTO account_words (account_words) VALUES ('optimize');
CREATE VIRTUAL TABLE new_words USING fts5 (words, prefix = '1 2 3 4 5 6 7 8', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO new_words (rowid, words) SELECT rowid, words FROM contact_words;
DROP TABLE contact_words;
ALTER TABLE new_words RENAME TO contact_words;
INSERT INTO contact_words (contact_words) VALUES ('optimize');
CREATE VIRTUAL TABLE new_words USING fts5 (words, prefix = '1 2 3 4 5 6 7 8', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO new_words (rowid, words) SELECT rowid, words FROM note_words;
DROP TABLE note_words;
ALTER TABLE new_words RENAME TO note_words;
INSERT INTO note_words (note_words) VALUES ('optimize');
