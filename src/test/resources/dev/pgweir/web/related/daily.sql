CREATE TABLE voyage (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE stop (voyage_id int, day date, no int, port text, PRIMARY KEY (voyage_id, day, no)) PARTITION BY RANGE (day);
DO $$BEGIN FOR n IN 0..999 LOOP
 EXECUTE format('CREATE TABLE voyage_%s PARTITION OF voyage FOR VALUES FROM (%L) TO (%L)', n, date '2024-01-01' + n, date '2024-01-01' + n + 1); EXECUTE format('CREATE TABLE stop_%s PARTITION OF stop FOR VALUES FROM (%L) TO (%L)', n, date '2024-01-01' + n, date '2024-01-01' + n + 1); END LOOP; END$$;
ALTER TABLE stop ADD FOREIGN KEY (voyage_id, day) REFERENCES voyage;
