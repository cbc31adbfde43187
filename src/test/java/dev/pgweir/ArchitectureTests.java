package dev.pgweir;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.pgweir.request.Hedged;
import dev.pgweir.request.NotRepeatable;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.transaction.annotation.Transactional;

/** Holds the compiled classes to the rules of the house that Spring Modulith does not know. */
@AnalyzeClasses(packages = "dev.pgweir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final int MOST_TYPES_IN_A_PACKAGE = 15;
    private static final int MOST_PARTS_OF_A_CLASS = 7;

    @ArchTest
    static final ArchRule onlyWebAdminAndTheContractSpeakHttp = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.pgweir.web..", "dev.pgweir.admin..", "dev.pgweir.openapi.document..", "dev.pgweir.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    /** They are answered where there is no servlet yet, too. */
    @ArchTest
    static final ArchRule problemsKnowNoServlets = noClasses()
            .that()
            .resideInAPackage("dev.pgweir.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web.servlet..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyClusterRoutingAndEmbeddedOpenConnections = noClasses()
            .that()
            .resideOutsideOfPackages("dev.pgweir.cluster..", "dev.pgweir.routing..", "dev.pgweir.embedded..")
            .should()
            .dependOnClassesThat(type(Driver.class)
                    .or(type(DriverManager.class))
                    .or(resideInAnyPackage("com.zaxxer.hikari..", "org.postgresql.ds..")));

    /** It only says that a transaction reads; the node is chosen below it, in the data source. */
    @ArchTest
    static final ArchRule resourcesKnowNoNodes = noClasses()
            .that()
            .resideInAPackage("dev.pgweir.resources..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.pgweir.routing..", "dev.pgweir.cluster..");

    @ArchTest
    static final ArchRule stagesBeforeTheDatabaseArePure = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.pgweir.resources.request..",
                    "dev.pgweir.resources.statement..",
                    "dev.pgweir.resources.body..",
                    "dev.pgweir.resources.query..",
                    "dev.pgweir.resources.parse..",
                    "dev.pgweir.resources.plan..",
                    "dev.pgweir.resources.sql..")
            .should()
            .dependOnClassesThat(doMoreThanCompute());

    @ArchTest
    static final ArchRule representationReadsResultsAndDoesNothingElse = noClasses()
            .that()
            .resideInAPackage("dev.pgweir.resources.json..")
            .should()
            .dependOnClassesThat(
                    doMoreThanCompute().and(not(type(ResultSet.class))).and(not(type(SQLException.class))));

    /** A clock may jump: a moment of the calendar is shown to people, and never reckoned with. */
    @ArchTest
    static final ArchRule clusterAndRoutingMeasureTimeByNoClockThatJumps = noClasses()
            .that()
            .resideInAnyPackage("dev.pgweir.cluster..", "dev.pgweir.routing..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat(type(Clock.class))
            .orShould()
            .callMethodWhere(describe(
                    "reckons with moments",
                    call -> call.getTargetOwner().isEquivalentTo(Instant.class)
                            && !call.getName().equals("now")));

    /** Elsewhere they would do nothing, without a word. */
    @ArchTest
    static final ArchRule onlyTransactionsAreHedgedOrKeptFromBeingRepeated = methods()
            .that()
            .areAnnotatedWith(Hedged.class)
            .or()
            .areAnnotatedWith(NotRepeatable.class)
            .should()
            .beAnnotatedWith(Transactional.class);

    /** The gateway's own small reads are hedged by {@link dev.pgweir.request.LoneReads}; a team's methods may be. */
    @ArchTest
    static final ArchRule onlyReadsAreHedged = methods()
            .that()
            .areAnnotatedWith(Hedged.class)
            .should()
            .beAnnotatedWith(describe(
                    "read-only",
                    annotation -> annotation.getRawType().isEquivalentTo(Transactional.class)
                            && annotation
                                    .get("readOnly")
                                    .filter(Boolean.TRUE::equals)
                                    .isPresent()))
            .allowEmptyShould(true);

    /** An attempt and a mark are of one call, and a connection outlives its requests. */
    @ArchTest
    static final ArchRule whatIsKeptForARequestIsInItsContext = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.pgweir.request..")
            .and()
            .areDeclaredInClassesThat()
            .haveNameNotMatching("dev\\.pgweir\\.(routing\\.repeat\\.RepeatScope"
                    + "|routing\\.checkout\\.TracelessTransactions|web\\.connection\\.ClientConnection)")
            .should()
            .haveRawType(ScopedValue.class);

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.pgweir.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule beansAreGivenTheirPartsByConstructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule packagesAreNamedAfterWhatTheyDo = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..config..", "..service..", "..dto..", "..impl..", "..common..", "..helper..");

    /** {@code BaseBackup} is PostgreSQL's own word. */
    @ArchTest
    static final ArchRule classesAreNamedAfterWhatTheyAre = classes()
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)")
            .andShould()
            .haveNameNotMatching(".*[.$]Base(?!Backup)[A-Z].*");

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        assertThat(topLevelTypes(all).map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .filteredOn(home -> !home.isAnnotatedWith(NullMarked.class))
                .isEmpty();
    }

    @ArchTest
    static void noPackageHoldsMoreTypesThanOneCanKeepInMind(JavaClasses all) {
        var types = topLevelTypes(all).collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(types.entrySet())
                .isNotEmpty()
                .filteredOn(home -> home.getValue() > MOST_TYPES_IN_A_PACKAGE)
                .isEmpty();
    }

    /** A record of configuration has one for each key, and is made by their names. */
    @ArchTest
    static void noClassIsMadeOfMorePartsThanOneCanTellApart(JavaClasses all) {
        var constructors = all.stream()
                .filter(type -> !type.isEnum() && !isConfiguration(type))
                .flatMap(type -> type.getConstructors().stream());

        assertThat(constructors)
                .isNotEmpty()
                .filteredOn(constructor -> constructor.getRawParameterTypes().size() > MOST_PARTS_OF_A_CLASS)
                .isEmpty();
    }

    private static boolean isConfiguration(JavaClass type) {
        return type.isAnnotatedWith(ConfigurationProperties.class)
                || type.getEnclosingClass()
                        .filter(outer -> isConfiguration(outer))
                        .isPresent();
    }

    private static Stream<JavaClass> topLevelTypes(JavaClasses all) {
        return all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    /** Modulith's annotations say what a package shows, and do nothing. */
    private static DescribedPredicate<JavaClass> doMoreThanCompute() {
        return resideInAnyPackage("org.springframework..", "javax.sql..", "java.sql..", "org.postgresql..")
                .and(not(resideInAPackage("org.springframework.modulith..")));
    }
}
