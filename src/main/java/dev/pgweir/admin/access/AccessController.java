package dev.pgweir.admin.access;

import dev.pgweir.access.AccessFindings;
import dev.pgweir.access.AccessFindings.Finding;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators which roles callers may have, and what the doctor finds in these. */
@RestController
@Tag(name = "admin")
final class AccessController {

    private final AccessFindings findings;

    AccessController(AccessFindings findings) {
        this.findings = findings;
    }

    /**
     * What is known of roles.
     *
     * @param roles those that callers may have
     * @param findings what is doubtful
     */
    record AccessReport(List<String> roles, List<Finding> findings) {}

    @Operation(
            operationId = "accessReport",
            summary = "Roles of callers, and what is doubtful in them",
            description =
                    "The roles that callers may have, and findings in their grants and in the policies of tables, each "
                            + "with the SQL that would mend it. Empty where callers are not told apart.")
    @GetMapping(path = "/admin/access", produces = MediaType.APPLICATION_JSON_VALUE)
    AccessReport report() {
        return new AccessReport(findings.roles(), findings.find());
    }
}
