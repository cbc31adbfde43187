-- The roles of an embedded cluster: one for the replicas, one for the gateway.
CREATE ROLE replicator LOGIN REPLICATION;

CREATE ROLE pgweir LOGIN;
GRANT pg_monitor TO pgweir;
GRANT USAGE ON SCHEMA public TO pgweir;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pgweir;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pgweir;

-- Lets the gateway read where a promotion has ended the log of the timeline before, and so tell which writes were lost.
GRANT EXECUTE ON FUNCTION pg_read_file(text) TO pgweir;
