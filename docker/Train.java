import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends a gateway requests of every kind, over several connections at once: reads mostly, as clients do. Ends with an
 * error where an answer is not the expected one.
 *
 * <p>Arguments: the gateway's URL; how many requests to send. It knows the sample tables only.
 */
class Train {

    private static final int CONNECTIONS = 8;

    private static final Pattern ROW = Pattern.compile("\"order_id\":(\\d+),\"order_date\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger left;
    private final String gateway;
    private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final List<String> keys = new ArrayList<>();

    private Train(String gateway, int requests) {
        this.gateway = gateway;
        this.left = new AtomicInteger(requests);
    }

    public static void main(String[] arguments) throws Exception {
        new Train(arguments[0], Integer.parseInt(arguments[1])).run();
    }

    private void run() throws Exception {
        var rows = ROW.matcher(get("rows to ask for", "/sales?order=order_date,order_id&limit=1000").body());
        while (rows.find()) {
            keys.add(rows.group(1) + "," + rows.group(2));
        }
        var clients = IntStream.range(0, CONNECTIONS)
                .mapToObj(number -> (Callable<Void>) () -> ask(number))
                .toList();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var outcome : threads.invokeAll(clients)) {
                outcome.get();
            }
        }
        client.close();
        var total = served.values().stream().mapToLong(LongAdder::sum).sum();
        System.out.printf("%d requests of %d kinds were served, %d refused%n", total, served.size(), refused.sum());
    }

    /** What one client does until all requests are sent: of ten requests nine read. */
    private Void ask(int number) throws Exception {
        var random = new SplittableRandom(number);
        for (var round = 0; left.get() > 0; round++) {
            for (var i = 0; i < 12; i++) {
                readPages(random);
                readRows(random);
            }
            writeRow(random, number + "-" + round);
            if (round % 4 == 0) {
                writeByFilters(random);
                makeMistakes(random);
            }
            if (round % 8 == 0) {
                exportAndImport(random, number);
                askAboutTheGateway();
            }
        }
        return null;
    }

    private void readPages(RandomGenerator random) throws Exception {
        var day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2000));
        var range = "/sales?order_date=gte." + day + "&order_date=lt.";
        var month = range + day.plusDays(30);
        var newest = "&order=order_date.desc,order_id.desc";
        get("page of a day", range + day.plusDays(1) + newest + "&limit=20");
        var page = get("page", month + newest + "&limit=20");
        var next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
        if (next.find()) {
            get("next page", next.group(1));
        }
        switch (random.nextInt(8)) {
            case 0 -> get("count", month + "&limit=5", "Prefer", "count=exact");
            case 1 -> get("columns", month + "&select=order_id,day:order_date&order=order_id&limit=10");
            case 2 -> get("filters", month + "&or=(order_amount.gt.90000,order_id.in.(1,2,3))&limit=50");
            case 3 -> get("groups", month + "&select=order_date.bucket(month),count(),order_amount.sum()");
            case 4 -> get("many rows", month + "&limit=1000");
            case 5 -> get("packed", month + "&limit=500", "Accept-Encoding", "gzip");
            case 6 -> get("users", "/users?name=like.*1*&order=user_id&limit=20&offset=" + random.nextInt(50));
            default -> get("newest", "/sales?order=order_date.desc,order_id.desc&limit=20");
        }
    }

    private void readRows(RandomGenerator random) throws Exception {
        var key = keys.get(random.nextInt(keys.size()));
        var row = get("row", "/sales/" + key);
        get("row again", "/sales/" + key);
        switch (random.nextInt(4)) {
            case 0 -> get("user", "/users/" + (1 + random.nextInt(100)));
            case 1 -> get("row with a token", "/sales/" + key, "Consistency-Token", header(row, "Consistency-Token"));
            case 2 -> send("row as it is known", request("/sales/" + key, "If-None-Match", header(row, "ETag")), 304);
            default -> get("list of a row", "/sales?order_id=eq.%s&order_date=eq.%s".formatted(parts(key)));
        }
    }

    private void writeRow(RandomGenerator random, String name) throws Exception {
        var date = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2000));
        var made = send("POST", json("POST", "/sales", row(date, random)), 201);
        var row = header(made, "Location");
        var read = get("row just made", row, "Consistency-Token", header(made, "Consistency-Token"));
        send("PATCH", json("PATCH", row, "{\"order_amount\":7.25}", "If-Match", header(read, "ETag")), 200, 204);
        var id = row.substring("/sales/".length(), row.indexOf(','));
        send("PUT", json("PUT", row, "{\"order_id\":" + id + "," + row(date, random).substring(1)), 200, 204);
        send("DELETE", request(row).DELETE(), 204);
        var keyed = json("POST", "/sales", row(date, random), "Idempotency-Key", "\"" + gateway + "-" + name + "\"");
        send("POST with a key", keyed, 201);
        send("POST with a key again", keyed, 201);
        var rows = Stream.generate(() -> row(date, random)).limit(20).collect(Collectors.joining(",", "[", "]"));
        send("POST of rows", json("POST", "/sales", rows, "Prefer", "return=representation"), 201);
    }

    private void writeByFilters(RandomGenerator random) throws Exception {
        var date = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2000));
        var row = header(send("POST", json("POST", "/sales", row(date, random)), 201), "Location");
        var filters = "/sales?order_date=eq.%s&order_id=eq.%s"
                .formatted(date, row.substring("/sales/".length(), row.indexOf(',')));
        var change = json("PATCH", filters, "{\"order_amount\":8}", "Prefer", "return=representation");
        send("PATCH by filters", change, 200);
        send("DELETE by filters", request(filters).DELETE(), 200, 204);
    }

    private void makeMistakes(RandomGenerator random) throws Exception {
        var key = keys.get(random.nextInt(keys.size()));
        var twice = "{\"order_id\":%s,\"order_date\":\"%s\",\"order_amount\":1}".formatted(parts(key));
        send("no such table", request("/nothing"), 404);
        send("no such row", request("/sales/1,2020-12-31"), 404);
        send("no such column", request("/sales?colour=eq.red"), 400);
        send("no such operator", request("/sales?order_amount=above.1"), 400);
        send("no such value", request("/sales?order_amount=gt.many"), 400);
        send("row that exists", json("POST", "/sales", twice), 409);
        send("no partition", json("POST", "/sales", row(LocalDate.of(1990, 1, 1), random)), 422);
        send("no JSON", json("POST", "/sales", "{\"order_date\":"), 400);
        send("another version", json("PATCH", "/sales/" + key, "{\"order_amount\":1}", "If-Match", "\"1\""), 412);
    }

    private void exportAndImport(RandomGenerator random, int number) throws Exception {
        var day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2000));
        var range = "/sales?order_date=gte.%s&order_date=lt.%s".formatted(day, day.plusDays(60));
        get("CSV", range, "Accept", "text/csv");
        get("NDJSON", range, "Accept", "application/x-ndjson");
        var csv = "order_id,order_date,order_amount\n" + rows(number, "%d,2024-02-29,1.5%n");
        send("import of CSV", upsert("text/csv", csv), 200, 201);
        var ndjson = rows(number, "{\"order_id\":%d,\"order_date\":\"2024-02-29\",\"order_amount\":2.5}%n");
        send("import of NDJSON", upsert("application/x-ndjson", ndjson), 200, 201);
    }

    /** 200 rows that only this client writes. */
    private static String rows(int number, String line) {
        var first = 90_000_000 + 1000 * number;
        return IntStream.range(first, first + 200).mapToObj(line::formatted).collect(Collectors.joining());
    }

    private void askAboutTheGateway() throws Exception {
        for (var path : List.of("/", "/v3/api-docs", "/v3/api-docs.yaml", "/admin/cluster")) {
            get(path, path);
        }
        for (var path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/prometheus")) {
            get(path, path);
        }
    }

    private static Object[] parts(String key) {
        return key.split(",");
    }

    private static String row(LocalDate date, RandomGenerator random) {
        return "{\"order_date\":\"%s\",\"order_amount\":%d.25}".formatted(date, random.nextInt(100_000));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(gateway + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder json(String method, String path, String body, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder upsert(String type, String body) {
        return request("/sales", "Prefer", "resolution=merge-duplicates")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(String kind, String path, String... headers) throws Exception {
        return send(kind, request(path.replace("\"", "%22"), headers), 200, 206);
    }

    /** Sends a request, again where the gateway has no room for it. */
    private HttpResponse<String> send(String kind, HttpRequest.Builder request, Integer... expected) throws Exception {
        for (var attempt = 0; attempt < 100; attempt++) {
            left.decrementAndGet();
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (Set.of(expected).contains(answer.statusCode())) {
                served.computeIfAbsent(kind, _ -> new LongAdder()).increment();
                return answer;
            }
            if (answer.statusCode() != 503) {
                throw new IllegalStateException(kind + ": " + answer + " " + answer.body());
            }
            refused.increment();
            Thread.sleep(100);
        }
        throw new IllegalStateException(kind + " was refused again and again");
    }
}
