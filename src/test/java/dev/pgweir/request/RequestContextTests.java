package dev.pgweir.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RequestContextTests {

    private static final Caller ALICE = new Caller.InRole("alice", "web_user", false, Map.of(), Set.of());

    private final TestClient client = new TestClient();

    /** What a module may keep: texts, of which those of a part are taken over. */
    private record Notes(List<String> texts) implements PerRequest<Notes> {

        @Override
        public Notes part() {
            return new Notes(new ArrayList<>());
        }

        @Override
        public void adopt(Notes part) {
            texts.addAll(part.texts);
        }
    }

    private static final class TestClient implements Client {

        private boolean left;
        private int waysGiven;

        @Override
        public boolean isWatchable() {
            return true;
        }

        @Override
        public boolean hasLeft() {
            return left;
        }

        @Override
        public void giveWay() {
            waysGiven++;
        }
    }

    @Test
    void isBoundToTheThreadThatServesIt() {
        assertThat(RequestContext.isRunning()).isFalse();
        assertThatExceptionOfType(Caller.NoCaller.class).isThrownBy(Caller::current);

        var request = request(Duration.ofMinutes(1));
        request.call(() -> {
            assertThat(RequestContext.current()).containsSame(request);
            assertThat(Caller.current()).isEqualTo(ALICE);
            return true;
        });
    }

    @Test
    void keepsOneValueOfEachType() {
        var request = request(Duration.ofMinutes(1));
        var notes = new Notes(List.of("a"));

        assertThat(request.with(notes).find(Notes.class)).containsSame(notes);
        assertThat(request.with(notes).with(new Notes(List.of("b"))).find(Notes.class))
                .contains(new Notes(List.of("b")));
        assertThat(request.find(Notes.class)).isEmpty();
    }

    @Test
    void takesWhoAsksAndAllValuesAlongToAnotherThread() throws Exception {
        var whole = new Notes(new ArrayList<>());
        var request = request(Duration.ofMinutes(1)).with(whole);
        var part = request.part();

        try (var threads = Executors.newSingleThreadExecutor()) {
            threads.submit(() -> part.call(() -> {
                        assertThat(Caller.current()).isEqualTo(ALICE);
                        return RequestContext.current(Notes.class)
                                .orElseThrow()
                                .texts
                                .add("seen");
                    }))
                    .get();
        }

        assertThat(whole.texts).isEmpty();
        request.adopt(part);
        assertThat(whole.texts).containsExactly("seen");
    }

    @Test
    void cancelsAPartAlone() {
        var request = request(Duration.ofMinutes(1));
        var part = request.part();

        assertThat(part.cancel(Cancellation.SUPERSEDED)).isTrue();

        assertThat(part.due()).contains(Cancellation.SUPERSEDED);
        assertThatExceptionOfType(RequestEnded.class).isThrownBy(part::requireTime);
        assertThat(request.isOver()).isFalse();
    }

    @Test
    void endsWithAnyOfItsParts() {
        var request = request(Duration.ofMinutes(1));

        request.part().cancel(Cancellation.CLIENT_LEFT);

        assertThat(request.isCancelled(Cancellation.CLIENT_LEFT)).isTrue();
    }

    @Test
    void runsNothingMoreAfterItsDeadline() {
        var request = request(Duration.ZERO);

        assertThat(request.isOver()).isTrue();
        assertThat(request.due()).contains(Cancellation.DEADLINE);
        assertThatExceptionOfType(RequestEnded.class)
                .isThrownBy(request::awaitNode)
                .satisfies(ended -> assertThat(ended.begun()).isFalse());
        assertThat(client.waysGiven).isZero();
    }

    @Test
    void letsOthersGoOnBeforeItWaitsForANode() {
        request(Duration.ofMinutes(1)).part().awaitNode();

        assertThat(client.waysGiven).isOne();
    }

    @Test
    void isAbandonedOnceItsClientHasLeft() {
        var request = request(Duration.ofMinutes(1));
        assertThat(request.isAbandoned()).isFalse();

        client.left = true;

        assertThat(request.isAbandoned()).isTrue();
        assertThat(request.part().isAbandoned()).as("nobody waits for a part").isFalse();
    }

    @Test
    void mayTakeAsLongAsItsClientDoesWhereItStreams() {
        var request = request(Duration.ZERO);

        request.stream(true);

        assertThat(request.isOver()).isFalse();
        assertThat(request.isStream()).isTrue();
    }

    private RequestContext request(Duration deadline) {
        return new RequestContext(ALICE, "sales", Deadline.in(deadline), client);
    }
}
