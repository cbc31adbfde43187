package dev.pgweir.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Reads objects as Kubernetes would, but refuses fields that it does not know, which Kubernetes may pass over. */
final class KubernetesModels {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new WithoutFurtherFields())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class));

    private KubernetesModels() {}

    static Object read(Map<?, ?> object) {
        var kind = object.get("apiVersion") + " " + object.get("kind");
        var model = MODELS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException("There is no model of " + kind);
        }
        return STRICT.convertValue(object, model);
    }

    /** The models keep fields that they do not know, for later versions of Kubernetes. */
    private static final class WithoutFurtherFields extends JacksonAnnotationIntrospector {

        @Override
        public @Nullable Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
            return super.hasAnySetter(config, member) == null ? null : false;
        }
    }

    /** Of the Prometheus operator, as far as the chart uses it. */
    record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, PodMonitorSpec spec) {}

    record PodMonitorSpec(LabelSelector selector, List<Endpoint> podMetricsEndpoints) {}

    record Endpoint(
            String port,
            String path,
            String interval,
            @Nullable Authorization authorization,
            List<Relabeling> relabelings) {}

    record Authorization(SecretKeySelector credentials) {}

    record Relabeling(String targetLabel, String replacement) {}

    /** Of the Prometheus operator, too. */
    record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, PrometheusRuleSpec spec) {}

    record PrometheusRuleSpec(List<Group> groups) {}

    record Group(String name, List<Alert> rules) {}

    /** {@code for} is no name in Java. */
    record Alert(
            String alert,
            String expr,
            @JsonProperty("for") @Nullable String duration,
            Map<String, String> labels,
            Map<String, String> annotations) {}
}
