package dev.pgweir.testing;

import dev.pgweir.embedded.TestCluster;

/** Changes the exposed schema of the shared cluster, so that every node has the change and the gateway serves it. */
public final class SharedSchema {

    private SharedSchema() {}

    /** Runs statements as the superuser, each in a transaction of its own. */
    public static void change(Gateway gateway, String... sql) {
        TestCluster.shared().execute(sql);
        TestCluster.shared().awaitReplay();
        var answer = gateway.send("POST", "/admin/catalog/refresh", "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }
}
