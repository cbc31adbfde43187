package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NullStripperTests {

    /** What PostgreSQL's json_strip_nulls makes of it, but for blanks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":null}                              | {}
            {"a":null,"b":1,"c":null,"d":2}         | {"b":1,"d":2}
            {"a":1,"b":null}                        | {"a":1}
            [null,{"a":null},[{"b":null,"c":[]}]]   | [null,{},[{"c":[]}]]
            {"a":{"b":null},"c":{"d":{"e":null},"f":3},"g":null} | {"a":{},"c":{"d":{},"f":3}}
            {"a":"null","null":null,"x\\"y":"},{"} | {"a":"null","x\\"y":"},{"}
            {"a" : null , "b" : [1 , null]}         | {  "b" : [1 , null]}
            {"a":true,"b":-1.50e3,"é":"ü\\\\"}   | {"a":true,"b":-1.50e3,"é":"ü\\\\"}
            """)
    void leavesOutMembersThatAreNull(String json, String stripped) {
        var bytes = json.getBytes(UTF_8);
        var result = new JsonBuffer(bytes).withoutNulls();
        assertThat(new String(result.toByteArray(), UTF_8)).isEqualTo(stripped);
    }
}
