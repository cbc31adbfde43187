package dev.pgweir.routing.role;

import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that takes the role of its caller along, in front of it in its text: so that costs no round trip. Its placeholders have
 * higher numbers there, and its results stand behind those of the switch. A batch cannot answer more than counts, so that for one the
 * statement is prepared once more without the switch, which runs by itself. For one thread.
 */
final class LedStatement extends DelegatingPreparedStatement {

    private final Connection connection;
    private final String sql;
    private final ActingRole role;
    private final RoleSwitch due;
    private final List<Bound> bound = new ArrayList<>();
    private @Nullable PreparedStatement alone;

    /** The value of a placeholder. */
    private record Bound(int index, Binding binding) {}

    private LedStatement(PreparedStatement led, Connection connection, String sql, ActingRole role, RoleSwitch due)
            throws SQLException {
        super(led);
        this.connection = connection;
        this.sql = sql;
        this.role = role;
        this.due = due;
        due.bind(led);
    }

    /** Prepares a statement with what is due in front of it. */
    static LedStatement of(Connection connection, String sql, ActingRole role, RoleSwitch due) throws SQLException {
        return new LedStatement(connection.prepareStatement(due.sql() + "\n; " + sql), connection, sql, role, due);
    }

    @Override
    protected void bind(int index, Binding binding) throws SQLException {
        if (alone != null) {
            binding.to(alone, index);
            return;
        }
        bound.add(new Bound(index, binding));
        super.bind(index + due.values().size(), binding);
    }

    @Override
    public void clearParameters() throws SQLException {
        bound.clear();
        if (alone != null) {
            alone.clearParameters();
        }
        super.clearParameters();
        due.bind(delegate());
    }

    @Override
    public boolean execute() throws SQLException {
        delegate().execute();
        role.taken();
        var rows = true;
        for (var i = 0; i < due.results(); i++) {
            rows = delegate().getMoreResults();
        }
        return rows;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        execute();
        return delegate().getResultSet();
    }

    @Override
    public int executeUpdate() throws SQLException {
        execute();
        return delegate().getUpdateCount();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        execute();
        return delegate().getLargeUpdateCount();
    }

    @Override
    public void addBatch() throws SQLException {
        alone().addBatch();
    }

    @Override
    public void clearBatch() throws SQLException {
        alone().clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        role.take(connection);
        return alone().executeBatch();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        role.take(connection);
        return alone().executeLargeBatch();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return alone().getMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return alone().getParameterMetaData();
    }

    @Override
    public void close() throws SQLException {
        if (alone != null) {
            alone.close();
        }
        super.close();
    }

    private PreparedStatement alone() throws SQLException {
        if (alone == null) {
            alone = connection.prepareStatement(sql);
            for (var value : bound) {
                value.binding.to(alone, value.index);
            }
        }
        return alone;
    }
}
