package dev.pgweir.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A database user, its password, and how it may be asked for.
 *
 * @param username the database role the gateway logs in as
 * @param password its password; empty where the server asks for none
 * @param passwordFile a file with the password in its place, which may change
 * @param requireAuth the ways of authentication that a server on another machine may choose, as the driver has them; empty for any
 */
public record Credentials(String username, String password, Optional<Path> passwordFile, String requireAuth) {

    /** A password that does not change, told to any server. */
    public Credentials(String username, String password) {
        this(username, password, Optional.empty(), "");
    }

    /** Those of another user, asked for in the same ways. */
    public Credentials as(Credentials user) {
        return new Credentials(user.username, user.password, user.passwordFile, requireAuth);
    }

    /** The password as of now. */
    String currentPassword() throws IOException {
        return passwordFile.isEmpty()
                ? password
                : Files.readString(passwordFile.get()).stripTrailing();
    }

    @Override
    public String toString() {
        return username;
    }
}
