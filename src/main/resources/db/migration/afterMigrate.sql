-- What requests do with the gateway's own tables, in their own transactions. Repeated after each migration, by one gateway at
-- a time: PostgreSQL refuses two grants on one object that meet.
SELECT pg_advisory_xact_lock(hashtext('pgweir: grants'));
GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO ${login};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_record TO ${login};
GRANT SELECT ON sealed_partition TO ${login};
