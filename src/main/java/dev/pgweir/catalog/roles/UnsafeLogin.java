package dev.pgweir.catalog.roles;

import java.util.List;
import java.util.stream.Collectors;

/** The login of requests could do something without the role of a caller: so nothing is served. */
public final class UnsafeLogin extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_TOLD = 10;

    private final transient List<Flaw> flaws;

    /**
     * What it could do.
     *
     * @param flaw what is wrong with it
     * @param remedy the statement that mends that
     */
    record Flaw(String flaw, String remedy) {}

    UnsafeLogin(List<Flaw> flaws) {
        super("The database user that requests log in as could see or change rows without the role of a caller: "
                + flaws.stream().limit(MOST_TOLD).map(Flaw::flaw).collect(Collectors.joining("; ")));
        this.flaws = flaws;
    }

    /** The statements that mend it, one a line. */
    String remedies() {
        return flaws.stream()
                .limit(MOST_TOLD)
                .map(flaw -> "  " + flaw.remedy() + ";")
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
