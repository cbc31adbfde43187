package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import org.junit.jupiter.api.Test;

class NodeEventsTests {

    @Test
    void dropsWhatItIsToldOnceClosed() {
        var events = new NodeEvents(_ -> {});
        events.close();

        assertThatNoException()
                .isThrownBy(() -> events.accept(
                        new NodeChanged("node", new NodeState.Unknown(), new NodeState.Down("it went away"))));
    }
}
