-- A table of words for each kind of thing: what begins with a word is gathered from all rows of a table, also those
-- of other kinds.
CREATE VIRTUAL TABLE deal_words USING fts5 (words, prefix = '1 2 3 4 5', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO deal_words (rowid, words) SELECT rowid - 0, words FROM search_words WHERE rowid BETWEEN 0 AND 72057594037927935;
CREATE VIRTUAL TABLE account_words USING fts5 (words, prefix = '1 2 3 4 5', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO account_words (rowid, words) SELECT rowid - 72057594037927936, words FROM search_words WHERE rowid BETWEEN 72057594037927936 AND 144115188075855871;
CREATE VIRTUAL TABLE contact_words USING fts5 (words, prefix = '1 2 3 4 5', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO contact_words (rowid, words) SELECT rowid - 144115188075855872, words FROM search_words WHERE rowid BETWEEN 144115188075855872 AND 216172782113783807;
CREATE VIRTUAL TABLE note_words USING fts5 (words, prefix = '1 2 3 4 5', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
INSERT INTO note_words (rowid, words) SELECT rowid - 216172782113783808, words FROM search_words WHERE rowid BETWEEN 216172782113783808 AND 288230376151711743;
DROP TABLE search_words;
