-- Who changed what beyond single deals. What was known before begins the list.

CREATE TABLE audit (
  id {identity},
  at {integer} NOT NULL,
  by {integer} REFERENCES people,
  kind {text} NOT NULL,
  noun {text} NOT NULL,
  about_id {text} NOT NULL DEFAULT '',
  about {text} NOT NULL DEFAULT '',
  details {text} NOT NULL DEFAULT '[]'
){strict};
CREATE INDEX audit_by_kind ON audit (kind, id);
CREATE INDEX audit_by_person ON audit (by, id);
CREATE INDEX audit_by_thing ON audit (noun, about_id);

INSERT INTO audit (at, by, kind, noun, about_id, about)
SELECT at, by, kind, noun, CAST(number AS TEXT), about FROM (
  SELECT 1 AS turn, id AS number, created_at AS at, CAST(NULL AS {integer}) AS by, 'person_added' AS kind, 'person' AS noun, name AS about
  FROM people WHERE erased_at IS NULL
  UNION ALL SELECT 2, id, created_at, CAST(NULL AS {integer}), 'team_added', 'team', name FROM teams
  UNION ALL SELECT 3, id, created_at, created_by, 'process_added', 'process', name FROM processes
  UNION ALL SELECT 4, p.id, v.published_at, v.published_by, 'version_published', 'process', p.name
  FROM map_versions v JOIN processes p ON p.id = v.process_id
  UNION ALL SELECT 5, id, created_at, by, kind || '_asked', 'job', '' FROM jobs
  UNION ALL SELECT 6, id, created_at, created_by, 'webhook_added', 'webhook', '' FROM webhooks
  UNION ALL SELECT 7, id, created_at, person_id, 'token_made', 'token', name FROM tokens
) AS known ORDER BY at, turn, number;
