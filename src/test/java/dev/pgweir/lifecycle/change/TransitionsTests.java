package dev.pgweir.lifecycle.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pgweir.lifecycle.change.SealState.NeverSealed;
import dev.pgweir.lifecycle.change.SealState.Sealed;
import dev.pgweir.lifecycle.change.SealState.Unsealed;
import dev.pgweir.lifecycle.change.SealState.Unsealing;
import dev.pgweir.lifecycle.change.Transitions.Goal;
import dev.pgweir.lifecycle.change.Transitions.Step;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTests {

    private static final QualifiedName TABLE = new QualifiedName("public", "sales");
    private static final QualifiedName PARTITION = new QualifiedName("public", "sales_2023");

    private final Transitions transitions = Transitions.in("pgweir", Duration.ofSeconds(10));

    @Test
    void sealsWhatTakesWrites() {
        assertThat(steps(new NeverSealed(), Goal.SEALED)).containsExactly("seal");
        assertThat(steps(new Unsealed(), Goal.SEALED)).containsExactly("seal");
        assertThat(steps(new Sealed(), Goal.SEALED)).isEmpty();
    }

    @Test
    void doesNotSealWhatIsAboutToTakeWrites() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steps(new Unsealing(Duration.ZERO), Goal.SEALED))
                .withMessageContaining("sales_2023");
    }

    @Test
    void waitsForTheWholeLeaseBetweenTheAnnouncementAndTheEndOfASeal() {
        assertThat(steps(new Sealed(), Goal.OPEN)).containsExactly("announce-unseal", "PT10S", "unseal");
    }

    @Test
    void waitsForWhatIsLeftOfTheLeaseOnceTheEndOfASealWasAnnounced() {
        assertThat(steps(new Unsealing(Duration.ofSeconds(7)), Goal.OPEN)).containsExactly("PT3S", "unseal");
        assertThat(steps(new Unsealing(Duration.ofSeconds(10)), Goal.OPEN)).containsExactly("unseal");
        assertThat(steps(new Unsealing(Duration.ofHours(1)), Goal.OPEN)).containsExactly("unseal");
    }

    @Test
    void leavesOpenWhatIsOpen() {
        assertThat(steps(new NeverSealed(), Goal.OPEN)).isEmpty();
        assertThat(steps(new Unsealed(), Goal.OPEN)).isEmpty();
    }

    @Test
    void unsealsBeforeItDetachesAndDetachesBeforeItDrops() {
        assertThat(steps(new NeverSealed(), Goal.DETACHED)).containsExactly("detach");
        assertThat(steps(new Unsealed(), Goal.DROPPED)).containsExactly("detach", "drop");
        assertThat(steps(new Unsealing(Duration.ofSeconds(9)), Goal.DETACHED))
                .containsExactly("PT1S", "unseal", "detach");
        assertThat(steps(new Sealed(), Goal.DROPPED))
                .containsExactly("announce-unseal", "PT10S", "unseal", "detach", "drop");
    }

    @ParameterizedTest
    @EnumSource(
            value = Goal.class,
            names = {"DETACHED", "DROPPED"})
    void remembersWhetherADetachIsToBeFollowedByADrop(Goal goal) {
        var detach =
                transitions.steps(TABLE, PARTITION, new NeverSealed(), goal).getFirst();

        assertThat(detach)
                .asInstanceOf(InstanceOfAssertFactories.type(Step.Apply.class))
                .satisfies(step -> assertThat(step.change().statements().getFirst())
                        .contains("'sales', " + (goal == Goal.DROPPED)));
    }

    private List<String> steps(SealState state, Goal goal) {
        return transitions.steps(TABLE, PARTITION, state, goal).stream()
                .map(step -> switch (step) {
                    case Step.Apply(var change) -> change.action().word();
                    case Step.Wait(var left) -> left.toString();
                })
                .toList();
    }
}
