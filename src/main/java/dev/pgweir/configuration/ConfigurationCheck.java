package dev.pgweir.configuration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/**
 * Checks the configuration before anything is made of it, such as an embedded cluster or a socket: each key under
 * {@code pgweir} is one that a record is bound to, wherever it comes from.
 */
@Component
final class ConfigurationCheck implements BeanFactoryPostProcessor {

    private static final String PREFIX = "pgweir";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var known = new KnownKeys();
        var records = Stream.of(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
                .filter(bean -> prefix(type(bean, beans)).isPresent())
                .toList();
        for (var bean : records) {
            var type = type(bean, beans);
            known.add(prefix(type).orElseThrow(), type);
        }
        refuseOthers(known, beans.getBean(ConfigurableEnvironment.class));
    }

    private static Class<?> type(String bean, ConfigurableListableBeanFactory beans) {
        return Objects.requireNonNull(beans.getType(bean, false));
    }

    private static Optional<String> prefix(Class<?> type) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class))
                .map(ConfigurationProperties::prefix)
                .filter(prefix -> prefix.equals(PREFIX) || prefix.startsWith(PREFIX + "."));
    }

    private static void refuseOthers(KnownKeys known, ConfigurableEnvironment environment) {
        var findings = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                Stream.of(listed.getPropertyNames())
                        .flatMap(name -> finding(name, listed, known).stream())
                        .forEach(findings::add);
            }
        }
        if (!findings.isEmpty()) {
            throw new UnknownKeys(List.copyOf(findings));
        }
    }

    private static Optional<String> finding(String name, EnumerablePropertySource<?> source, KnownKeys known) {
        if (source instanceof SystemEnvironmentPropertySource && !name.contains(".")) {
            return !name.regionMatches(true, 0, "PGWEIR_", 0, PREFIX.length() + 1)
                            || known.containsVariable(name)
                            || ForeignVariables.include(name, String.valueOf(source.getProperty(name)))
                    ? Optional.empty()
                    : Optional.of(finding(name, "an environment variable", known.nearestVariable(name)));
        }
        var key = ConfigurationPropertyName.adapt(name, '.');
        return key.isEmpty() || !ConfigurationPropertyName.of(PREFIX).isAncestorOf(key) || known.contains(key)
                ? Optional.empty()
                : Optional.of(finding(name, place(name, source), known.nearest(key)));
    }

    private static String finding(String name, String place, String nearest) {
        return "%s (%s): did you mean %s?".formatted(name, place, nearest);
    }

    private static String place(String name, EnumerablePropertySource<?> source) {
        return Optional.ofNullable(OriginLookup.getOrigin(source, name))
                .map(Object::toString)
                .orElse(source.getName());
    }
}
