package dev.pgweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the modules to the dependencies that each names in its {@code package-info.java}. */
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(PgweirApplication.class);

    @Test
    void modulesKeepToTheirAllowedDependencies() {
        MODULES.verify();
    }

    /** A module that names none may use any: so also where a package-info of the tests hides the module's own. */
    @Test
    void everyModuleNamesItsAllowedDependencies() {
        var silent = MODULES.stream()
                .filter(module -> module.getBasePackage()
                        .getAnnotation(ApplicationModule.class)
                        .filter(stated -> !List.of(stated.allowedDependencies()).contains(ApplicationModule.OPEN_TOKEN))
                        .isEmpty())
                .map(module -> module.getDisplayName());

        assertThat(MODULES).isNotEmpty();
        assertThat(silent).isEmpty();
    }
}
