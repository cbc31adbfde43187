package dev.pgweir.demo.claim;

import static dev.pgweir.demo.claim.Relation.AT_LEAST;
import static dev.pgweir.demo.claim.Relation.AT_MOST;

/**
 * All that the demonstration claims, and how it is measured. What each claim requires is far from what a quiet machine measures,
 * so that a busy one does not fail.
 */
public enum Claim {
    READS_SPREAD("A.reads", AT_LEAST, 2, "×", "Three servers answer %s times as many reads as one.", """
            Reads of a view that sleeps for 40 ms, by the primary alone, with one replica, and with two, in turns. \
            The number is the median of the rounds' ratios."""),
    ALL_TAKE_PART("A.share", AT_LEAST, 20, "%", "Each of three servers takes %s of the transactions.", """
            The servers' own counts of transactions (pg_stat_database), before and after four seconds of reads with \
            three servers. A few of them are probes of the gateways."""),
    WRITES_DO_NOT("A.writes", AT_MOST, 1.4, "×", "Three servers take %s times as many writes as one.", """
            Inserts, by a trigger that sleeps for 40 ms, right after the reads of each turn. All go to the primary: \
            replicas add no capacity for writes."""),

    READS_GO_ON("B.reads", AT_LEAST, 99, "%", "While servers die, %s of the reads are answered.", """
            Reads of random rows, without a token, one every 80 ms by each client; the share that is answered 200, \
            the worst of all runs."""),
    WRITES_COME_BACK("B.gap", AT_MOST, 20, "s", "While primaries die, %s pass between two acknowledged writes.", """
            The longest time between two acknowledged writes of any clients, the worst of all runs. It holds the \
            second in which nobody promotes, and with synchronous replication the time until a replica follows the \
            new primary: until then PostgreSQL acknowledges nothing."""),
    SYNCHRONOUS_KEEPS(
            "B.lost", AT_MOST, 0, "writes", "With synchronous replication, %s acknowledged writes are lost.", """
            synchronous_standby_names is ANY 1 (*). Each acknowledged write is looked for on the primary at the end, \
            in all runs."""),
    LOSSES_ARE_TOLD(
            "B.told",
            AT_LEAST,
            100,
            "%",
            "With asynchronous replication, %s of the lost writes are told to their clients.",
            """
            Acknowledged writes that are not there at the end, and of these the ones whose client was answered 409 \
            write-lost when it next sent its Consistency-Token, in all runs. Where none was lost, all were told."""),
    KEYS_DO_NOT_DOUBLE(
            "B.doubled", AT_MOST, 0, "writes", "Repeated with an Idempotency-Key, %s writes are done twice.", """
            Rows that are there more than once, of writes that their clients repeat with the same key until they are \
            acknowledged, in all runs. Other clients repeat theirs without a key."""),

    CONNECTIONS_COST(
            "C.rate",
            AT_LEAST,
            1.5,
            "×",
            "The gateway answers %s times as many requests as a connection for each.",
            """
            Eight clients read random rows of a table by their key, from one replica, in turns over a connection \
            that is opened and closed for each, over a HikariCP pool in the client, and by HTTP through the gateway; \
            either pool has 20 connections. The number is the median of the rounds' ratios."""),
    SERVER_RESTS(
            "C.processor",
            AT_LEAST,
            2,
            "×",
            "A connection for each request takes %s times as much of the server's processors as the gateway.",
            """
            Processor time of the server and all its sessions, those that have ended included, from /proc, by \
            requests. The number is the median of the rounds' ratios."""),

    FEW_PARTITIONS(
            "D.partitions",
            AT_MOST,
            1,
            "of 1,000",
            "With a range of one day, a request looks into %s of 1,000 partitions.",
            """
            EXPLAIN (ANALYZE, BUFFERS) of the statement on a replica: partitions that its plan holds, the most of \
            all rounds. The locks are those that pg_locks tells of in the same transaction."""),
    RANGES_PAY(
            "D.time",
            AT_LEAST,
            3,
            "×",
            "On 1,000 partitions, a request without a range takes %s times as long as with one.",
            """
            One client asks through the gateway, with the range and without, in turns, for random customers. The \
            number is the median of the rounds' ratios of medians."""),
    NUMBER_DOES_NOT_MATTER(
            "D.number",
            AT_MOST,
            3,
            "×",
            "With a range, a request takes %s times as long on 1,000 partitions as on 12.",
            """
            The same measurements, with the range on 1,000 partitions and on 12."""),

    TOKENS_SHOW_WRITES("E.token", AT_MOST, 0, "%", "With a token, %s of the reads miss the client's own write.", """
            Each client sends the Consistency-Token of its write with its read; replay is paused by \
            pg_wal_replay_pause() and not, in turns. Reads that are answered 404 count as missed; the number is the \
            most of all rounds."""),
    OTHERS_MISS("E.without", AT_LEAST, 10, "%", "Without a token, %s of the reads miss it while a replica lags.", """
            The same without the token, and with replay paused. The number is the median of the rounds. It shows \
            that the claim before can fail.""");

    private final String id;
    private final Relation relation;
    private final double required;
    private final String unit;
    private final String sentence;
    private final String method;

    Claim(String id, Relation relation, double required, String unit, String sentence, String method) {
        this.id = id;
        this.relation = relation;
        this.required = required;
        this.unit = unit;
        this.sentence = sentence;
        this.method = method;
    }

    /** Its name, which begins with the letter of its scene. */
    public String id() {
        return id;
    }

    Relation relation() {
        return relation;
    }

    double required() {
        return required;
    }

    String unit() {
        return unit;
    }

    String sentence() {
        return sentence;
    }

    /** How it is measured. */
    public String method() {
        return method;
    }
}
