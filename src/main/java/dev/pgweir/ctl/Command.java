package dev.pgweir.ctl;

import dev.pgweir.ctl.AdminClient.Call;
import dev.pgweir.ctl.Arguments.NotUnderstood;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What can be typed. */
enum Command {
    CLUSTER("", "show the nodes: roles, lag, what they serve", View.CLUSTER) {
        @Override
        Call call(Arguments arguments) {
            return Call.get("/admin/cluster");
        }
    },
    CHECK("[--deadline=5s]", "see that replication works, by a marker", View.CHECK) {
        @Override
        Call call(Arguments arguments) {
            return new Call("POST", "/admin/cluster/check", withDeadline(arguments));
        }
    },
    SWITCHOVER("[NODE] [--deadline=10s]", "have the primary hand over to a replica", View.SWITCHOVER) {
        @Override
        Call call(Arguments arguments) {
            var body = withDeadline(arguments);
            arguments.subject().ifPresent(node -> body.put("to", node));
            // A body is wanted, be it empty.
            body.putIfAbsent("deadline", "10s");
            return new Call("POST", "/admin/cluster/switchover", body);
        }
    },
    PROMOTE("NODE [--force]", "put a replica in the place of a dead primary", View.SWITCHOVER) {
        @Override
        Call call(Arguments arguments) throws NotUnderstood {
            return new Call(
                    "POST",
                    "/admin/cluster/promote",
                    Map.of(
                            "to",
                            arguments.requiredSubject("a node"),
                            "force",
                            arguments.options().containsKey("force")));
        }
    },
    DRAIN("NODE", "give a node no more reads", View.NOTHING) {
        @Override
        Call call(Arguments arguments) throws NotUnderstood {
            return duty(arguments, "drained");
        }
    },
    BAN("NODE", "give a node neither reads nor writes", View.NOTHING) {
        @Override
        Call call(Arguments arguments) throws NotUnderstood {
            return duty(arguments, "banned");
        }
    },
    SERVE("NODE", "put a node back", View.NOTHING) {
        @Override
        Call call(Arguments arguments) throws NotUnderstood {
            return duty(arguments, "serving");
        }
    },
    PARTITIONS("[TABLE]", "show partitioned tables, or one's partitions and what is wrong with them", View.PARTITIONS) {
        @Override
        Call call(Arguments arguments) {
            return Call.get(arguments
                    .subject()
                    .map(table -> "/admin/partitions/" + encoded(table))
                    .orElse("/admin/partitions"));
        }
    },
    EXPLAIN("[--write]", "tell where a read, or a write, would go, and why", View.ROUTE) {
        @Override
        Call call(Arguments arguments) {
            return Call.get("/admin/route?write=" + arguments.options().containsKey("write"));
        }
    };

    private final String form;
    private final String purpose;
    private final View view;

    Command(String form, String purpose, View view) {
        this.form = form;
        this.purpose = purpose;
        this.view = view;
    }

    /** The request that it is. */
    abstract Call call(Arguments arguments) throws NotUnderstood;

    /** How its answer is shown. */
    View view() {
        return view;
    }

    static Command named(Arguments arguments) throws NotUnderstood {
        if (arguments.options().containsKey("help") || arguments.command().isEmpty()) {
            throw new NotUnderstood("Operators' calls to a running gateway.");
        }
        for (var command : values()) {
            if (command.word().equals(arguments.command())) {
                return command;
            }
        }
        throw new NotUnderstood("There is no command %s.".formatted(arguments.command()));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All commands and options. */
    static String usage() {
        var text = new StringBuilder("java -jar pgweir.jar ctl COMMAND\n\n");
        for (var command : values()) {
            text.append("  %-36s%s%n".formatted(command.word() + " " + command.form, command.purpose));
        }
        return text.append("""

                  --url=URL          where it serves operators; else PGWEIR_URL, else this machine's port
                  --token=TOKEN      who asks, where operators have tokens; else PGWEIR_TOKEN
                  --token-file=FILE  the same, from a file
                  --json             the answer as it is

                Exit codes: 0 done, 1 refused or not well, 2 not understood, 3 no gateway reached.
                """).toString();
    }

    private static Map<String, Object> withDeadline(Arguments arguments) {
        var body = new HashMap<String, Object>();
        var deadline = arguments.options().get("deadline");
        if (deadline != null) {
            body.put("deadline", deadline);
        }
        return body;
    }

    private static Call duty(Arguments arguments, String duty) throws NotUnderstood {
        var node = encoded(arguments.requiredSubject("a node"));
        return new Call("PATCH", "/admin/cluster/nodes/" + node, Map.of("duty", duty));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
