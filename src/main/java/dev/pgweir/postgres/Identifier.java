package dev.pgweir.postgres;

/** Names as SQL writes them (PostgreSQL manual, chapter 4.1.1). The only place where they are quoted. */
public final class Identifier {

    private Identifier() {}

    /** The name between double quotes, whatever it holds. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
