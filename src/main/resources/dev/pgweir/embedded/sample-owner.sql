-- Partitions are made, sealed and detached by the owner of their table, who must be allowed to make tables.
GRANT CREATE ON SCHEMA public TO pgweir;
ALTER TABLE users OWNER TO pgweir;

DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT relid FROM pg_partition_tree('sales') LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO pgweir', part);
    END LOOP;
END $$;
