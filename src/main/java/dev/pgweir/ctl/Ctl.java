package dev.pgweir.ctl;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;

/**
 * The operators' calls as a command line, {@code java -jar pgweir.jar ctl …}: each command is one request to a running gateway, and
 * its answer is printed as a table, or as it is. Starts nothing of the gateway itself.
 */
public final class Ctl {

    /** It was done, and found what was hoped for. */
    static final int DONE = 0;

    /** The gateway refused, or what was looked at is not well. */
    static final int NOT_WELL = 1;

    /** The command was not understood. */
    static final int USAGE = 2;

    /** The gateway could not be reached. */
    static final int UNREACHABLE = 3;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** @param environment of the process, which may say where the gateway is */
    Ctl(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a command.
     *
     * @param arguments the command, and what it is about
     * @return the exit code: 0 done, 1 refused or not well, 2 not understood, 3 not reached
     */
    public static int run(List<String> arguments) {
        return new Ctl(System.getenv(), System.out, System.err).execute(arguments);
    }

    int execute(List<String> arguments) {
        if (Arguments.askForHelp(arguments)) {
            out.print(Command.usage());
            return DONE;
        }
        try {
            var parsed = Arguments.parse(arguments, environment);
            return carryOut(Command.named(parsed), parsed);
        } catch (Arguments.NotUnderstood reason) {
            err.println(reason.getMessage());
            err.println();
            err.print(Command.usage());
            return USAGE;
        }
    }

    private int carryOut(Command command, Arguments arguments) throws Arguments.NotUnderstood {
        var call = command.call(arguments);
        try {
            return print(command, arguments, new AdminClient(arguments.url(), arguments.token()).send(call));
        } catch (HttpTimeoutException late) {
            err.println("The gateway did not answer in time. What it was told to do, it may still do.");
            return UNREACHABLE;
        } catch (IOException unreachable) {
            err.println("No gateway was reached at %s: %s".formatted(arguments.url(), unreachable));
            err.println("Say where it is by --url, or PGWEIR_URL.");
            return UNREACHABLE;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return UNREACHABLE;
        }
    }

    private int print(Command command, Arguments arguments, AdminClient.Answer answer) {
        if (answer.isRefusal()) {
            printProblem(answer, arguments.json());
            return NOT_WELL;
        }
        var told = answer.json();
        if (arguments.json()) {
            out.println(answer.text());
        } else {
            command.print(arguments, told, out);
        }
        return command.isWell(told) ? DONE : NOT_WELL;
    }

    private void printProblem(AdminClient.Answer answer, boolean json) {
        if (json) {
            err.println(answer.text());
            return;
        }
        var problem = answer.json();
        var word = problem.path("type").asString("").replaceFirst("^urn:pgweir:problem:", "");
        err.println("%d %s: %s"
                .formatted(answer.status(), word, problem.path("message").asString(answer.text())));
        var hint = problem.path("hint").asString("");
        if (!hint.isEmpty()) {
            err.println(hint);
        }
        if (word.equals("no-such-route")) {
            err.println("Operators may have a port of their own (pgweir.admin.port): give it by --url.");
        }
    }
}
