package dev.pgweir.routing.role;

import dev.pgweir.request.Caller;
import dev.pgweir.request.Caller.InRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * As which role the statements of one connection run, and as which the next one has to: that of who asks when it is run. What is in
 * force ends with each transaction. For one thread.
 */
public final class ActingRole {

    private final RolePolicy policy;
    private Optional<InRole> inForce = Optional.empty();

    /** What was set may be undone in part. */
    private boolean unsure;

    public ActingRole(RolePolicy policy) {
        this.policy = policy;
    }

    /** What must run in front of the next statement of this transaction, if anything must. */
    public Optional<RoleSwitch> due() {
        var wanted = wanted();
        return isInForce(wanted)
                ? Optional.empty()
                : Optional.of(wanted.map(this::to).orElse(RoleSwitch.TO_LOGIN));
    }

    /** What must run in front of a statement that is a transaction by itself, if anything must. */
    public Optional<RoleSwitch> ofLone() {
        return wanted().map(this::to);
    }

    /** Has the next statement of the running transaction run as it has to. */
    public void take(Connection connection) throws SQLException {
        var due = due();
        if (due.isPresent()) {
            try (var statement = connection.prepareStatement(due.get().sql())) {
                due.get().bind(statement);
                statement.execute();
            }
            taken();
        }
    }

    /** Notes that the role that was due has been taken. */
    void taken() {
        inForce = wanted();
        unsure = false;
    }

    /** A transaction has ended. */
    public void end() {
        inForce = Optional.empty();
        unsure = false;
    }

    /** A part of a transaction was undone. */
    public void doubt() {
        unsure = true;
    }

    /** Whether statements run as the login. */
    public boolean isOfLogin() {
        return wanted().isEmpty();
    }

    private RoleSwitch to(InRole caller) {
        return RoleSwitch.to(caller, policy);
    }

    private boolean isInForce(Optional<InRole> wanted) {
        return !unsure && inForce.equals(wanted);
    }

    private Optional<InRole> wanted() {
        if (!policy.told()) {
            return Optional.empty();
        }
        return switch (Caller.current()) {
            case InRole caller -> Optional.of(caller);
            case Caller.Gateway _ -> Optional.empty();
            case Caller.Anybody _ ->
                throw new IllegalStateException("a statement is to run for a caller without a role");
        };
    }
}
