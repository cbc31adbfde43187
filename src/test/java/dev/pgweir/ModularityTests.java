package dev.pgweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
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
                        .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                        .filter(stated -> !List.of(stated.allowedDependencies())
                                .contains(org.springframework.modulith.ApplicationModule.OPEN_TOKEN))
                        .isEmpty())
                .map(module -> module.getDisplayName());

        assertThat(MODULES).isNotEmpty();
        assertThat(silent).isEmpty();
    }

    /** A package may be cut in two without that more is shown; ground-floor modules show all they have, so all are counted together. */
    @Test
    void sevenOfTenTypesAreSeenByTheirModuleOnly() {
        var types = MODULES.stream()
                .flatMap(module -> module.getBasePackage().stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .map(type -> isShown(module, type)))
                .toList();

        assertThat(types).hasSizeGreaterThan(400);
        assertThat(types.stream().filter(shown -> shown).count() * 10).isLessThanOrEqualTo(types.size() * 3L);
    }

    private static boolean isShown(ApplicationModule module, JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && module.getNamedInterfaces().stream().anyMatch(shown -> shown.contains(type));
    }
}
