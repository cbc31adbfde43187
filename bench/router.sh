#!/usr/bin/env bash
# Measures by JMH what one decision of the router costs. Arguments are JMH's: bench/router.sh -prof gc RouterBenchmark.read
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(.ci/find-jdk)
export JAVA_HOME
./mvnw -B -q -Pbench test-compile "-Dbench.arguments=${*:-RouterBenchmark}"
