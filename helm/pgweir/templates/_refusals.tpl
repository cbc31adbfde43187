{{/* What is wrong with the values, a line each that says what to do. What concerns one value alone, values.schema.json refuses. */}}
{{- define "pgweir.refusals" -}}
{{- $config := include "pgweir.config" . | fromYaml }}
{{- $access := $config.pgweir.access }}
{{- $keys := $access.keys }}
{{- $apart := or $keys (get $access "anonymous-role") $access.issuers $access.certificates }}
{{- with .Values }}
{{- if eq .image.tag "latest" }}
image.tag: name a version, for latest is another one after the next release
{{- end }}
{{- with .database }}
{{- $sources := len (compact (list .nodes .discovery.dns .discovery.patroni)) }}
{{- if ne $sources 1 }}
database: set exactly one of nodes, discovery.dns and discovery.patroni, where the gateway finds its servers; {{ $sources }} of them are set
{{- end }}
{{- if not .name }}
database.name: name the database on the nodes
{{- end }}
{{- if not .existingSecret.name }}
database.existingSecret.name: name a Secret with the database user and its password; the chart makes none
{{- end }}
{{- if and (hasPrefix "verify-" .tls.mode) (not .tls.existingSecret.name) }}
database.tls.existingSecret.name: {{ .tls.mode }} needs the certificate of the authority that the servers are known by
{{- end }}
{{- if and (eq .tls.mode "verify-full") .discovery.dns }}
database.tls.mode: nodes that are looked up by discovery.dns are addresses, which no certificate names: use verify-ca
{{- end }}
{{- end }}
{{- if not .signingKey.existingSecret.name }}
signingKey.existingSecret.name: name a Secret with 32 characters or more, the same for all pods; otherwise cursors and consistency tokens of one pod are refused by the others, and end with it
{{- end }}
{{- if not (or $access.open $apart) }}
access: say who may call. Set issuers, keys or anonymousRole to tell callers apart, or open: true to let all who reach the gateway do what its database user may
{{- end }}
{{- if and $access.open $apart }}
access.open: it lets everybody in, and goes with none of issuers, keys, anonymousRole and certificates: remove one or the other
{{- end }}
{{- range $i, $issuer := .access.issuers }}
{{- if ne 1 (len (pick $issuer "issuer" "jwksUrl" "keys" "existingSecret")) }}
access.issuers[{{ $i }}]: set exactly one of issuer, jwksUrl, keys and existingSecret, where the keys of {{ $issuer.name }} are found
{{- end }}
{{- end }}
{{- if not (dig "limits" "memory" "" .resources) }}
resources.limits.memory: set it. The heap is three quarters of it; without, the heap would be that of the whole machine, and the gateway would start slowly
{{- end }}
{{- with .autoscaling }}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) }}
autoscaling.minReplicas: {{ .minReplicas }} is more than maxReplicas, {{ .maxReplicas }}
{{- end }}
{{- end }}
{{- if and .ingress.enabled (not .ingress.host) }}
ingress.host: name the host that clients ask for
{{- end }}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) }}
httpRoute.parentRefs: name the Gateway that the route belongs to
{{- end }}
{{- if .networkPolicy.enabled }}
{{- range $node := .database.nodes }}
{{- if not (has (toString ($node.port | default 5432)) (splitList " " (join " " $.Values.networkPolicy.destinationPorts))) }}
networkPolicy.destinationPorts: add {{ $node.port | default 5432 }}, at which {{ $node.name }} listens
{{- end }}
{{- end }}
{{- end }}
{{- range $issuer := $access.issuers }}
{{- $keys = or $keys $issuer.operators }}
{{- end }}
{{- with .monitoring.podMonitor }}
{{- if and .enabled $keys (not .tokenSecret.name) }}
monitoring.podMonitor.tokenSecret.name: name a Secret with an API key or token of the scope pgweir.read. Metrics are told to those who show one, since access.keys, or an issuer with operators, lets operators have one
{{- end }}
{{- end }}
{{- end }}
{{- include "pgweir.refusals.config" . }}
{{- include "pgweir.refusals.connections" . }}
{{- end }}

{{/* Keys of "config" that have values of their own, those that the chart would not know again, and secrets. */}}
{{- define "pgweir.refusals.config" -}}
{{- $own := fromYaml `
server.address: ""
server.port: service.port
spring.config.import: secretFiles
spring.lifecycle.timeout-per-shutdown-phase: maxDeadlineSeconds
pgweir.web.max-deadline: maxDeadlineSeconds
pgweir.admin.address: ""
pgweir.admin.port: ""
pgweir.cluster.nodes: database.nodes
pgweir.cluster.discovery.dns: database.discovery
pgweir.cluster.discovery.patroni: database.discovery
pgweir.cluster.discovery.allowed: database.discovery
pgweir.cluster.discovery.database: database.name
pgweir.cluster.username: database.existingSecret
pgweir.cluster.password-file: database.existingSecret
pgweir.cluster.zone: zone
pgweir.access.open: access.open
pgweir.access.keys: access.keys
pgweir.access.anonymous-role: access.anonymousRole
pgweir.access.roles: access.roles
pgweir.access.issuers: access.issuers
pgweir.access.login: access.login
logging.structured.format.console: logFormat
` }}
{{- range $key, $value := $own }}
{{- $found := $.Values.config }}
{{- range splitList "." $key }}
{{- if kindIs "map" $found }}
{{- $found = get $found . }}
{{- else }}
{{- $found = "" }}
{{- end }}
{{- end }}
{{- if $found }}
config: remove {{ $key }}, {{ if $value }}which {{ $value }} sets{{ else }}on which the chart relies{{ end }}
{{- end }}
{{- end }}
{{- $read := dict "config" .Values.config }}
{{- range $name := list "pgweir" "server" "spring" }}
{{- $_ := set $read (printf "config.%s" $name) (get $.Values.config $name | default dict) }}
{{- end }}
{{- range $name, $keys := get $read "config.pgweir" }}
{{- $_ := set $read (printf "config.pgweir.%s" $name) (ternary $keys dict (kindIs "map" $keys)) }}
{{- end }}
{{- range $place, $keys := $read }}
{{- range $key := keys $keys | sortAlpha }}
{{- if not (regexMatch "^[a-z0-9-]+$" $key) }}
{{ $place }}: spell {{ $key }} as docs/configuration.md does, with hyphens, and nested in place of dots
{{- end }}
{{- end }}
{{- end }}
{{- range regexFindAll `(?m)^[ -]*(?:password|secret|signing-key|[a-z-]*-password): ['"]?[^\s@$'"]` (toYaml .Values.config) -1 }}
config: {{ regexFind "[a-z-]{2,}" . }} is a secret, and would be readable in a ConfigMap. Name its Secret in database, signingKey, access, secretFiles or extraEnv
{{- end }}
{{- end }}

{{- define "pgweir.refusals.connections" -}}
{{- with .Values.database }}
{{- $pods := include "pgweir.mostPods" $ | int }}
{{- $each := include "pgweir.connections" $ | int }}
{{- $wanted := add (mul $pods $each) .reservedConnections }}
{{- if and .maxConnections (gt $wanted (int64 .maxConnections)) }}
database.maxConnections: {{ $pods }} gateways, one of them while they are replaced, may open {{ $each }} connections each to a server, and {{ .reservedConnections }} are reserved: {{ $wanted }} in all, but it has {{ .maxConnections }}. Lower replicaCount, autoscaling.maxReplicas or config.pgweir.routing.pool-size, or raise max_connections of the servers
{{- end }}
{{- end }}
{{- end }}
