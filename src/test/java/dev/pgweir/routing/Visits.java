package dev.pgweir.routing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What any module does with the data source: it says whether it only reads, and knows nothing of nodes. */
class Visits {

    private static final String WHERE_AM_I =
            "SELECT inet_server_port() AS port, pg_is_in_recovery() AS recovering, pg_backend_pid() AS backend";

    private final JdbcClient jdbc;

    Visits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Visit read() {
        return jdbc.sql(WHERE_AM_I).query(Visit.class).single();
    }

    @Transactional(readOnly = true)
    public Visit readInTransaction() {
        return jdbc.sql(WHERE_AM_I).query(Visit.class).single();
    }

    @Transactional
    public Visit write() {
        jdbc.sql("UPDATE users SET name = name WHERE user_id = 1").update();
        return jdbc.sql(WHERE_AM_I).query(Visit.class).single();
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<String> readTwiceWithoutTransaction() {
        return List.of(virtualTransaction(), virtualTransaction());
    }

    @Transactional(readOnly = true)
    public List<String> readTwiceInTransaction() {
        return List.of(virtualTransaction(), virtualTransaction());
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public String show(String setting) {
        return jdbc.sql("SELECT current_setting(?)")
                .param(setting)
                .query(String.class)
                .single();
    }

    /** Holds a connection to a replica for as long as the statement runs. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public void readFor(double seconds) {
        jdbc.sql("SELECT pg_sleep(?)").param(seconds).query((row, _) -> row).list();
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public int readBytes(int bytes) {
        return jdbc.sql("SELECT repeat('x', 1000) FROM generate_series(1, ?)")
                .param(bytes / 1000)
                .query(String.class)
                .list()
                .size();
    }

    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public void writeThoughItPromisedToRead() {
        jdbc.sql("UPDATE users SET name = name WHERE user_id = 1").update();
    }

    @Transactional
    public void writeWhereOnlyReadingIsAllowed() {
        jdbc.sql("SET TRANSACTION READ ONLY").update();
        jdbc.sql("UPDATE users SET name = name WHERE user_id = 1").update();
    }

    /** Each server transaction has a virtual id of its own. */
    private String virtualTransaction() {
        return jdbc.sql("SELECT virtualtransaction FROM pg_locks WHERE pid = pg_backend_pid() LIMIT 1")
                .query(String.class)
                .single();
    }

    record Visit(int port, boolean recovering, int backend) {}
}
