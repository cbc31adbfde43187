package dev.pgweir.demo.fault;

import dev.pgweir.demo.chart.TimelineChart.Band;
import dev.pgweir.demo.lab.Lab;
import dev.pgweir.demo.lab.Node;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Readers and writers at a constant pace while a replica is killed, then the primary, then its successor. */
final class FailoverRun {

    private static final int READERS = 8;
    private static final int WRITERS = 10;
    private static final int USERS = 1500;
    private static final Duration BETWEEN_READS = Duration.ofMillis(80);

    /** How long an operator, or what stands for one, takes to promote a replica. */
    private static final Duration REACTION = Duration.ofSeconds(1);

    private static final Duration CUT_BEFORE_DEATH = Duration.ofMillis(500);

    private final Lab lab;
    private final String name;
    private final Duration calm;
    private final Consumer<String> progress;
    private final List<Band> bands = new ArrayList<>();
    private final Activity reads;
    private final Activity writes;
    private volatile boolean over;

    /** @param name is part of all its writers' names */
    FailoverRun(Lab lab, String name, Duration calm, Consumer<String> progress) {
        this.lab = lab;
        this.name = name;
        this.calm = calm;
        this.progress = progress;
        var start = System.nanoTime();
        this.reads = new Activity(start);
        this.writes = new Activity(start);
    }

    /**
     * What came of it.
     *
     * @param seconds how long it took
     * @param bands what happened, and when
     * @param keyed the ledger of writes with a key
     * @param keyless the ledger of those without
     */
    record Outcome(double seconds, Activity reads, Activity writes, List<Band> bands, Ledger keyed, Ledger keyless) {}

    Outcome play(boolean synchronous) throws InterruptedException, ExecutionException, SQLException {
        lab.replicateSynchronously(synchronous);
        var writers = new ArrayList<Future<Writer>>();
        double seconds;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (var i = 0; i < WRITERS; i++) {
                    var writer = new Writer(lab.http(), name + "-" + i, i % 2 == 0, writes, () -> over);
                    writers.add(clients.submit(writer));
                }
                for (var i = 0; i < READERS; i++) {
                    var random = new SplittableRandom(i);
                    clients.execute(() -> read(random));
                }
                killOneAfterTheOther();
            } finally {
                seconds = reads.now();
                over = true;
            }
        }
        lab.replicateSynchronously(false);
        var done = new ArrayList<Writer>();
        for (var writer : writers) {
            done.add(writer.get());
        }

        return new Outcome(seconds, reads, writes, List.copyOf(bands), ledger(done, true), ledger(done, false));
    }

    private void read(SplittableRandom random) {
        while (!over) {
            try {
                var answer = lab.http().get("/users/" + (1 + random.nextInt(USERS)));
                if (answer.statusCode() == 200) {
                    reads.answered();
                } else {
                    reads.refused(answer.body());
                }
            } catch (IOException broken) {
                reads.refused(broken.toString());
            }
            lab.pass(BETWEEN_READS);
        }
    }

    private void killOneAfterTheOther() {
        lab.pass(calm);
        var replica = lab.replicas().getLast();
        progress.accept("kills " + replica.name() + ", a replica");
        var replicaDied = reads.now();
        replica.kill();
        lab.pass(calm);

        var cut = reads.now();
        lab.nodes().stream().filter(node -> isStreaming(node, replica)).forEach(Node::cutReplication);
        lab.pass(CUT_BEFORE_DEATH);
        bands.add(new Band("log cut off", cut, reads.now(), false));
        replacePrimary(() -> {});
        bands.addFirst(new Band("replica killed", replicaDied, reads.now(), false));
        lab.pass(calm);

        var held = reads.now();
        var frozen = lab.replicas().stream().map(Node::freezeReceiver).toList();
        lab.pass(CUT_BEFORE_DEATH);
        bands.add(new Band("log held back", held, reads.now(), false));
        replacePrimary(() -> frozen.forEach(Node.Frozen::thaw));
        lab.pass(calm);
    }

    private boolean isStreaming(Node node, Node dead) {
        return !node.equals(dead) && !node.equals(lab.primary());
    }

    private void replacePrimary(Runnable afterDeath) {
        var primary = lab.primary();
        progress.accept("kills " + primary.name() + ", the primary");
        var died = reads.now();
        primary.kill();
        afterDeath.run();
        lab.pass(REACTION);
        var promoted = reads.now();
        lab.promote();
        progress.accept(lab.primary().name() + " is the primary, and all nodes are back");
        bands.add(new Band("primary killed", died, writes.firstAfter(promoted).orElse(reads.now()), true));
    }

    /** Compares what writers were told with what is there. */
    private Ledger ledger(List<Writer> writers, boolean keyed) throws SQLException {
        var ledger = Ledger.EMPTY;
        try (var connection = lab.primary().connectAsSuperuser()) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (var writer : writers) {
                if (writer.isKeyed() == keyed) {
                    ledger = ledger.plus(writer.ledger(copies(jdbc, writer)));
                }
            }
        }
        return ledger;
    }

    private static Map<Integer, Integer> copies(JdbcClient jdbc, Writer writer) {
        var copies = new HashMap<Integer, Integer>();
        jdbc.sql("SELECT number FROM demo_ledger WHERE writer = ?")
                .param(writer.name())
                .query(Integer.class)
                .list()
                .forEach(number -> copies.merge(number, 1, Integer::sum));
        return copies;
    }
}
