package dev.pgweir.admin.credentials;

import dev.pgweir.access.revocation.Revocations;
import dev.pgweir.admin.guard.Change;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Has tokens count no more that are still valid. */
@RestController
@RequestMapping("/admin/revocations")
@Tag(name = "admin")
final class RevocationsController {

    private static final Logger log = LoggerFactory.getLogger(RevocationsController.class);

    private final Revocations revocations;

    RevocationsController(Revocations revocations) {
        this.revocations = revocations;
    }

    @Operation(
            operationId = "revokeTokens",
            summary = "Revoke tokens",
            description =
                    "Those of an issuer for which all holds that is given. Other gateways refuse them after two seconds. Needs "
                            + "the scope pgweir.operate, or the gateway's own machine.")
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    RevocationReport revoke(@RequestBody WantedRevocation wanted, HttpServletRequest by) {
        var revocation = wanted.toRevocation(revocations.issuers());
        var report = RevocationReport.of(revocation).as(revocations.add(revocation));
        Change.after(by, report.inWords());
        return report;
    }

    @Operation(
            operationId = "getRevocations",
            summary = "List what was revoked",
            description = "As far as it has not ended. Needs the scope pgweir.operate, or the gateway's own machine.")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    List<RevocationReport> list() {
        return revocations.all().stream().map(RevocationReport::of).toList();
    }

    @Operation(
            operationId = "removeRevocation",
            summary = "Have revoked tokens count again",
            description =
                    "As far as they are still valid. Needs the scope pgweir.operate, or the gateway's own machine.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id, HttpServletRequest by) {
        var removed = revocations.remove(id).orElseThrow(CredentialProblems::unknownRevocation);
        Change.before(by, RevocationReport.of(removed).inWords());
    }

    @ExceptionHandler
    ErrorResponse unreadable(HttpMessageNotReadableException failure) {
        log.debug("a request to revoke tokens could not be read", failure);
        return CredentialProblems.malformedRevocation(
                "the body is a JSON object of the form that is wanted, with times such as 2027-01-31T12:00:00Z");
    }

    @ExceptionHandler
    ErrorResponse unknown(MethodArgumentTypeMismatchException failure) {
        log.debug("an id of a revocation is no number", failure);
        return CredentialProblems.unknownRevocation();
    }
}
