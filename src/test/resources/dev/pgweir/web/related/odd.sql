-- Texts that look like JSON, or end it.
UPDATE customer SET name = E'Ann ]}",\\ [{\n';
UPDATE tag SET word = word || E' ]}"\\';
