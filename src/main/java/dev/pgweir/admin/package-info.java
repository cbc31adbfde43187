/** What does an operator see and do? */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "access :: apikey",
            "access :: caller",
            "access :: revocation",
            "cluster",
            "cluster :: membership",
            "cluster :: control",
            "postgres",
            "problem",
            "request",
            "routing",
            "catalog",
            "lifecycle",
            "lifecycle :: doctor",
            "lifecycle :: operators",
            "web :: connection"
        })
package dev.pgweir.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
