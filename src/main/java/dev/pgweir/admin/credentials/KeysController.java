package dev.pgweir.admin.credentials;

import dev.pgweir.access.AccessFindings;
import dev.pgweir.access.apikey.ApiKeys;
import dev.pgweir.admin.guard.Change;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** Makes, lists and revokes API keys. */
@RestController
@RequestMapping("/admin/keys")
@Tag(name = "admin")
final class KeysController {

    private static final Logger log = LoggerFactory.getLogger(KeysController.class);

    private final ApiKeys keys;
    private final AccessFindings access;

    KeysController(ApiKeys keys, AccessFindings access) {
        this.keys = keys;
        this.access = access;
    }

    @Operation(
            operationId = "makeKey",
            summary = "Make an API key",
            description =
                    "The answer has the key, which is kept nowhere. Other gateways take it after two seconds. Needs the "
                            + "scope pgweir.operate, or the gateway's own machine.")
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<MadeKey> make(@RequestBody WantedKey wanted, HttpServletRequest by) {
        requireOn();
        var key = wanted.toKey();
        key.role().ifPresent(this::requireGranted);
        var made = keys.make(key);
        Change.after(by, KeyReport.of(made.key()).inWords());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new MadeKey(made.key().id(), made.text()));
    }

    @Operation(
            operationId = "getKeys",
            summary = "List the API keys",
            description = "Without their secrets. Needs the scope pgweir.operate, or the gateway's own machine.")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    List<KeyReport> list() {
        requireOn();
        return keys.all().stream().map(KeyReport::of).toList();
    }

    @Operation(
            operationId = "revokeKey",
            summary = "Revoke an API key",
            description =
                    "For good. Other gateways refuse it after two seconds. Needs the scope pgweir.operate, or the gateway's "
                            + "own machine.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, HttpServletRequest by) {
        requireOn();
        var revoked = keys.revoke(id).orElseThrow(CredentialProblems::unknownKey);
        Change.before(by, KeyReport.of(revoked).inWords());
    }

    private void requireGranted(String role) {
        if (!access.roles().contains(role)) {
            throw CredentialProblems.notGranted(role);
        }
    }

    private void requireOn() {
        if (!keys.areOn()) {
            throw CredentialProblems.noKeys();
        }
    }

    @ExceptionHandler
    ErrorResponse unreadable(HttpMessageNotReadableException failure) {
        log.debug("a request for a key could not be read", failure);
        return CredentialProblems.malformedKey(
                "the body is a JSON object of the form that is wanted, with a time such as 2027-01-31T12:00:00Z");
    }
}
