package dev.pgweir.lifecycle.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTests {

    @ParameterizedTest
    @CsvSource({"170000, 64, 16", "180000, 64, 64", "180000, 10, 16", "180000, 100, 128", "190000, 100000, 16384"})
    void countsThePlacesThatLocksHaveInAProcess(int serverVersion, int maxLocks, int places) {
        var facts = new Facts(new Facts.Root(2, List.of(), serverVersion, maxLocks), List.of(), false, List.of());

        assertThat(facts.locks(Optional.empty()).fastPath()).isEqualTo(places);
        assertThat(facts.locks(Optional.empty()).unbounded()).isEqualTo(3);
    }
}
