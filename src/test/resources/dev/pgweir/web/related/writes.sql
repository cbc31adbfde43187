-- Each order that is made gets a line, and each that is changed another.
CREATE FUNCTION line_of() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO lines VALUES (new.id, new.day, 50 + TG_ARGV[0]::int, NULL, TG_ARGV[0]::int); RETURN NULL; END';
CREATE TRIGGER made AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION line_of(1);
CREATE TRIGGER changed AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION line_of(2);
CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN DELETE FROM tag WHERE word = 'gone'; RETURN NULL; END$$;
CREATE TRIGGER gone AFTER INSERT ON tag FOR EACH ROW EXECUTE FUNCTION gone();
