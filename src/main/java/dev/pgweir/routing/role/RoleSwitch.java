package dev.pgweir.routing.role;

import dev.pgweir.request.Caller.InRole;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What travels in front of the statements of a caller, so that they run in its role and see its settings until the transaction ends. It
 * belongs to the same transaction: a server runs several statements of one message as one transaction, unless they say otherwise
 * (PostgreSQL manual, chapter 54.2.2.1).
 *
 * @param sql with a placeholder for each value, equal for all callers of a gateway, so that it stays prepared
 * @param values those of the settings, then the role
 * @param runsCode whether it runs other code than the server's own
 */
public record RoleSwitch(String sql, List<String> values, boolean runsCode) {

    /** What is to be selected to be told the role that is in force. */
    public static final String IN_FORCE = "pg_catalog.current_setting('role')";

    /** By the names that they set, of which a gateway has few combinations: the text is half of what a switch costs. */
    private static final Map<List<String>, String> STATEMENTS = new ConcurrentHashMap<>();

    /** Back to the role of the login. */
    static final RoleSwitch TO_LOGIN = new RoleSwitch(statement(List.of("role")), List.of("none"), false);

    /** Settings that a role has of its own come before the role, which may not be allowed to make them. */
    static RoleSwitch to(InRole caller, RolePolicy policy) {
        List<String> names = new ArrayList<>(caller.settings().size() + 1);
        List<String> values = new ArrayList<>(caller.settings().size() + 1);
        BiConsumer<String, String> setting = (name, value) -> {
            names.add(name);
            values.add(value);
        };
        policy.settings().of(caller.role()).forEach(setting);
        caller.settings().forEach(setting);
        setting.accept("role", caller.role());
        var statement = STATEMENTS.computeIfAbsent(names, RoleSwitch::statement);
        return policy.preRequest().isPresent()
                ? new RoleSwitch(statement + "\n; SELECT " + policy.preRequest().get() + "()", values, true)
                : new RoleSwitch(statement, values, false);
    }

    /** Each value has a type, or the driver would end the message, and with it the transaction, to ask for that. */
    public void bind(PreparedStatement statement) throws SQLException {
        for (var i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
    }

    /** The role. */
    public String role() {
        return values.getLast();
    }

    /** How many results it has. */
    public int results() {
        return runsCode ? 2 : 1;
    }

    private static String statement(List<String> names) {
        return names.stream()
                .map(name -> "pg_catalog.set_config('%s', ?, true)".formatted(name.replace("'", "''")))
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }
}
