-- Events are never changed and never go; published versions neither.
CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER map_versions_stay BEFORE UPDATE ON map_versions
BEGIN SELECT RAISE(ABORT, 'published versions are never changed'); END;
CREATE TRIGGER map_versions_are_kept BEFORE DELETE ON map_versions
BEGIN SELECT RAISE(ABORT, 'published versions are never deleted'); END;

-- Words to search by, made by our own splitting into words (search.cpp), so that both engines find
-- the same. The row id is 4 x the number of the thing + its kind.
CREATE VIRTUAL TABLE search_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
