package dev.pgweir.web.problem;

import dev.pgweir.postgres.ServerFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** Finds the row of an import at which COPY failed, in what the server says of it. Pure. */
final class CopiedRow {

    /** Of any language, as in {@code COPY sales, line 5, column order_date: "x"}. */
    private static final Pattern COPIED =
            Pattern.compile("^COPY .+?, \\D*(?<line>\\d+)(?:, \\S+ (?<column>[^:]+?) ?: )?", Pattern.MULTILINE);

    private CopiedRow() {}

    /** Its {@code line}, and the {@code column} if it is known; empty where nothing was copied. */
    static Map<String, Object> place(ServerFailure failure) {
        return failure.told().map(CopiedRow::place).orElse(Map.of());
    }

    private static Map<String, Object> place(ServerErrorMessage message) {
        var where = COPIED.matcher(String.valueOf(message.getWhere()));
        if (!where.find()) {
            return Map.of();
        }
        Map<String, Object> place = new LinkedHashMap<>(Map.of("line", Long.valueOf(where.group("line"))));
        Optional.ofNullable(where.group("column"))
                .or(() -> Optional.ofNullable(message.getColumn()))
                .ifPresent(column -> place.put("column", column));
        return place;
    }
}
