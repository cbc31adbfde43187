package dev.pgweir.routing.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.RouteObserver;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session;
import dev.pgweir.testing.TestRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(30)
class HedgeTests {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofMinutes(1);

    private final AtomicInteger seconds = new AtomicInteger();
    private final List<Boolean> won = new ArrayList<>();
    private final AtomicInteger askings = new AtomicInteger();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<Route> told = new ArrayList<>();
    private final List<ConsistencyToken> tokens = new ArrayList<>();
    private final RetryBudget budget = new RetryBudget(0);

    @AfterEach
    void letTheFirstEnd() {
        firstMayEnd.countDown();
    }

    @Test
    void asksOneNodeWhereThatIsQuick() {
        var read = hedged(NEVER, this::first);
        firstMayEnd.countDown();

        assertThat(requested(read)).isEqualTo("row of node-1");
        assertThat(seconds).hasValue(0);
        assertThat(told).extracting(Route::servedBy).containsExactly("node-1");
    }

    @Test
    void takesTheAnswerOfTheSecondWhereTheFirstIsSlow() {
        var read = hedged(SOON, () -> askings.incrementAndGet() == 1 ? first() : routed("node-2", "row of node-2"));

        assertThat(requested(read)).isEqualTo("row of node-2");
        assertThat(seconds).hasValue(1);
        assertThat(won).containsExactly(true);
    }

    @Test
    void tellsOnlyWhatTheWinnerHasSeen() {
        var read = hedged(SOON, () -> askings.incrementAndGet() == 1 ? first() : routed("node-2", "row of node-2"));

        requested(read);

        assertThat(told).extracting(Route::servedBy).containsExactly("node-2");
        assertThat(tokens).hasSize(1);
    }

    @Test
    void asksTheSecondTimeElsewhere() {
        var avoided = new ArrayList<Set<String>>();
        var read = hedged(SOON, () -> {
            avoided.add(HedgeScope.avoidedHere());
            return askings.incrementAndGet() == 1 ? first() : routed("node-2", "row");
        });

        requested(read);

        assertThat(avoided).containsExactly(Set.of(), Set.of("node-1"));
    }

    @Test
    void cancelsWhatIsNotWaitedForAnyMore() {
        var parts = new ArrayList<RequestContext>();
        var read = hedged(SOON, () -> {
            parts.add(RequestContext.current().orElseThrow());
            return askings.incrementAndGet() == 1 ? first() : routed("node-2", "row");
        });
        var request = request(Duration.ofSeconds(10));

        in(request, read);

        assertThat(parts.getFirst().due()).contains(Cancellation.SUPERSEDED);
        assertThat(request.due()).isEmpty();
    }

    @Test
    void waitsForTheFirstWhereTheSecondFails() {
        var read = hedged(SOON, () -> {
            if (askings.incrementAndGet() == 1) {
                return first();
            }
            firstMayEnd.countDown();
            throw new IllegalStateException("no other node");
        });

        assertThat(requested(read)).isEqualTo("row of node-1");
    }

    @Test
    void failsWhereTheOnlyAskingFails() {
        var read = hedged(NEVER, () -> {
            throw new IllegalStateException("no node");
        });

        assertThatThrownBy(() -> requested(read)).hasMessage("no node");
        assertThat(seconds).hasValue(0);
    }

    @Test
    void asksNobodyElseOnceTheBudgetIsSpent() {
        IntStream.range(0, 150).forEach(_ -> budget.spend());
        var read = hedged(SOON, this::first);
        var request = request(Duration.ofMillis(200));

        assertThatExceptionOfType(RequestEnded.class).isThrownBy(() -> in(request, read));
        assertThat(seconds).hasValue(0);
    }

    @Test
    void endsAtTheDeadlineThoughNoNodeAnswers() {
        var read = hedged(SOON, this::first);
        var request = request(Duration.ofMillis(200));

        assertThatExceptionOfType(RequestEnded.class).isThrownBy(() -> in(request, read));
        assertThat(seconds).hasValue(1);
    }

    @Test
    void doesNothingWithinATransaction() {
        var thread = new ArrayList<Thread>();
        var read = hedged(SOON, () -> {
            thread.add(Thread.currentThread());
            return "row";
        });
        TransactionSynchronizationManager.initSynchronization();
        try {
            requested(read);
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }

        assertThat(thread).containsExactly(Thread.currentThread());
    }

    private String first() {
        routed("node-1", "");
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "row of node-1";
    }

    private static String routed(String name, String row) {
        var node = new Node(new NodeDefinition(name, "", 1, new Credentials("", "")), new NodeState.Unknown());
        RouteObserver.tell(new Route(node, Route.Reason.REPLICA));
        Session.current().orElseThrow().read(1, new LogPosition(1, new Lsn(name.hashCode())));
        return row;
    }

    private String requested(Supplier<String> read) {
        return in(request(Duration.ofSeconds(10)), read);
    }

    private String in(RequestContext request, Supplier<String> read) {
        var session = new Session(Session.Consistency.SESSION, Optional.empty(), Optional.empty(), tokens::add);
        return request.with(new RouteObserver(told::add)).with(session).call(read::get);
    }

    private static RequestContext request(Duration deadline) {
        return TestRequests.within(deadline);
    }

    @SuppressWarnings("unchecked")
    private Supplier<String> hedged(Duration delay, Supplier<String> read) {
        var proxy = new ProxyFactory();
        proxy.setInterfaces(Supplier.class);
        proxy.setTarget(read);
        proxy.addAdvice(new Hedge(delay, budget, won -> {
            seconds.incrementAndGet();
            this.won.add(won);
        }));
        return (Supplier<String>) proxy.getProxy();
    }
}
