package dev.pgweir.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Period;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTypeTests {

    @ParameterizedTest
    @CsvSource({
        "INT2, -32768, -32768",
        "INT4, +7, 7",
        "INT8, 9223372036854775807, 9223372036854775807",
        "DATE, 2024-02-29, 2024-02-29",
        "DATE, 0001-01-01, 0001-01-01",
        "TIMESTAMP, 2024-02-29, 2024-02-29 00:00:00",
        "TIMESTAMP, 2024-02-29T12:30, 2024-02-29 12:30:00",
        "TIMESTAMP, 1969-12-31 23:59:59.999999, 1969-12-31 23:59:59.999999",
        "TIMESTAMPTZ, 2024-02-29T12:30:00Z, 2024-02-29 12:30:00+00",
        "TIMESTAMPTZ, 2024-03-01 00:00:00+05:30, 2024-02-29 18:30:00+00",
        "TIMESTAMPTZ, 1890-01-01 00:00:00.5-00:25:21, 1890-01-01 00:25:21.5+00",
        "TIMESTAMPTZ, 2024-01-01, 2024-01-01 00:00:00+00",
        "TIMESTAMPTZ, 2024-01-01T12:30:00, 2024-01-01 12:30:00+00",
        "UUID, FFFFFFFF-ffff-4fff-8fff-ffffffffffff, ffffffff-ffff-4fff-8fff-ffffffffffff",
        "UUID, 00000000-0000-0000-0000-000000000001, 00000000-0000-0000-0000-000000000001",
    })
    void readsAValueAndWritesItInItsOneForm(KeyType type, String text, String canonical) {
        assertThat(type.parse(text)).map(KeyValue::text).contains(canonical);
        assertThat(type.parse(canonical)).isEqualTo(type.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "INT2, 32768",
        "INT4, 2147483648",
        "INT8, 9223372036854775808",
        "INT8, 0x10",
        "INT8, 1_000",
        "INT8, ''",
        "DATE, today",
        "DATE, infinity",
        "DATE, 2024-1-5",
        "DATE, 2023-02-29",
        "DATE, 0000-01-01",
        "DATE, 10000-01-01",
        "DATE, 0044-03-15 BC",
        "TIMESTAMP, 2024-01-01T00:00:00Z",
        "TIMESTAMP, 2024-01-01T00:00:00.1234567",
        "TIMESTAMP, 2024-01-01T24:00:00",
        "TIMESTAMPTZ, now",
        "TIMESTAMPTZ, 0001-01-01T00:00:00+01",
        "UUID, 1-1-1-1-1",
        "UUID, {00000000-0000-0000-0000-000000000001}",
    })
    void leavesToTheServerWhatItDoesNotUnderstand(KeyType type, String text) {
        assertThat(type.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INT4, -2, 10",
        "DATE, 1969-12-31, 1970-01-01",
        "TIMESTAMP, 2024-01-01, 2024-01-01 00:00:00.000001",
        "TIMESTAMPTZ, 2024-01-01T01:00:00+02, 2024-01-01T00:00:00Z",
        "UUID, 7fffffff-ffff-ffff-ffff-ffffffffffff, 80000000-0000-0000-0000-000000000000",
        "UUID, 00000000-0000-0000-7fff-ffffffffffff, 00000000-0000-0000-8000-000000000000",
    })
    void ordersValuesAsTheServerDoes(KeyType type, String less, String greater) {
        assertThat(type.parse(less).orElseThrow())
                .isLessThan(type.parse(greater).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "INT2, 32767",
        "INT4, 2147483647",
        "INT8, 9223372036854775807",
        "DATE, 9999-12-31",
        "TIMESTAMP, 9999-12-31T23:59:59.999999",
        "TIMESTAMPTZ, 9999-12-31T23:59:59.999999Z",
        "UUID, ffffffff-ffff-ffff-ffff-ffffffffffff",
    })
    void hasNothingAboveTheLastValue(KeyType type, String last) {
        assertThat(type.parse(last).orElseThrow().next()).isEmpty();
    }

    @Test
    void textAndPositionAgreeEverywhereOnEachLine() {
        Random random = new Random(1);
        for (KeyType type : KeyType.values()) {
            for (int i = 0; i < 500; i++) {
                type.at(new BigInteger(130, random).shiftRight(random.nextInt(130)))
                        .ifPresent(value -> {
                            assertThat(type.parse(value.text())).contains(value);
                            value.next().ifPresent(next -> assertThat(next).isGreaterThan(value));
                        });
            }
        }
    }

    @Test
    void refusesToCompareDifferentTypes() {
        KeyValue number = KeyType.INT8.parse("1").orElseThrow();
        KeyValue day = KeyType.DATE.parse("1970-01-02").orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> number.compareTo(day));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2024-01-31, P1M, 2024-02-29",
        "DATE, 2024-01-31, P-90D, 2023-11-02",
        "TIMESTAMP, 2024-01-31 10:00, P1M, 2024-02-29 10:00:00",
        "TIMESTAMPTZ, 2024-01-31 10:00+02, P1D, 2024-02-01 08:00:00+00",
        "UUID, 018d5f5e-0000-7000-8000-000000000001, P0D, 018d5f5e-0000-0000-0000-000000000000",
    })
    void goesAlongTheCalendar(KeyType type, String text, Period amount, String later) {
        assertThat(type.parse(text).orElseThrow().plus(amount))
                .map(KeyValue::text)
                .contains(later);
    }

    @Test
    void hasNoCalendarForNumbers() {
        assertThat(KeyType.INT4.parse("1").orElseThrow().plus(Period.ofDays(1))).isEmpty();
        assertThat(KeyType.DATE.parse("9999-12-31").orElseThrow().plus(Period.ofDays(1)))
                .isEmpty();
    }
}
