package dev.pgweir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.chart.KubernetesModels.Endpoint;
import dev.pgweir.chart.KubernetesModels.PodMonitor;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the objects that are rendered fit each other. */
class ReleaseTests {

    @TempDir
    static Path folder;

    private static HelmChart chart;

    @BeforeAll
    static void copy() throws IOException {
        chart = HelmChart.copiedTo(folder);
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void givesRequestsTheTimeThatTheyMayTakeBeforeItEnds(Path values) throws IOException {
        var release = chart.render(values);
        var config = new ConfigurationText(release.applicationYaml());
        var drain = config.seconds("spring.lifecycle.timeout-per-shutdown-phase");
        var sleep = release.gateway().getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(drain).isGreaterThan(config.seconds("pgweir.web.max-deadline"));
        assertThat(release.pod().getTerminationGracePeriodSeconds()).isGreaterThan(sleep + drain);
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void namesObjectsThatAreThereAndSecretsOfTheValues(Path values) throws IOException {
        var release = chart.render(values);
        var given = Files.readString(values);

        assertThat(configMaps(release)).isNotEmpty().isSubsetOf(names(release.all(ConfigMap.class)));
        assertThat(names(release.all(ServiceAccount.class)))
                .contains(release.pod().getServiceAccountName());
        assertThat(secrets(release))
                .hasSizeGreaterThan(1)
                .allSatisfy(secret -> assertThat(given).containsPattern("\\b" + secret + "\\b"));
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void selectsTheGatewaysAndNothingElse(Path values) throws IOException {
        var release = chart.render(values);
        var labels = release.deployment().getSpec().getTemplate().getMetadata().getLabels();
        var tests = release.all(Pod.class);

        assertThat(tests).hasSize(1);
        assertThat(selectors(release))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(selector -> assertThat(labels).isNotEmpty().containsAllEntriesOf(selector))
                .noneSatisfy(selector ->
                        assertThat(tests.getFirst().getMetadata().getLabels()).containsAllEntriesOf(selector));
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void namesPortsOfTheGateway(Path values) throws IOException {
        var release = chart.render(values);
        var gateway = release.gateway();
        var ports = gateway.getPorts().stream().map(ContainerPort::getName).toList();
        var probes = Stream.of(gateway.getStartupProbe(), gateway.getLivenessProbe(), gateway.getReadinessProbe())
                .map(probe -> probe.getHttpGet().getPort().getStrVal());
        var services = release.all(Service.class).stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .map(port -> port.getTargetPort().getStrVal());
        var admitted = release.all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal());
        var monitored = release.all(PodMonitor.class).stream()
                .flatMap(monitor -> monitor.spec().podMetricsEndpoints().stream())
                .map(Endpoint::port);

        assertThat(Stream.of(probes, services, admitted, monitored).flatMap(names -> names))
                .hasSizeGreaterThan(3)
                .isSubsetOf(ports);
    }

    /** Without a limit of memory, the cache that makes the start quick is passed over. */
    @ParameterizedTest
    @MethodSource("dev.pgweir.chart.HelmChart#accepted")
    void runsAVersionWithAsLittlePrivilegeAsItNeeds(Path values) throws IOException {
        var release = chart.render(values);
        var security = release.gateway().getSecurityContext();

        assertThat(release.gateway().getImage()).matches("[\\w./-]+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})");
        assertThat(release.gateway().getResources().getLimits()).containsKey("memory");
        assertThat(release.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void isOfTheVersionOfTheProject() throws IOException {
        var project = Files.readString(Path.of("pom.xml"))
                .replaceFirst("(?s).*?<artifactId>pgweir</artifactId>\\s*<version>([^<-]*).*", "$1");

        assertThat(new ConfigurationText(Files.readString(HelmChart.FOLDER.resolve("Chart.yaml"))).text("appVersion"))
                .isEqualTo(project);
    }

    private static List<String> configMaps(Release release) {
        return release.pod().getVolumes().stream()
                .map(Volume::getConfigMap)
                .filter(Objects::nonNull)
                .map(config -> config.getName())
                .toList();
    }

    private static List<String> secrets(Release release) {
        var mounted = release.pod().getVolumes().stream()
                .map(Volume::getProjected)
                .filter(Objects::nonNull)
                .flatMap(volume -> volume.getSources().stream())
                .map(VolumeProjection::getSecret)
                .map(secret -> secret.getName());
        var certificates = release.all(Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getTls().stream())
                .map(IngressTLS::getSecretName);
        var tokens = release.all(PodMonitor.class).stream()
                .flatMap(monitor -> monitor.spec().podMetricsEndpoints().stream())
                .map(Endpoint::authorization)
                .filter(Objects::nonNull)
                .map(authorization -> authorization.credentials().getName());
        return Stream.of(mounted, certificates, tokens)
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static List<Map<String, String>> selectors(Release release) {
        var services = release.all(Service.class).stream()
                .map(service -> service.getSpec().getSelector());
        var budgets = release.all(PodDisruptionBudget.class).stream()
                .map(budget -> budget.getSpec().getSelector());
        var policies = release.all(NetworkPolicy.class).stream()
                .map(policy -> policy.getSpec().getPodSelector());
        var monitors = release.all(PodMonitor.class).stream()
                .map(monitor -> monitor.spec().selector());
        var spread =
                release.pod().getTopologySpreadConstraints().stream().map(constraint -> constraint.getLabelSelector());
        var own = Stream.of(release.deployment().getSpec().getSelector());
        return Stream.concat(
                        services,
                        Stream.of(own, budgets, policies, monitors, spread)
                                .flatMap(all -> all)
                                .map(LabelSelector::getMatchLabels))
                .toList();
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }
}
