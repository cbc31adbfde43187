package dev.pgweir.demo.claim;

import static dev.pgweir.demo.claim.Relation.AT_LEAST;
import static dev.pgweir.demo.claim.Relation.AT_MOST;

/**
 * All that the demonstration claims. What each requires is far from what a quiet machine measures, so that a busy one does not
 * fail.
 */
public enum Claim {
    READS_SPREAD("A.reads", AT_LEAST, 2, "×", "Three servers answer %s times as many reads as one."),
    ALL_TAKE_PART("A.share", AT_LEAST, 20, "%", "Each of three servers takes %s of the transactions."),
    WRITES_DO_NOT("A.writes", AT_MOST, 1.4, "×", "Three servers take %s times as many writes as one."),

    READS_GO_ON("B.reads", AT_LEAST, 99, "%", "While servers die, %s of the reads are answered."),
    WRITES_COME_BACK("B.gap", AT_MOST, 20, "s", "While primaries die, %s pass between two acknowledged writes."),
    SYNCHRONOUS_KEEPS("B.lost", AT_MOST, 0, "writes", "With synchronous replication, %s acknowledged writes are lost."),
    LOSSES_ARE_TOLD(
            "B.told",
            AT_LEAST,
            100,
            "%",
            "With asynchronous replication, %s of the lost writes are told to their clients."),
    KEYS_DO_NOT_DOUBLE(
            "B.doubled", AT_MOST, 0, "writes", "Repeated with an Idempotency-Key, %s writes are done twice."),

    CONNECTIONS_COST(
            "C.rate", AT_LEAST, 1.5, "×", "The gateway answers %s times as many requests as a connection for each."),
    SERVER_RESTS(
            "C.processor",
            AT_LEAST,
            2,
            "×",
            "A connection for each request takes %s times as much of the server's processors as the gateway."),

    FEW_PARTITIONS(
            "D.partitions",
            AT_MOST,
            1,
            "of 1,000",
            "With a range of one day, a request looks into %s of 1,000 partitions."),
    RANGES_PAY(
            "D.time",
            AT_LEAST,
            3,
            "×",
            "On 1,000 partitions, a request without a range takes %s times as long as with one."),
    NUMBER_DOES_NOT_MATTER(
            "D.number",
            AT_MOST,
            3,
            "×",
            "With a range, a request takes %s times as long on 1,000 partitions as on 12."),

    TOKENS_SHOW_WRITES("E.token", AT_MOST, 0, "%", "With a token, %s of the reads miss the client's own write."),
    OTHERS_MISS("E.without", AT_LEAST, 10, "%", "Without a token, %s of the reads miss it while a replica lags.");

    private final String id;
    private final Relation relation;
    private final double required;
    private final String unit;
    private final String sentence;

    Claim(String id, Relation relation, double required, String unit, String sentence) {
        this.id = id;
        this.relation = relation;
        this.required = required;
        this.unit = unit;
        this.sentence = sentence;
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
}
