package dev.pgweir.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ByteArrayResource;

/** Keys of a YAML file, read flat: {@code server.port}. */
final class ConfigurationText {

    private final Properties keys;

    ConfigurationText(String yaml) {
        var factory = new YamlPropertiesFactoryBean();
        factory.setResources(new ByteArrayResource(yaml.getBytes(UTF_8)));
        keys = Objects.requireNonNull(factory.getObject());
    }

    String text(String key) {
        return Objects.requireNonNull(keys.getProperty(key), key);
    }

    long seconds(String key) {
        return DurationStyle.detectAndParse(text(key)).toSeconds();
    }
}
