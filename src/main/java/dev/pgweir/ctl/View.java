package dev.pgweir.ctl;

import java.io.PrintStream;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How an answer is shown to people, and whether it is what they hope for. */
enum View {
    /** There is nothing to show. */
    NOTHING {
        @Override
        void print(JsonNode answer, PrintStream out) {}
    },
    CLUSTER {
        @Override
        void print(JsonNode answer, PrintStream out) {
            out.println(
                    answer.has("primary")
                            ? "Writes go to %s.".formatted(text(answer, "/primary"))
                            : "There is no primary.");
            var table = new TextTable("NODE", "STATE", "ROLE", "DUTY", "TIMELINE", "LAG-MS", "READS", "WRITES", "NOTE");
            for (var node : answer.path("nodes")) {
                table.add(
                        text(node, "/name"),
                        text(node, "/state/status"),
                        text(node, "/role"),
                        text(node, "/duty"),
                        text(node, "/timeline"),
                        text(node, "/stalenessMs"),
                        text(node, "/transactions/reads"),
                        text(node, "/transactions/writes"),
                        node.has("notUsedBecause") ? text(node, "/notUsedBecause") : text(node, "/state/reason"));
            }
            table.print(out);
        }

        @Override
        boolean isWell(JsonNode answer) {
            return answer.has("primary");
        }
    },
    CHECK {
        @Override
        void print(JsonNode answer, PrintStream out) {
            out.println(text(answer, "/summary"));
            out.println("%s wrote it at %s, in %s ms. Replication is %s."
                    .formatted(
                            text(answer, "/marker/node"),
                            text(answer, "/marker/lsn"),
                            millis(answer.at("/marker/committedMs")),
                            joined(answer.path("kinds"))));
            var nodes = new TextTable("NODE", "RECEIVED-MS", "FLUSHED-MS", "REPLAYED-MS", "STATUS", "SLOT", "NOTE");
            for (var node : answer.path("nodes")) {
                nodes.add(
                        text(node, "/node"),
                        millis(node.path("receivedMs")),
                        millis(node.path("flushedMs")),
                        millis(node.path("replayedMs")),
                        text(node, "/receiver/status"),
                        text(node, "/receiver/slot"),
                        text(node, "/failure"));
            }
            nodes.print(out);
            printSlots(answer, out);
        }

        private static void printSlots(JsonNode answer, PrintStream out) {
            var slots = new TextTable("SLOT", "KIND", "ACTIVE", "LOG", "HOLDS-BACK-BYTES");
            for (var slot : answer.path("slots")) {
                slots.add(
                        text(slot, "/name"),
                        text(slot, "/kind"),
                        text(slot, "/active"),
                        text(slot, "/walStatus"),
                        text(slot, "/heldBackBytes"));
            }
            slots.print(out);
        }

        @Override
        boolean isWell(JsonNode answer) {
            return answer.path("works").asBoolean(false);
        }
    },
    SWITCHOVER {
        @Override
        void print(JsonNode answer, PrintStream out) {
            out.println("%s is the primary, on timeline %s."
                    .formatted(text(answer, "/newPrimary"), text(answer, "/timeline")));
            var table = new TextTable("NODE", "OUTCOME", "RUN");
            for (var node : answer.path("nodes")) {
                table.add(text(node, "/name"), text(node, "/outcome"), joined(node.path("commands")));
            }
            table.print(out);
        }
    },
    PARTITIONS {
        @Override
        void print(JsonNode answer, PrintStream out) {
            if (answer.isArray()) {
                printTables(answer, out);
                return;
            }
            var table = new TextTable("PARTITION", "FROM", "TO", "ROWS", "BYTES", "SEALED");
            for (var partition : answer.path("partitions")) {
                table.add(
                        text(partition, "/name"),
                        text(partition, "/from"),
                        text(partition, "/to"),
                        text(partition, "/rows"),
                        text(partition, "/bytes"),
                        partition.has("sealed") ? "yes" : "");
            }
            table.print(out);
            for (var finding : answer.path("findings")) {
                out.println("%s: %s".formatted(text(finding, "/code"), text(finding, "/message")));
                if (finding.has("sql")) {
                    out.println("    " + text(finding, "/sql"));
                }
            }
        }

        private static void printTables(JsonNode answer, PrintStream out) {
            var table = new TextTable("TABLE", "BY", "KEY", "PARTITIONS", "FINDINGS");
            for (var each : answer) {
                table.add(
                        text(each, "/resource"),
                        text(each, "/strategy"),
                        joined(each.path("key")),
                        text(each, "/partitions"),
                        codes(each.path("findings")));
            }
            table.print(out);
        }
    },
    ROUTE {
        @Override
        void print(JsonNode answer, PrintStream out) {
            out.println(
                    answer.has("node")
                            ? "It would go to %s: %s.".formatted(text(answer, "/node"), text(answer, "/reason"))
                            : "It would go nowhere: %s.".formatted(text(answer, "/refusal")));
            var table = new TextTable("NODE", "AGAINST-IT");
            for (var candidate : answer.path("candidates")) {
                table.add(text(candidate, "/node"), joined(candidate.path("against")));
            }
            table.print(out);
        }

        @Override
        boolean isWell(JsonNode answer) {
            return answer.has("node");
        }
    };

    abstract void print(JsonNode answer, PrintStream out);

    boolean isWell(JsonNode answer) {
        return true;
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }

    private static String codes(JsonNode findings) {
        var codes = new StringJoiner(", ");
        findings.forEach(finding -> codes.add(text(finding, "/code")));
        return codes.toString();
    }

    private static String joined(JsonNode texts) {
        var joined = new StringJoiner(", ");
        texts.forEach(text -> joined.add(text.asString("")));
        return joined.toString();
    }

    private static String millis(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.1f", number.asDouble()) : "";
    }
}
