package dev.pgweir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.routing.pool.RoutingProperties;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

/** The gateway's configuration, with files and variables as in the container, and with all that the gateway checks of it. */
class ChartConfigurationTests {

    /** Stands in each file, as something that all of them may hold: a key, in base64, and as good a name as any. */
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @TempDir
    static Path folder;

    private static HelmChart chart;

    /** Stands for the root of the container's file system. */
    @TempDir
    Path root;

    @BeforeAll
    static void copy() throws IOException {
        chart = HelmChart.copiedTo(folder);
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void isOneThatTheGatewayStartsWith(Path values) throws IOException {
        var release = chart.render(values);

        start(release, context -> {
            assertThat(context).hasNotFailed();
            var environment = context.getEnvironment();
            assertThat(ports(release))
                    .containsEntry("http", environment.getProperty("server.port", Integer.class))
                    .containsEntry(
                            "operators", context.getBean(AdminProperties.class).port());
            assertThat(environment.getProperty("pgweir.cluster.username")).isEqualTo(SECRET);
            assertThat(environment.getProperty("pgweir.routing.signing-key")).isEqualTo(SECRET);
        });
    }

    /** As the notes for the operator do. */
    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void reckonsWithTheConnectionsThatTheGatewayOpens(Path values) throws IOException {
        var release = chart.render(values);
        var reckoned = release.deployment().getMetadata().getAnnotations().get("pgweir.dev/connections-per-server");

        start(release, context -> {
            var pools = context.getBean(RoutingProperties.class);
            var own = context.getBean(AccessProperties.class).tellsCallersApart() ? ofTheGatewayItself() : 0;
            var probing = 1;
            assertThat(reckoned)
                    .isEqualTo("%d"
                            .formatted(pools.poolSize()
                                    + pools.fallbackPoolSize()
                                    + pools.streamPoolSize()
                                    + own
                                    + probing));
        });
    }

    private void start(Release release, Consumer<AssertableApplicationContext> check) throws IOException {
        mountSecrets(release);
        var config = Files.createDirectories(root.resolve("etc/pgweir"));
        Files.writeString(
                config.resolve("application.yaml"),
                release.applicationYaml().replace("/run/secrets/", root + "/run/secrets/"));
        var variables = variables(release);
        new ApplicationContextRunner()
                .withInitializer(context -> prepare(context.getEnvironment(), variables))
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withUserConfiguration(Checks.class)
                .run(check::accept);
    }

    /** As Spring Boot does it when it starts. */
    private static void prepare(ConfigurableEnvironment environment, Map<String, Object> variables) {
        environment.setConversionService(new ApplicationConversionService());
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
    }

    private void mountSecrets(Release release) throws IOException {
        var folders = release.gateway().getVolumeMounts().stream()
                .collect(Collectors.toMap(VolumeMount::getName, VolumeMount::getMountPath));
        for (var volume : release.pod().getVolumes()) {
            for (var file : files(volume)) {
                var path = Path.of(root + folders.get(volume.getName()), file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, SECRET);
            }
        }
    }

    private static List<String> files(Volume volume) {
        return Optional.ofNullable(volume.getProjected()).stream()
                .flatMap(projected -> projected.getSources().stream())
                .map(VolumeProjection::getSecret)
                .flatMap(secret -> secret.getItems().stream())
                .map(item -> item.getPath())
                .toList();
    }

    private Map<String, Object> variables(Release release) {
        var variables = new HashMap<String, Object>();
        for (var variable : release.gateway().getEnv()) {
            var value = Objects.requireNonNullElse(variable.getValue(), "a");
            variables.put(variable.getName(), value.replace("file:/etc/", "file:" + root + "/etc/"));
        }
        return variables;
    }

    private static Map<String, Integer> ports(Release release) {
        return release.gateway().getPorts().stream()
                .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort()));
    }

    private static int ofTheGatewayItself() {
        try {
            var factory = Class.forName("dev.pgweir.routing.pool.PoolFactory");
            return (int) Objects.requireNonNull(ReflectionTestUtils.getField(factory, "SYSTEM_SIZE"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** All records of the gateway's configuration, and what refuses to start for it. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.pgweir")
    @ComponentScan(
            basePackages = {"dev.pgweir.configuration", "dev.pgweir.access.caller"},
            useDefaultFilters = false,
            includeFilters =
                    @Filter(type = FilterType.REGEX, pattern = ".*\\.(ConfigurationCheck|AccessConfiguration)"))
    static class Checks {}
}
