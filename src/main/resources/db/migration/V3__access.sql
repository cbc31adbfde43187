CREATE TABLE api_key (
    id text PRIMARY KEY,
    hash bytea NOT NULL,
    kind text NOT NULL CHECK (kind IN ('publishable', 'service')),
    role text,
    claims jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(claims) = 'object'),
    scopes text[] NOT NULL DEFAULT '{}',
    not_after timestamptz,
    disabled boolean NOT NULL DEFAULT false,
    note text NOT NULL DEFAULT '',
    made_at timestamptz NOT NULL DEFAULT now(),
    CHECK (role IS NOT NULL OR scopes <> '{}')
);
COMMENT ON TABLE api_key IS 'API keys, of which only the SHA-256 is kept.';

CREATE TABLE revocation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issuer text NOT NULL,
    subject text,
    jti text,
    issued_before timestamptz,
    until timestamptz,
    CHECK (num_nonnulls(subject, jti, issued_before) > 0)
);
COMMENT ON TABLE revocation IS
    'Tokens that count no more: those of the issuer that are as all columns say that are not null. Old rows may be deleted.';
