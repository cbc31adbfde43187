package dev.pgweir.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynchronousReplicationTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            '*'                                     | '*'
            'primary'                               | '"replica-1"'
            '"replica-1"'                           | '"primary"'
            'FIRST 1 ("replica-1", "replica-2")'    | 'FIRST 1 ("primary", "replica-2")'
            'ANY 1 (primary, "replica-1")'          | 'ANY 1 ("replica-1", "primary")'
            '"replica-10", "primary-2", primary_3'  | '"replica-10", "primary-2", primary_3'
            """)
    void swapsTheNamesOfTwoServersAndNoOthers(String before, String after) {
        var replication = new SynchronousReplication(Optional.of(before), Optional.of("'on'"));

        assertThat(replication.swapped("primary", "replica-1"))
                .isEqualTo(new SynchronousReplication(Optional.of(after), Optional.of("'on'")));
    }
}
