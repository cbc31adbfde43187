CREATE TABLE idempotency_record (
    principal text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    status int NOT NULL,
    headers text[] NOT NULL,
    body bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_record_expires_at ON idempotency_record (expires_at);
COMMENT ON TABLE idempotency_record IS 'Answers to writes that carried an Idempotency-Key, for their repeats.';
