CREATE TABLE partition_history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    gateway text NOT NULL,
    resource text NOT NULL,
    partition text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    detail text,
    duration_ms bigint NOT NULL
);
CREATE INDEX partition_history_newest_first ON partition_history (resource, id DESC);
COMMENT ON TABLE partition_history IS 'What the gateway did to partitions. Old rows may be deleted.';

CREATE TABLE retiring_partition (
    relation regclass PRIMARY KEY,
    resource text NOT NULL,
    drop_then boolean NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE retiring_partition IS 'Partitions whose detach has begun, and those that are to be dropped after it.';

CREATE SEQUENCE seal_version;
CREATE TABLE sealed_partition (
    relation regclass PRIMARY KEY,
    resource text NOT NULL,
    version bigint NOT NULL UNIQUE DEFAULT nextval('seal_version'),
    sealed_at timestamptz NOT NULL DEFAULT now(),
    unsealing_at timestamptz,
    unsealed boolean NOT NULL DEFAULT false,
    CHECK (unsealing_at IS NOT NULL OR NOT unsealed)
);
COMMENT ON TABLE sealed_partition IS
    'Partitions that take no writes. From unsealing_at on none may be taken for sealed; the unsealed ones take writes again.';

CREATE FUNCTION refuse_write_to_sealed_partition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the partition "%" is sealed and takes no writes', TG_TABLE_NAME
        USING ERRCODE = 'PW001', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END $$;
COMMENT ON FUNCTION refuse_write_to_sealed_partition() IS 'Triggers of sealed partitions call it.';
