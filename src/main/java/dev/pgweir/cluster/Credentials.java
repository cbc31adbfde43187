package dev.pgweir.cluster;

/**
 * A database user and its password.
 *
 * @param username the database role the gateway logs in as
 * @param password its password; empty where the server asks for none
 */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username;
    }
}
