package dev.pgweir.routing.checkout;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Objects of JDBC without a server behind them: they note what is called, and answer what they were told to. */
public final class RecordingJdbc {

    private final List<String> calls = new ArrayList<>();
    private final Map<String, Object> answers = new HashMap<>();

    /** What was called, as {@code Connection.prepareStatement[SELECT 1]}. */
    public List<String> calls() {
        return calls;
    }

    /** Has all methods of a name answer this; an exception is thrown. */
    public RecordingJdbc answering(String method, Object answer) {
        answers.put(method, answer);
        return this;
    }

    /** A connection that unwraps to itself, as a connection of the driver. */
    public Connection connection() {
        return of(Connection.class, Connection.class, PGConnection.class);
    }

    /** An object of a type. */
    public <T> T of(Class<T> type, Class<?>... all) {
        return type.cast(Proxy.newProxyInstance(
                RecordingJdbc.class.getClassLoader(),
                all.length == 0 ? new Class<?>[] {type} : all,
                (proxy, method, arguments) -> answer(type, proxy, method, arguments)));
    }

    private @Nullable Object answer(Class<?> type, Object self, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var given = arguments == null ? List.of() : new ArrayList<>(List.of(arguments));
        if (method.getName().equals("unwrap")) {
            return self;
        }
        if (method.getName().equals("isWrapperFor")) {
            return false;
        }
        calls.add(type.getSimpleName() + "." + method.getName() + given);
        var answer = answers.get(method.getName());
        if (answer instanceof Throwable failure) {
            throw failure;
        }
        return answer == null ? nothing(method.getReturnType()) : answer;
    }

    /** Objects of JDBC that a connection makes are recorded as well. */
    private @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        return type.isInterface() && type.getPackageName().equals("java.sql") ? of(type) : null;
    }
}
