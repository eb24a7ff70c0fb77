-- Events are never changed and never go; published versions neither.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE TRIGGER events_stay BEFORE UPDATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION refuse('events are never changed');
CREATE TRIGGER events_are_kept BEFORE DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION refuse('events are never deleted');
CREATE TRIGGER map_versions_stay BEFORE UPDATE ON map_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse('published versions are never changed');
CREATE TRIGGER map_versions_are_kept BEFORE DELETE OR TRUNCATE ON map_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse('published versions are never deleted');

-- Words to search by, made by our own splitting into words (search.cpp), so that both engines find
-- the same. The row id is 4 x the number of the thing + its kind.
CREATE TABLE search_words (
  rowid BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX search_words_by_word ON search_words USING gin (words);
