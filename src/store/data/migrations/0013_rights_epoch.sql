-- One number that rises whenever somebody may no longer do what they might before.

CREATE TABLE rights_epoch (
  id {integer} PRIMARY KEY CHECK (id = 1),
  value {integer} NOT NULL
){strict};
