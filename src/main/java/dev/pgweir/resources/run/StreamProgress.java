package dev.pgweir.resources.run;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the log say every ten seconds how far a stream has come, and at the end of one that took so long, how far it came. Meters are
 * told all the while.
 */
final class StreamProgress implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamProgress.class);
    private static final long INTERVAL_NANOS = 10_000_000_000L;
    private static final double MEGABYTE = 1e6;

    private final String stream;
    private final StreamMeters.OfStream meters;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long rows;
    private long bytes;

    /** @param stream what the log calls it */
    StreamProgress(String stream, StreamMeters.OfStream meters) {
        this.stream = stream;
        this.meters = meters;
        meters.begin();
    }

    /** Adds to what was done. */
    void advance(long moreRows, long moreBytes) {
        rows += moreRows;
        bytes += moreBytes;
        meters.advance(moreRows, moreBytes);
        var now = System.nanoTime();
        if (now - lastLine >= INTERVAL_NANOS) {
            lastLine = now;
            log("goes on");
        }
    }

    /** Ends it, however it went. */
    void end(String how) {
        if (lastLine != start) {
            log(how);
        }
    }

    @Override
    public void close() {
        meters.end();
    }

    private void log(String how) {
        var seconds = (System.nanoTime() - start) / 1e9;
        log.info(
                "{} {}: {}{} MB in {} s, {} MB/s",
                stream,
                how,
                rows == 0 ? "" : rows + " rows, ",
                oneDecimal(bytes / MEGABYTE),
                Math.round(seconds),
                oneDecimal(bytes / MEGABYTE / seconds));
    }

    private static String oneDecimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
