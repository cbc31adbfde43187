package dev.pgweir.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NodeTraffic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One node as an operator sees it. What only a node that is up can tell is absent otherwise.
 *
 * @param definition what is configured of it
 * @param state whether it answers
 * @param notUsedBecause why no request is sent to it though it answers
 * @param progress its role, and how far it has come
 * @param missingPrivileges what the gateway's role may not ask it, and what would mend that
 * @param pool the gateway's connections to it
 * @param transactions what it has served since the gateway started
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record NodeReport(
        @JsonUnwrapped Definition definition,
        State state,

        @Schema(
                description = "Why it is given no requests though it answers; absent where it may be given some",
                example = "it is on timeline 1, which a promotion has ended: the cluster is on timeline 2")
        Optional<String> notUsedBecause,

        @JsonUnwrapped Progress progress,

        @Schema(description = "What the gateway's role may not ask it; absent where nothing is missing")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<MissingPrivilege> missingPrivileges,

        Optional<Pool> pool,
        Optional<Transactions> transactions) {

    /**
     * What is configured of a node.
     *
     * @param name the operator's name for it
     * @param url where it listens
     * @param weight its share of reads
     * @param zone where it stands
     * @param duty what operators let it be used for
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "NodeDefinition")
    record Definition(
            @Schema(example = "replica-1") String name,

            @Schema(example = "jdbc:postgresql://db2:5432/shop")
            String url,

            @Schema(description = "Its share of reads as a replica, relative to the other replicas", example = "1")
            int weight,

            @Schema(description = "Where it stands; absent where that is not configured", example = "eu-west-1a")
            Optional<String> zone,

            @Schema(
                    description =
                            "What operators let it be used for: a drained node has no reads, a banned one no writes "
                                    + "either",
                    allowableValues = {"serving", "drained", "banned"})
            String duty) {

        private static Definition of(Node node) {
            return new Definition(
                    node.name(),
                    node.definition().address().toString(),
                    node.definition().weight(),
                    node.definition().zone(),
                    node.definition().allowedUse().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * The role of a node, and how far it has come.
     *
     * @param role primary or replica
     * @param systemIdentifier the cluster's identity; a string, because JSON numbers of this size lose digits in browsers
     * @param timeline the timeline it writes or replays
     * @param lsn how far it has written or replayed
     * @param lagBytes how much of the primary's log it has yet to replay
     * @param stalenessMs by how much it may lag in time, at most
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "NodeProgress")
    record Progress(
            @Schema(allowableValues = {"primary", "replica"})
            Optional<String> role,

            @Schema(example = "7389023498127349812") Optional<String> systemIdentifier,
            @Schema(example = "1") Optional<Integer> timeline,
            @Schema(example = "0/3000060") Optional<String> lsn,

            @Schema(description = "Bytes of the primary's log that it has yet to replay", example = "0")
            Optional<Long> lagBytes,

            @Schema(
                    description =
                            "By how many milliseconds what it holds may lag, at most; of the primary, the age of its "
                                    + "last probe",
                    example = "120")
            Optional<Long> stalenessMs) {

        private static Progress of(Node node, Topology topology) {
            return new Progress(
                    node.up().map(up -> up.role().name().toLowerCase(Locale.ROOT)),
                    node.up().map(up -> Long.toString(up.systemIdentifier())),
                    node.up().map(NodeState.Up::timeline),
                    node.up().map(up -> up.lsn().toString()),
                    topology.lagBytes(node),
                    node.staleness(System.nanoTime()).map(Duration::toMillis));
        }
    }

    /** An optional privilege that the gateway's role lacks: what follows, and the statement that gives it. */
    @Schema(name = "MissingPrivilege")
    record MissingPrivilege(
            @Schema(example = "which writes a failover has kept is not known")
            String effect,

            @Schema(example = "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO \"gateway\"")
            String sql) {

        private static List<MissingPrivilege> of(Node node) {
            var role = node.definition().credentials().username();
            return node.up().stream()
                    .flatMap(up -> up.missing().stream().sorted())
                    .map(privilege -> new MissingPrivilege(privilege.effect(), privilege.grantTo(role)))
                    .toList();
        }
    }

    /** Whether a node answers its probes, and since when or why not. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "NodeState")
    record State(
            @Schema(allowableValues = {"up", "down", "unknown"})
            String status,

            @Schema(description = "When it last answered; absent while it is not up")
            Optional<Instant> probedAt,

            @Schema(description = "Why it is down") Optional<String> reason,

            @Schema(description = "When it was first found down")
            Optional<Instant> since) {

        private static State of(NodeState state) {
            return switch (state) {
                case NodeState.Up up -> new State("up", Optional.of(up.probedAt()), Optional.empty(), Optional.empty());
                case NodeState.Down(var reason, var since, var _) ->
                    new State("down", Optional.empty(), Optional.of(reason), Optional.of(since));
                case NodeState.Unknown _ -> new State("unknown", Optional.empty(), Optional.empty(), Optional.empty());
            };
        }
    }

    /**
     * The use of a node's connections: those in use and free, transactions that wait for one, and the limit; and those
     * that exports and imports use.
     */
    @Schema(name = "NodePool")
    record Pool(int active, int idle, int waiting, int max, int streaming) {

        private static Pool of(NodeTraffic.Pool pool) {
            return new Pool(pool.active(), pool.idle(), pool.waiting(), pool.max(), pool.streaming());
        }
    }

    /**
     * Transactions served since the gateway started, how long those of late have taken, and the state of the breaker that
     * keeps reads away from a node that fails.
     */
    @Schema(name = "NodeTransactions")
    record Transactions(long reads, long writes, long failures, long latencyMicros, String breaker) {

        private static Transactions of(NodeTraffic.Transactions served) {
            return new Transactions(
                    served.reads(), served.writes(), served.failures(), served.latencyMicros(), served.breaker());
        }
    }

    /** @param against what speaks against reads from it, if it is a replica */
    static NodeReport of(Node node, Topology topology, Optional<NodeTraffic> traffic, List<String> against) {
        return new NodeReport(
                Definition.of(node),
                State.of(node.state()),
                WhyNotUsed.of(node, topology)
                        .or(() -> Optional.of(String.join(", and ", against))
                                .filter(reasons -> node.is(Role.REPLICA) && !reasons.isEmpty())),
                Progress.of(node, topology),
                MissingPrivilege.of(node),
                traffic.map(NodeTraffic::pool).map(Pool::of),
                traffic.map(NodeTraffic::transactions).map(Transactions::of));
    }
}
