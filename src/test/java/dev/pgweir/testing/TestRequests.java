package dev.pgweir.testing;

import dev.pgweir.request.Caller;
import dev.pgweir.request.Client;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.RouteObserver;
import java.time.Duration;
import java.util.function.Consumer;

/** Requests of a client who waits for as long as it takes. */
public final class TestRequests {

    private record PatientClient() implements Client {

        @Override
        public boolean isWatchable() {
            return true;
        }

        @Override
        public boolean hasLeft() {
            return false;
        }
    }

    private TestRequests() {}

    /** A client that waits. */
    public static Client client() {
        return new PatientClient();
    }

    /** One that has so much time. */
    public static RequestContext within(Duration deadline) {
        return new RequestContext(new Caller.Anybody(), "sales", Deadline.in(deadline), new PatientClient());
    }

    /** One whose routes are told. */
    public static RequestContext observed(Consumer<Route> told) {
        return within(Duration.ofMinutes(1)).with(new RouteObserver(told));
    }

    /** Does something as a request. */
    public static void run(RequestContext request, Runnable work) {
        request.call(() -> {
            work.run();
            return true;
        });
    }
}
