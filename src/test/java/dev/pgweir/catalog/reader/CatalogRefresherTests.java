package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.catalog.Catalogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogRefresherTests {

    private final Answers answers = new Answers();
    private final CatalogRefresher refresher = new CatalogRefresher(
            answers, new CatalogProperties("public", Set.of(), new CatalogProperties.Reading(Duration.ofMillis(100))));

    @AfterEach
    void stop() {
        refresher.stop();
    }

    @Test
    void readsBeforeItsStartReturnsAndThenPeriodically() {
        refresher.start();
        assertThat(answers.current()).isPresent();
        await().until(() -> answers.count.get() >= 3);
    }

    @Test
    void startsWithoutADatabaseAndGoesOnTrying() {
        answers.failures.set(2);
        refresher.start();
        assertThat(answers.current()).isEmpty();
        assertThat(refresher.isRunning()).isTrue();
        await().until(() -> answers.current().isPresent());
    }

    @Test
    void stopsItsThreadAndCanStartAgain() {
        refresher.start();
        refresher.stop();
        assertThat(refresher.isRunning()).isFalse();
        int before = answers.count.get();
        refresher.start();
        await().until(() -> answers.count.get() >= before + 2);
    }

    @Test
    void readsEarlyWhereTheCatalogIsFoundOutdated() {
        var patient = new CatalogRefresher(
                answers, new CatalogProperties("public", Set.of(), new CatalogProperties.Reading(Duration.ofHours(1))));
        patient.start();
        int before = answers.count.get();
        patient.hasten(new CatalogOutdated());
        await().until(() -> answers.count.get() == before + 1);
        patient.stop();
    }

    private static final class Answers implements Catalogs {

        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger count = new AtomicInteger();
        private volatile Optional<Catalog> current = Optional.empty();

        @Override
        public List<String> schemas() {
            return List.of("public");
        }

        @Override
        public Optional<Catalog> current() {
            return current;
        }

        @Override
        public Catalog refresh() {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no node answers");
            }
            count.incrementAndGet();
            Catalog read = Catalog.of(List.of());
            current = Optional.of(read);
            return read;
        }
    }
}
