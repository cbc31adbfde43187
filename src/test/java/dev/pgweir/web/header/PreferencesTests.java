package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.Choice;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PreferencesTests {

    private static final Set<Preference> ALL = EnumSet.allOf(Preference.class);

    @Test
    void sayHowToWrite() {
        var options = of("return=representation, missing=default, resolution=merge-duplicates, max-affected=5, "
                        + "tx=rollback, partition-move=allow")
                .writeOptions();

        assertThat(options.returning()).isTrue();
        assertThat(options.missingDefault()).isTrue();
        assertThat(options.resolution()).contains(Resolution.MERGE);
        assertThat(options.maxAffected()).isEqualTo(5);
        assertThat(options.rollback()).isTrue();
        assertThat(options.choices().contains(Choice.SINGLE)).isFalse();
        assertThat(options.moving()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return=minimal, tx=commit, missing=null, partition-move=refuse", "unknown=x"})
    void meanAPlainWriteWhereNothingElseIsSaid(String header) {
        assertThat(of(header).writeOptions()).isEqualTo(WriteOptions.PLAIN);
    }

    @Test
    void sayHowToRead() {
        assertThat(of("count=planned").count()).contains(CountMode.PLANNED);
        assertThat(of("return=representation").count()).isEmpty();
        assertThat(of("explain-partitions").explainsPartitions()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RETURN=representation                  | return=representation
                    return = "representation"              | return=representation
                    count=exact; foo=bar                   | count=exact
                    count=exact, count=planned             | count=exact
                    , ,count=exact,                        | count=exact
                    explain-partitions                     | explain-partitions
                    """)
    void areReadAsTheStandardWritesThem(String header, String applied) {
        assertThat(of(header).applied()).contains(applied);
    }

    @Test
    void comeInSeveralHeaders() {
        assertThat(of("count=exact", "tx=rollback").applied()).contains("count=exact, tx=rollback");
    }

    @Test
    void countIfTheyMeanSomethingForTheRequestOnly() {
        var request = request("count=exact, tx=rollback");

        assertThat(Preferences.of(request, EnumSet.of(Preference.COUNT)).applied())
                .contains("count=exact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"count=perhaps", "return=nothing", "resolution=guess", "colour=blue"})
    void arePassedOverWhereTheyAreNotKnown(String header) {
        assertThat(of(header).applied()).isEmpty();
        assertRefused("handling=strict, " + header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tx=rolback", "missing=none", "max-affected=-1", "max-affected=", "partition-move=maybe"})
    void areRefusedWhereAGuessCouldWriteWhatWasToBeUndone(String header) {
        assertRefused(header);
    }

    @Test
    void leaveOutWhatWasNotFollowed() {
        var preferences = of("count=estimated, tx=rollback");

        assertThat(preferences.without(Preference.TX).applied()).contains("count=estimated");
        assertThat(preferences.without(Preference.RETURN).applied()).contains("count=estimated, tx=rollback");
        assertThat(preferences.countedBy(CountMode.PLANNED).applied()).contains("count=planned, tx=rollback");
    }

    @Test
    void areAddedToThoseThatWereFollowedBefore() {
        var response = new MockHttpServletResponse();

        Preferences.addApplied(response, "wait=3");
        Preferences.addApplied(response, "count=exact");

        assertThat(response.getHeaders(Preferences.APPLIED)).containsExactly("wait=3, count=exact");
    }

    private static void assertRefused(String header) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> of(header))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("malformed-preference");
                    assertThat(refused.origin()).isEqualTo(new Origin.Header("Prefer"));
                });
    }

    private static Preferences of(String... headers) {
        return Preferences.of(request(headers), ALL);
    }

    private static MockHttpServletRequest request(String... headers) {
        var request = new MockHttpServletRequest();
        for (var header : headers) {
            request.addHeader("Prefer", header);
        }
        return request;
    }
}
