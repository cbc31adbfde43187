package dev.pgweir.routing.trace;

import dev.pgweir.cluster.Address;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.request.AsGateway;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import dev.pgweir.routing.checkout.DelegatingStatement;
import dev.pgweir.routing.checkout.PlainQueries;
import io.micrometer.tracing.Span;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a span of each statement that a transaction runs, and of an export or import as a whole, named by OpenTelemetry's
 * conventions for databases. Nothing of a statement's text or values goes into it. Stands around all other steps, so that it sees
 * what the transaction asks for, and around sampled requests only.
 */
public final class TracedConnection extends DelegatingConnection implements PlainQueries {

    /** A statement that begins with WITH is called by what it does. A comment in front of it is passed over. */
    private static final Pattern OPERATION = Pattern.compile(
            "^(?:/\\*.*?\\*/)?.*?\\b(SELECT|INSERT|UPDATE|DELETE|MERGE|CALL|EXPLAIN|SET)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final TracedRequest request;
    private final String resource;
    private final Optional<Span> stream;

    private TracedConnection(Connection connection, TracedRequest request, RequestContext context) {
        super(connection);
        this.request = request;
        this.resource = context.resource().replaceFirst("^/", "");
        this.stream = context.isStream() ? Optional.of(begin("COPY")) : Optional.empty();
    }

    /** A connection for what runs for a request; the same where that is not to be traced. */
    public static Connection around(Connection connection, RequestContext context) {
        var traced = context.find(TracedRequest.class).filter(TracedRequest::isSampled);
        return traced.isPresent() ? new TracedConnection(connection, traced.get(), context) : connection;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return new TracedStatement(delegate().prepareStatement(sql), sql);
    }

    @Override
    public PreparedStatement preparePlain(String sql) throws SQLException {
        return delegate() instanceof PlainQueries plain
                ? new TracedStatement(plain.preparePlain(sql), sql)
                : prepareStatement(sql);
    }

    @Override
    protected Statement created(Statement statement) {
        return new DelegatingStatement(statement) {
            @Override
            protected <T> T run(String sql, Execution<T> execution) throws SQLException {
                return traced(sql, () -> super.run(sql, execution));
            }
        };
    }

    @Override
    public void close() throws SQLException {
        stream.ifPresent(Span::end);
        super.close();
    }

    private <T> T traced(String sql, DelegatingStatement.Execution<T> execution) throws SQLException {
        var span = begin(operation(sql));
        try {
            return execution.run();
        } catch (SQLException failure) {
            span.tag("db.response.status_code", ServerFailure.of(failure).state());
            span.error(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    private static String operation(String sql) {
        var found = OPERATION.matcher(sql);
        return found.find() ? found.group(1).toUpperCase(Locale.ROOT) : "query";
    }

    private Span begin(String operation) {
        var collection = AsGateway.isRunning() ? "own tables" : resource;
        var span = request.begin(operation + " " + collection)
                .tag("db.system.name", "postgresql")
                .tag("db.operation.name", operation)
                .tag("db.collection.name", collection)
                .tag("db.query.summary", operation + " " + collection);
        request.route().ifPresent(route -> tag(span, route));
        return span;
    }

    private static void tag(Span span, Route route) {
        var address = Address.of(route.node().definition().url());
        span.tag("db.namespace", address.database())
                .tag("server.address", address.host())
                .tag("server.port", address.port())
                .tag("pgweir.node", route.node().name())
                .tag("pgweir.route.reason", route.reason().word());
    }

    private final class TracedStatement extends DelegatingPreparedStatement {

        private final String sql;

        TracedStatement(PreparedStatement statement, String sql) {
            super(statement);
            this.sql = sql;
        }

        @Override
        protected <T> T run(Execution<T> execution) throws SQLException {
            return traced(sql, execution);
        }
    }
}
