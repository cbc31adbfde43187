package dev.pgweir.web.problem;

import dev.pgweir.postgres.ServerFailure;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Makes failures as a server tells them: fields of a letter and a text (PostgreSQL manual, chapter 54.8). */
final class Failures {

    private Failures() {}

    /** With a state, a message, and other fields, such as {@code "Rexec_stmt_raise"}. */
    static ServerFailure told(String state, String message, String... fields) {
        return ServerFailure.of(exception(state, message, fields));
    }

    static PSQLException exception(String state, String message, String... fields) {
        var others = fields.length == 0 ? "" : String.join("\0", fields) + "\0";
        return new PSQLException(new ServerErrorMessage("SERROR\0C%s\0M%s\0%s".formatted(state, message, others)));
    }
}
