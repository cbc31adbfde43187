package dev.pgweir.web;

import dev.pgweir.embedded.TestCluster;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Inserts a sale of January 2024 for each permit, beside the thread that reads, and deletes them at the end. */
final class InsertingThread implements AutoCloseable {

    private final TestCluster cluster = TestCluster.shared();
    private final Semaphore permits = new Semaphore(0);
    private final CompletableFuture<Void> inserting = CompletableFuture.runAsync(this::insert);
    private volatile boolean done;

    void permit(int rows) {
        permits.release(rows);
    }

    private void insert() {
        try (var connection = cluster.connect("primary");
                var insert = connection.prepareStatement("""
                        INSERT INTO sales (order_id, order_date, order_amount)
                        SELECT -?::int, date '2024-01-01' + floor(random() * 31)::int, 1""")) {
            for (var id = 1; !done; id++) {
                permits.acquireUninterruptibly();
                insert.setInt(1, id);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        done = true;
        permits.release();
        inserting.join();
        cluster.execute("DELETE FROM sales WHERE order_id < 0");
    }
}
