package dev.pgweir.resources.run;

import java.sql.SQLException;

/**
 * The server failed after the client had been sent some of the rows. That failure is told, but it is not the cause: what has
 * begun to be answered cannot be repeated on another node.
 */
final class StreamBroken extends RuntimeException {

    StreamBroken(SQLException failure) {
        super(failure.toString());
    }
}
