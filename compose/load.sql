-- Loads the output of a read into PostgreSQL: one row of mailjet_rows per record, its data as jsonb.
-- Neither of the two bytes below stands in JSON: each line is taken as it is.
CREATE TEMPORARY TABLE lines (message jsonb);
\copy lines FROM pstdin WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
CREATE TABLE IF NOT EXISTS mailjet_rows (stream text NOT NULL, data jsonb NOT NULL);
INSERT INTO mailjet_rows
  SELECT message->'record'->>'stream', message->'record'->'data' FROM lines WHERE message->>'type' = 'RECORD';
SELECT stream, count(*) FROM mailjet_rows GROUP BY stream ORDER BY stream;
