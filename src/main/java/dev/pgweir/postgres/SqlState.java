package dev.pgweir.postgres;

/** SQLSTATEs by the names that PostgreSQL gives them (PostgreSQL manual, appendix A). */
public final class SqlState {

    public static final String CHECK_VIOLATION = "23514";
    public static final String DEADLOCK_DETECTED = "40P01";
    public static final String FEATURE_NOT_SUPPORTED = "0A000";
    public static final String INSUFFICIENT_PRIVILEGE = "42501";
    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String QUERY_CANCELED = "57014";
    public static final String READ_ONLY_SQL_TRANSACTION = "25006";
    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String TOO_MANY_CONNECTIONS = "53300";

    public static final String UNDEFINED_COLUMN = "42703";
    public static final String UNDEFINED_FUNCTION = "42883";
    public static final String UNDEFINED_TABLE = "42P01";

    /** {@code sqlclient_unable_to_establish_sqlconnection}. */
    public static final String UNABLE_TO_CONNECT = "08001";

    private SqlState() {}
}
