/** What does an operator see and do? */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "access :: caller",
            "cluster",
            "cluster :: membership",
            "cluster :: control",
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
