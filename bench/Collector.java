import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Takes what it is sent, as a collector of traces does; prints its port, and then how many bytes there were in all. */
public class Collector {

    static void main() throws IOException {
        var bytes = new AtomicLong();
        var server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            var sent = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            System.out.println(bytes.addAndGet(sent));
        });
        server.start();
        System.out.println(server.getAddress().getPort());
    }
}
