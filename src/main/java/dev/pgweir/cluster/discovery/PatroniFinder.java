package dev.pgweir.cluster.discovery;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.pgweir.cluster.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks all Patronis of a cluster at once. The nodes are the members that the first of them names, in the configured order; the
 * leaders are those that any of them names.
 */
final class PatroniFinder implements NodeFinder {

    private static final Logger log = LoggerFactory.getLogger(PatroniFinder.class);

    private final List<HttpRequest> requests;
    private final String database;
    private final Credentials credentials;
    private final Duration timeout;
    private final HttpClient client;
    private final JsonMapper json = new JsonMapper();

    PatroniFinder(List<URI> patronis, String database, Credentials credentials, Duration timeout) {
        this.requests = patronis.stream()
                .map(patroni ->
                        HttpRequest.newBuilder(patroni.resolve("/cluster")).build())
                .toList();
        this.database = database;
        this.credentials = credentials;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Found find() throws IOException, InterruptedException {
        var answers = answers();
        if (answers.isEmpty()) {
            throw new IOException("no Patroni names any node");
        }
        var leaders = answers.stream()
                .flatMap(List::stream)
                .filter(PatroniMember::isLeader)
                .map(PatroniMember::name)
                .collect(toUnmodifiableSet());
        var nodes = answers.getFirst().stream()
                .sorted(Comparator.comparing(PatroniMember::name))
                .map(member -> member.node(database, credentials))
                .toList();
        return new Found(nodes, leaders);
    }

    /** The members that each Patroni names which knows any. */
    private List<List<PatroniMember>> answers() throws InterruptedException {
        var asked = requests.stream()
                .map(request -> client.sendAsync(request, BodyHandlers.ofString())
                        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        var answers = new ArrayList<List<PatroniMember>>();
        for (var answer : asked) {
            var members = members(answer);
            if (!members.isEmpty()) {
                answers.add(members);
            }
        }
        return answers;
    }

    /** None where it does not answer: a Patroni that cannot reach its own store answers with an error. */
    private List<PatroniMember> members(CompletableFuture<HttpResponse<String>> asked) throws InterruptedException {
        try {
            var answer = asked.get();
            return answer.statusCode() == 200 ? PatroniMember.allIn(json.readTree(answer.body())) : List.of();
        } catch (ExecutionException | JacksonException failure) {
            log.debug("A Patroni did not answer", failure);
            return List.of();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String name() {
        return "Patroni";
    }
}
