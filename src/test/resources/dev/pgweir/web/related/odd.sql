-- Texts that look like JSON, or end it.
UPDATE customer SET name = E'Ann ]}",\\ [{\n';
UPDATE tag SET word = word || E' ]}"\\';
CREATE TABLE kept (n int PRIMARY KEY, code text REFERENCES region, items int[]);
INSERT INTO kept VALUES (1, 'n', '{1,2}');
