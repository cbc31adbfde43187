package dev.pgweir.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** What {@code docker-compose.yml} promises, read as flat keys: {@code services.primary.image}. */
class ComposeFileTests {

    private final Map<String, String> compose = read();

    @ParameterizedTest
    @ValueSource(strings = {"primary", "replica1", "replica2"})
    void everyDatabaseIsPostgresql18WithAHealthCheckAndAVolume(String database) {
        var service = "services." + database;
        assertThat(compose)
                .containsEntry(service + ".image", "postgres:18")
                .containsEntry(service + ".volumes[0]", database + ":/var/lib/postgresql")
                .containsKey("volumes." + database)
                .hasEntrySatisfying(
                        service + ".healthcheck.test",
                        test -> assertThat(test).startsWith("pg_isready").contains("--host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica1", "replica2"})
    void everyReplicaIsMadeFromTheHealthyPrimaryThroughASlotOfItsOwn(String replica) {
        var service = "services." + replica;
        assertThat(compose)
                .contains(
                        entry(service + ".depends_on.primary.condition", "service_healthy"),
                        entry(service + ".environment.PRIMARY_HOST", "primary"),
                        entry(service + ".environment.REPLICATION_SLOT", replica),
                        entry(
                                service + ".volumes[1]",
                                "./docker/replica-entrypoint.sh:" + compose.get(service + ".entrypoint") + ":ro"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary", "replica1", "replica2"})
    void gatewayWaitsForEveryDatabaseAndHasItAsANode(String database) {
        assertThat(compose)
                .containsEntry("services.gateway.depends_on.%s.condition".formatted(database), "service_healthy")
                .containsValue("jdbc:postgresql://%s/pgweir".formatted(database));
    }

    @Test
    void startsProxiesOnlyWhereTheyAreAskedFor() {
        var profiles = compose.entrySet().stream()
                .filter(line -> line.getKey().matches("services\\..*\\.profiles\\[0]"))
                .map(line -> line.getKey().split("\\.", -1)[1] + " " + line.getValue())
                .toList();
        assertThat(profiles)
                .containsExactlyInAnyOrder(
                        "gateway2 haproxy",
                        "haproxy haproxy",
                        "gateway-pooled pgbouncer",
                        "pgbouncer-primary pgbouncer",
                        "pgbouncer-replica1 pgbouncer",
                        "pgbouncer-replica2 pgbouncer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary", "replica1", "replica2"})
    void pooledGatewayReachesEveryDatabaseThroughAPgBouncerOfItsOwn(String database) {
        assertThat(compose)
                .containsEntry("services.pgbouncer-%s.environment.NODE_HOST".formatted(database), database)
                .containsValue("jdbc:postgresql://pgbouncer-%s:6432/pgweir".formatted(database))
                .containsEntry("services.gateway-pooled.environment.PGWEIR_CLUSTER_POOLER", "session");
    }

    @Test
    void haproxyKnowsBothGatewaysByTheNamesInItsConfiguration() throws IOException {
        assertThat(Files.readString(Path.of("docker/haproxy/haproxy.cfg")))
                .contains("${HAPROXY_BIND}", "${GATEWAY_1}", "${GATEWAY_2}");
        assertThat(compose)
                .containsEntry("services.haproxy.environment.GATEWAY_1", "gateway:8080")
                .containsEntry("services.haproxy.environment.GATEWAY_2", "gateway2:8080");
    }

    @Test
    void everyMountedFileExistsAndEveryScriptMayBeRun() {
        var mounted = values("volumes\\[")
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> Path.of(volume.substring(0, volume.indexOf(':'))))
                .toList();
        assertThat(mounted)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(file -> assertThat(file).isRegularFile());
        assertThat(mounted).filteredOn(file -> file.toString().endsWith(".sh")).allMatch(Files::isExecutable);
    }

    @Test
    void everyPasswordMayBeReplacedByTheEnvironment() {
        assertThat(values("_PASSWORD$"))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(password -> assertThat(password).matches("\\$\\{[A-Z]+_PASSWORD:-[a-z]+}"));
    }

    private Stream<String> values(String key) {
        return compose.entrySet().stream()
                .filter(line -> line.getKey().startsWith("services."))
                .filter(line -> line.getKey().matches(".*" + key + ".*"))
                .map(Map.Entry::getValue);
    }

    private static Map<String, String> read() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("docker-compose.yml"));
        var lines = new TreeMap<String, String>();
        Objects.requireNonNull(yaml.getObject()).forEach((key, value) -> lines.put("" + key, "" + value));
        return lines;
    }
}
