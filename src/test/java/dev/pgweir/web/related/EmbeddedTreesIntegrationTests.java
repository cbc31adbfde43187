package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random trees of what is embedded come to what the rows of each table, read by themselves, come to when put together. */
class EmbeddedTreesIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("trees");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TREES = 150;

    private static StartedGateway gateway;
    private static final Map<String, JsonNode> TABLES = new HashMap<>();

    /**
     * A way from one table to another.
     *
     * @param spelled how a request names it
     * @param own the column whose value agrees with that of {@code other}
     * @param many whether several rows may belong to one
     */
    private record Way(String from, String to, String spelled, String own, String other, boolean many) {}

    private static final List<Way> WAYS = List.of(
            new Way("team", "person", "person!leader", "leader", "id", false),
            new Way("team", "person", "person!deputy", "deputy", "id", false),
            new Way("team", "team", "parent", "parent", "id", false),
            new Way("team", "team", "team!parent", "id", "parent", true),
            new Way("team", "room", "room", "id", "team_id", false),
            new Way("team", "task", "task", "id", "team_id", true),
            new Way("person", "team", "team!leader", "id", "leader", true),
            new Way("person", "task", "task", "id", "person_id", true),
            new Way("room", "team", "team", "team_id", "id", false),
            new Way("task", "team", "team", "team_id", "id", false),
            new Way("task", "person", "person_id", "person_id", "id", false));

    /** A node of a tree: its rows are those with an id from {@code least} on, at most {@code limit} of them. */
    private record Node(Way way, String name, boolean inner, int least, int limit, List<Node> nodes) {

        String select() {
            return "%s:%s%s(id%s)".formatted(name, way.spelled, inner ? "!inner" : "", selected(nodes));
        }

        void parameters(String prefix, StringBuilder query) {
            query.append("&%s%s.id=gte.%d".formatted(prefix, name, least));
            if (way.many) {
                query.append("&%s%s.limit=%d".formatted(prefix, name, limit));
            }
            nodes.forEach(node -> node.parameters(prefix + name + ".", query));
        }
    }

    private static String selected(List<Node> nodes) {
        var select = new StringBuilder();
        nodes.forEach(node -> select.append(',').append(node.select()));
        return select.toString();
    }

    @BeforeAll
    static void start() {
        var random = new Random(7);
        List<String> sql = new ArrayList<>(
                List.of(
                        "CREATE TABLE person (id int PRIMARY KEY)",
                        "CREATE TABLE team (id int PRIMARY KEY, leader int CONSTRAINT leader REFERENCES person,"
                                + " deputy int CONSTRAINT deputy REFERENCES person, parent int REFERENCES team)",
                        "CREATE TABLE room (id int PRIMARY KEY, team_id int UNIQUE REFERENCES team)",
                        "CREATE TABLE task (id int PRIMARY KEY, team_id int REFERENCES team, person_id int REFERENCES person)"));
        IntStream.range(0, 12).forEach(id -> sql.add("INSERT INTO person VALUES (%d)".formatted(id)));
        IntStream.range(0, 12)
                .forEach(id -> sql.add("INSERT INTO team VALUES (%d, %s, %s, %s)"
                        .formatted(id, any(random, 12), any(random, 12), id == 0 ? "NULL" : any(random, id))));
        IntStream.range(0, 8)
                .forEach(id -> sql.add("INSERT INTO room VALUES (%d, %s)".formatted(id, id < 6 ? "" + id : "NULL")));
        IntStream.range(0, 40)
                .forEach(id -> sql.add(
                        "INSERT INTO task VALUES (%d, %s, %s)".formatted(id, any(random, 12), any(random, 12))));
        SCHEMA.create(sql.toArray(String[]::new));
        TestCluster.shared().awaitReplay();
        gateway = StartedGateway.on(TestCluster.shared(), "pgweir.schema=trees", "pgweir.own-schema=trees_own");
    }

    private static String any(Random random, int most) {
        return random.nextInt(4) == 0 ? "NULL" : String.valueOf(random.nextInt(most));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SCHEMA.drop();
    }

    @Test
    void comeToWhatTheirTablesComeTo() {
        var random = new Random(42);
        for (var i = 0; i < TREES; i++) {
            var root = List.of("team", "person", "room", "task").get(random.nextInt(4));
            var nodes = nodes(random, root, 1);
            var query = new StringBuilder("/%s?select=id%s&order=id".formatted(root, selected(nodes)));
            nodes.forEach(node -> node.parameters("", query));
            var answer = gateway.http().get(query.toString());

            assertThat(json(answer)).as(query.toString()).isEqualTo(rows(root, nodes, row -> true, 1000));
        }
    }

    private static List<Node> nodes(Random random, String table, int depth) {
        List<Node> nodes = new ArrayList<>();
        if (depth <= 3) {
            var ways = WAYS.stream().filter(way -> way.from.equals(table)).toList();
            for (var i = random.nextInt(depth == 1 ? 1 : 0, 3); i > 0; i--) {
                var way = ways.get(random.nextInt(ways.size()));
                nodes.add(new Node(
                        way,
                        "n" + depth + i,
                        random.nextInt(4) == 0,
                        random.nextInt(6),
                        random.nextInt(1, 4),
                        nodes(random, way.to, depth + 1)));
            }
        }
        return nodes;
    }

    /** The rows of a table that pass a filter, each with what belongs to it. */
    private static ArrayNode rows(String table, List<Node> nodes, Predicate<JsonNode> filter, int limit) {
        var rows = JSON.createArrayNode();
        for (var row : TABLES.computeIfAbsent(table, name -> json(gateway.http().get("/" + name + "?order=id")))) {
            if (filter.test(row) && rows.size() < limit) {
                var shown = JSON.createObjectNode().set("id", row.path("id"));
                if (embeds(row, nodes, shown)) {
                    rows.add(shown);
                }
            }
        }
        return rows;
    }

    /** Whether the row has all that must belong to it. */
    private static boolean embeds(JsonNode row, List<Node> nodes, ObjectNode shown) {
        for (var node : nodes) {
            var way = node.way;
            var key = row.path(way.own);
            var found = rows(
                    way.to,
                    node.nodes,
                    other -> !key.isNull()
                            && other.path(way.other).equals(key)
                            && other.path("id").asInt() >= node.least,
                    way.many ? node.limit : 1);
            if (node.inner && found.isEmpty()) {
                return false;
            }
            shown.set(node.name, way.many ? found : found.isEmpty() ? JSON.nullNode() : found.get(0));
        }
        return true;
    }
}
