FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /build
# A layer of its own: it is built anew only when the build file changes, not when a source file does.
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B -q dependency:go-offline
COPY docker/layers.xml docker/
COPY src/main src/main
RUN ./mvnw -B -q -Dmaven.test.skip=true -Dcodegen.skip package
# Lays the libraries out as files, which start faster than a jar of jars and can be cached ahead of time.
RUN java -Djarmode=tools -jar target/pgweir-*.jar \
    extract --layers --application-filename pgweir.jar --destination layers

FROM eclipse-temurin:25-jre-noble AS runtime
WORKDIR /opt/pgweir
# The layer embedded-cluster stays behind: in a container the nodes are always configured.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY docker/healthcheck.sh ./
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin pgweir

# Starts the gateway, sends it requests of every kind, and records loaded classes and profiles of methods. The cache fits
# this Java and these very files only, so it is trained on them. The JDK sends the requests; the packaged jar brings the
# servers, which do not run as root.
FROM runtime AS training
COPY --from=build /opt/java/openjdk /opt/jdk
COPY --from=build /build/target/pgweir-*.jar /training/
COPY docker/healthcheck.sh docker/train.sh docker/Train.java /training/
RUN chown pgweir /opt/pgweir
USER pgweir
RUN JAVA=/opt/java/openjdk/bin/java JDK=/opt/jdk /training/train.sh /training/pgweir-*.jar /opt/pgweir

FROM runtime
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Pgweir" \
    org.opencontainers.image.description="REST gateway to a PostgreSQL cluster" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION"
COPY --from=training /opt/pgweir/pgweir.aot ./
# By number, so that Kubernetes can tell that it is not root.
USER 10001
EXPOSE 8080
# Defaults that an operator can replace. The heap leaves a quarter of the container's memory to threads and buffers; give
# the container a limit, for the cache is passed over where the heap could reach 32 GB, as it is with ZGC or an agent. So
# little is alive in the heap that the serial collector is done in milliseconds, for less memory and processor time.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError"
# Everywhere within the container; who reaches it from outside, its published ports decide.
ENV SERVER_ADDRESS=0.0.0.0
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["./healthcheck.sh"]
# No shell in between: Java is process 1 and gets SIGTERM itself, on which it finishes the running requests.
# The cache fits headers of objects of this size only.
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:AOTCache=/opt/pgweir/pgweir.aot", "-jar", "/opt/pgweir/pgweir.jar"]
