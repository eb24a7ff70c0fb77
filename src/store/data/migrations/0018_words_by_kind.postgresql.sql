-- A table of words for each kind of thing: what begins with a word is gathered from all rows of a table, also those
-- of other kinds.
CREATE TABLE deal_words (
  rowid BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
INSERT INTO deal_words (rowid, words) SELECT rowid - 0, words FROM search_words WHERE rowid BETWEEN 0 AND 72057594037927935;
CREATE INDEX deal_words_by_word ON deal_words USING gin (words);
CREATE TABLE account_words (
  rowid BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
INSERT INTO account_words (rowid, words) SELECT rowid - 72057594037927936, words FROM search_words WHERE rowid BETWEEN 72057594037927936 AND 144115188075855871;
CREATE INDEX account_words_by_word ON account_words USING gin (words);
CREATE TABLE contact_words (
  rowid BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
INSERT INTO contact_words (rowid, words) SELECT rowid - 144115188075855872, words FROM search_words WHERE rowid BETWEEN 144115188075855872 AND 216172782113783807;
CREATE INDEX contact_words_by_word ON contact_words USING gin (words);
CREATE TABLE note_words (
  rowid BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
INSERT INTO note_words (rowid, words) SELECT rowid - 216172782113783808, words FROM search_words WHERE rowid BETWEEN 216172782113783808 AND 288230376151711743;
CREATE INDEX note_words_by_word ON note_words USING gin (words);
DROP TABLE search_words;
