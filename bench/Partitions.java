import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Measures requests for partitioned tables one after the other, each in turns with the one that it is compared with, and prints
 * the ratios of the medians. Arguments: the gateway's URL and the number of its process.
 */
class Partitions {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>");
    private static final int ROUNDS = 1500;
    private static final int PAGES = 10_000;
    private static final int ROWS = 300_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(42);
    private final String url;
    private final Path stat;

    private Partitions(String url, String process) {
        this.url = url;
        this.stat = Path.of("/proc", process, "stat");
    }

    public static void main(String... arguments) throws Exception {
        new Partitions(arguments[0], arguments[1]).run();
    }

    private interface Request {
        String path() throws Exception;
    }

    private void run() throws Exception {
        System.out.println("| what | compared with | ratio | at most |");
        System.out.println("|---|---|---|---|");
        var newest = "?order=sale_date.desc,sale_id.desc&limit=20";
        compare("page of 20, 1,000 partitions", "12 partitions", 1.3, () -> "/bench_1000" + newest, () -> "/bench_12" + newest);
        compare(
                "page of 20 of a random day, 1,000 partitions",
                "12 partitions",
                1.3,
                () -> "/bench_1000" + newest + "&sale_date=" + day(),
                () -> "/bench_12" + newest + "&sale_date=" + day());
        compare(
                "newest 20 without a range, 84 partitions",
                "with the range of the newest",
                1.5,
                () -> "/bench_84" + newest,
                () -> "/bench_84" + newest + "&sale_date=gte.2024-09-14&sale_date=lt.2024-09-27");
        deepPages("/bench_84?limit=20");
        bareIds();
        sealed();
    }

    private String day() {
        return "eq." + java.time.LocalDate.of(2022, 1, 1).plusDays(random.nextInt(1000));
    }

    private void deepPages(String first) throws Exception {
        var next = first;
        for (var page = 1; page < PAGES; page++) {
            var matcher = NEXT.matcher(get(next).headers().firstValue("Link").orElseThrow());
            matcher.find();
            next = matcher.group(1);
        }
        var deep = next;
        compare("page 10,000 by cursor", "page 1", 1.1, () -> deep, () -> first);
    }

    /** Throughput, so the ratio is the other way round. */
    private void bareIds() throws Exception {
        for (var i = 0; i < 4096; i++) {
            get("/bench_84/" + i * 73 % ROWS);
        }
        compare(
                "row by its id alone, 84 partitions, time",
                "by its whole key",
                1 / 0.6,
                () -> "/bench_84/" + random.nextInt(4096) * 73 % ROWS,
                () -> {
                    var id = random.nextInt(4096) * 73 % ROWS;
                    return "/bench_84/" + id + "," + java.time.LocalDate.of(2022, 1, 1).plusDays(id / 300);
                });
    }

    private void sealed() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/admin/partitions/bench_84/seal"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"partition\":\"bench_84_10\"}"))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.body());
        }
        var window = "/bench_84?sale_date=gte.2022-05-02&sale_date=lt.2022-05-10&limit=1000";
        var tag = "";
        while (!tag.startsWith("\"s")) {
            tag = get(window).headers().firstValue("ETag").orElseThrow();
            Thread.sleep(100);
        }
        List<Double> ratios = new ArrayList<>();
        for (var round = 0; round < 9; round++) {
            ratios.add(cpu(window, "If-None-Match", tag) / cpu(window, "Accept", "*/*"));
        }
        print("304 of a sealed window, CPU of the gateway", "its 200, of 1,000 rows", median(ratios), 0.3);
        var small = window.replace("1000", "20");
        var smallTag = get(small).headers().firstValue("ETag").orElseThrow();
        ratios.clear();
        for (var round = 0; round < 9; round++) {
            ratios.add(cpu(small, "If-None-Match", smallTag) / cpu(small, "Accept", "*/*"));
        }
        print("the same", "its 200, of 20 rows", median(ratios), 0.3);
    }

    private double cpu(String path, String... headers) throws Exception {
        var before = cpuTicks();
        for (var i = 0; i < ROUNDS; i++) {
            get(path, headers);
        }
        return cpuTicks() - before;
    }

    private double cpuTicks() throws IOException {
        var fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private void compare(String what, String with, double most, Request one, Request other) throws Exception {
        for (var i = 0; i < ROUNDS; i++) {
            get(one.path());
            get(other.path());
        }
        List<Double> ones = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (var i = 0; i < ROUNDS; i++) {
            ones.add(time(one.path()));
            others.add(time(other.path()));
        }
        print(what + " (%.2f ms)".formatted(median(ones)), with + " (%.2f ms)".formatted(median(others)), median(ones) / median(others), most);
    }

    private static void print(String what, String with, double ratio, double most) {
        System.out.printf("| %s | %s | %.2f | %.2f |%n", what, with, ratio, most);
    }

    private double time(String path) throws Exception {
        var begun = System.nanoTime();
        get(path);
        return (System.nanoTime() - begun) / 1e6;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 304) {
            throw new IOException(path + ": " + answer.body());
        }
        return answer;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
