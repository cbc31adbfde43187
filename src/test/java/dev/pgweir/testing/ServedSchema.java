package dev.pgweir.testing;

import dev.pgweir.embedded.TestCluster;
import java.util.stream.Stream;

/**
 * A schema of a test's own on the shared cluster, and a gateway that serves it.
 *
 * @param schema the schema
 * @param started the gateway
 */
public record ServedSchema(OwnedSchema schema, StartedGateway started) implements AutoCloseable {

    /** Makes and serves one of files of statements that stand next to a class. */
    public static ServedSchema of(String name, Stream<String> files, Class<?> test, String... properties) {
        var schema = new OwnedSchema(name);
        schema.create(
                files.flatMap(file -> Stream.of(Pairs.statements(test, file))).toArray(String[]::new));
        TestCluster.shared().awaitReplay();
        var served = Stream.of("pgweir.schema=" + name, "pgweir.own-schema=" + name + "_own");
        var all = Stream.concat(served, Stream.of(properties)).toArray(String[]::new);
        return new ServedSchema(schema, StartedGateway.on(TestCluster.shared(), all));
    }

    /** Changes it, and waits until the replicas have the change. */
    public void execute(String... sql) {
        schema.execute(sql);
        TestCluster.shared().awaitReplay();
    }

    /** Speaks to the gateway. */
    public Gateway http() {
        return started.http();
    }

    @Override
    public void close() {
        started.close();
        schema.drop();
    }
}
