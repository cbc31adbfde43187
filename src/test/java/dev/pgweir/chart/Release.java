package dev.pgweir.chart;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The objects that are rendered, each read into its model of Kubernetes' API.
 *
 * @param objects of whatever types
 */
record Release(List<Object> objects) {

    static Release of(String manifests) {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return new Release(StreamSupport.stream(yaml.loadAll(manifests).spliterator(), false)
                .map(document -> KubernetesModels.read((Map<?, ?>) document))
                .toList());
    }

    <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Deployment deployment() {
        return all(Deployment.class).getFirst();
    }

    /** What the Deployment makes. */
    PodSpec pod() {
        return deployment().getSpec().getTemplate().getSpec();
    }

    Container gateway() {
        return pod().getContainers().getFirst();
    }

    /** The text of the gateway's configuration. */
    String applicationYaml() {
        return all(ConfigMap.class).stream()
                .map(config -> config.getData().get("application.yaml"))
                .filter(text -> text != null)
                .findFirst()
                .orElseThrow();
    }
}
