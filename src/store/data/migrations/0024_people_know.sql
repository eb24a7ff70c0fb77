-- What people are able to do, and up to when they have seen what concerns them.

CREATE TABLE person_competencies (
  person_id {integer} NOT NULL REFERENCES people,
  competency {text} NOT NULL,
  level {integer} NOT NULL,
  at {integer} NOT NULL,
  by {integer} REFERENCES people,
  PRIMARY KEY (person_id, competency)
){strict};

CREATE TABLE notification_marks (
  person_id {integer} PRIMARY KEY REFERENCES people,
  seen_up_to {integer} NOT NULL
){strict};
