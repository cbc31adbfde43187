package dev.pgweir.admin.credentials;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** What a refused change of keys and revocations is answered. */
final class CredentialProblems {

    private CredentialProblems() {}

    static ProblemException malformedKey(String message) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "malformed-api-key",
                message,
                "Send an object such as {\"kind\": \"publishable\", \"role\": \"web_anon\"}.");
    }

    static ProblemException notGranted(String role) {
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "role-not-granted",
                "%s is no role that callers may have".formatted(role),
                "GET /admin/access lists them. GRANT it to the database user that requests log in as, and name it in "
                        + "pgweir.access.roles where that is set.");
    }

    static ProblemException malformedRevocation(String message) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "malformed-revocation",
                message,
                "Send an object such as {\"issuer\": \"login\", \"subject\": \"alice\", \"issuedBefore\": \"2027-01-31T12:00:00Z\"}.");
    }

    static ProblemException noKeys() {
        return problem(
                HttpStatus.FORBIDDEN, "keys-off", "the gateway takes no API keys", "Set pgweir.access.keys=true.");
    }

    static ProblemException unknownKey() {
        return problem(
                HttpStatus.NOT_FOUND, "no-such-key", "there is no key of this id", "GET /admin/keys lists them.");
    }

    static ProblemException unknownRevocation() {
        return problem(
                HttpStatus.NOT_FOUND,
                "no-such-revocation",
                "there is no revocation of this id, or it has ended",
                "GET /admin/revocations lists them.");
    }

    private static ProblemException problem(HttpStatus status, String word, String message, String hint) {
        return Problem.of(status, word, message).hint(hint).toException();
    }
}
