package dev.pgweir.ctl;

import dev.pgweir.ctl.AdminClient.Call;
import dev.pgweir.ctl.Arguments.NotUnderstood;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

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
        Call call(Arguments arguments) throws NotUnderstood {
            return new Call("POST", "/admin/cluster/check", withDeadline(arguments));
        }
    },
    SWITCHOVER("[NODE] [--deadline=10s]", "have the primary hand over to a replica", View.SWITCHOVER) {
        @Override
        Call call(Arguments arguments) throws NotUnderstood {
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
    DRAIN("NODE", "give a node no more reads", "drained"),
    BAN("NODE", "give a node neither reads nor writes", "banned"),
    SERVE("NODE", "put a node back", "serving"),
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
    private final String duty;

    Command(String form, String purpose, View view) {
        this(form, purpose, view, "");
    }

    /** Gives a node a duty. */
    Command(String form, String purpose, String duty) {
        this(form, purpose, View.NOTHING, duty);
    }

    Command(String form, String purpose, View view, String duty) {
        this.form = form;
        this.purpose = purpose;
        this.view = view;
        this.duty = duty;
    }

    /** The request that it is; to give a node its duty, unless it is another. */
    Call call(Arguments arguments) throws NotUnderstood {
        var node = encoded(arguments.requiredSubject("a node"));
        return new Call("PATCH", "/admin/cluster/nodes/" + node, Map.of("duty", duty));
    }

    /** Shows what it came to. */
    void print(Arguments arguments, JsonNode answer, PrintStream out) {
        // The answer to a change of a duty is empty.
        if (duty.isEmpty()) {
            view.print(answer, out);
        } else {
            out.println("%s is %s.".formatted(arguments.subject().orElseThrow(), duty));
        }
    }

    /** Whether its answer is what operators hope for. */
    boolean isWell(JsonNode answer) {
        return view.isWell(answer);
    }

    static Command named(Arguments arguments) throws NotUnderstood {
        if (arguments.command().isEmpty()) {
            throw new NotUnderstood("Operators' calls to a running gateway.");
        }
        for (var command : values()) {
            if (command.word().equals(arguments.command())) {
                command.refuseOthers(arguments);
                return command;
            }
        }
        throw new NotUnderstood("There is no command %s.".formatted(arguments.command()));
    }

    /** Refuses what its form does not name. */
    private void refuseOthers(Arguments arguments) throws NotUnderstood {
        var subjects = form.contains("NODE") || form.contains("TABLE") ? 1 : 0;
        var words = arguments.words().stream().skip(1 + subjects);
        var options =
                arguments.optionsOfCommands().map(option -> "--" + option).filter(option -> !form.contains(option));
        var others = Stream.concat(words, options).collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new NotUnderstood("%s does not take %s.".formatted(word(), others));
        }
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
                  --help             this

                A deadline is from 100ms to 5m.

                Exit codes: 0 done, 1 refused or not well, 2 not understood, 3 no gateway reached.
                """).toString();
    }

    private static Map<String, Object> withDeadline(Arguments arguments) throws NotUnderstood {
        var body = new HashMap<String, Object>();
        var deadline = arguments.options().get("deadline");
        if (deadline != null) {
            body.put("deadline", duration(deadline));
        }
        return body;
    }

    private static String duration(String text) throws NotUnderstood {
        try {
            DurationStyle.detectAndParse(text);
            return text;
        } catch (IllegalArgumentException malformed) {
            throw new NotUnderstood("--deadline=%s is no duration such as 5s or 500ms.".formatted(text));
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
