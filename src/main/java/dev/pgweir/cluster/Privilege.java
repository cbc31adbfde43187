package dev.pgweir.cluster;

import dev.pgweir.postgres.Identifier;

/**
 * What the gateway's role may be allowed to ask a node beyond what every role may. Each can be missing: the gateway then
 * knows less, and says so, but goes on.
 */
public enum Privilege {
    IDENTITY("EXECUTE ON FUNCTION pg_control_system()", "a server of another cluster is not told apart"),
    CHECKPOINT_TIMELINE(
            "EXECUTE ON FUNCTION pg_control_checkpoint()",
            "a replica is not read until it tells its timeline otherwise"),
    RECOVERY_TIMELINE(
            "EXECUTE ON FUNCTION pg_control_recovery()", "a replica is not read until it tells its timeline otherwise"),
    RECEIVED_TIMELINE(
            "pg_monitor", "a replica that follows a promoted primary may wait minutes until it is read again"),
    HISTORY("EXECUTE ON FUNCTION pg_read_file(text)", "which writes a failover has kept is not known");

    private final String granted;
    private final String effect;

    Privilege(String granted, String effect) {
        this.granted = granted;
        this.effect = effect;
    }

    /** What follows where it is missing, in a few words. */
    public String effect() {
        return effect;
    }

    /** The statement that gives it to a role, to be run on the primary in the gateway's database. */
    public String grantTo(String role) {
        return "GRANT %s TO %s".formatted(granted, Identifier.quoted(role));
    }
}
