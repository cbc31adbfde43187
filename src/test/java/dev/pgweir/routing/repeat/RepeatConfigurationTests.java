package dev.pgweir.routing.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.request.Hedged;
import dev.pgweir.request.NotRepeatable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.Transactional;

class RepeatConfigurationTests {

    private final AnnotationTransactionAttributeSource transactions = new AnnotationTransactionAttributeSource();

    /** What a module does that knows nothing of nodes. */
    @SuppressWarnings("unused")
    static class Calls {

        @Transactional
        public void write() {}

        @Transactional
        @NotRepeatable
        public void takeAStream() {}

        @Transactional(readOnly = true)
        public void read() {}

        @Hedged
        @Transactional(readOnly = true)
        public void readOneRow() {}

        @Hedged
        @Transactional
        public void writeThoughItIsHedged() {}

        @Hedged
        @NotRepeatable
        public void withoutATransaction() {}
    }

    @Test
    void repeatsEveryTransactionThatDoesNotForbidIt() {
        assertThat(methodsOf(RepeatConfiguration.repeatAdvisor(none(Repeat.class), transactions)))
                .containsExactlyInAnyOrder("write", "read", "readOneRow", "writeThoughItIsHedged");
    }

    @Test
    void hedgesOnlyReadsThatAskForIt() {
        assertThat(methodsOf(RepeatConfiguration.hedgeAdvisor(none(Hedge.class), transactions)))
                .containsExactly("readOneRow");
    }

    private static List<String> methodsOf(PointcutAdvisor advisor) {
        var matcher = advisor.getPointcut().getMethodMatcher();
        return Arrays.stream(Calls.class.getDeclaredMethods())
                .filter(method -> matcher.matches(method, Calls.class))
                .map(method -> method.getName())
                .toList();
    }

    /** Fails when it is asked: the advice needs beans that cannot be made as early as advisors are. */
    private static <T> ObjectProvider<T> none(Class<T> advice) {
        return new DefaultListableBeanFactory().getBeanProvider(advice);
    }
}
