-- What requests do with the gateway's own tables, in their own transactions. Repeated after each migration.
GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO ${login};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_record TO ${login};
GRANT SELECT ON sealed_partition TO ${login};
