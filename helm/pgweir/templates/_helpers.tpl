{{- define "pgweir.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "pgweir.fullname" -}}
{{- $name := include "pgweir.name" . }}
{{- $both := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- default $both .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "pgweir.selectorLabels" -}}
app.kubernetes.io/name: {{ include "pgweir.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pgweir.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "pgweir.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "pgweir.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end }}
{{- end }}

{{- define "pgweir.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "pgweir.fullname" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{/* The most gateways at a time: while they are replaced there is one more. */}}
{{- define "pgweir.mostPods" -}}
{{- with .Values.autoscaling }}{{ add 1 (ternary .maxReplicas $.Values.replicaCount .enabled) }}{{ end }}
{{- end }}

{{/*
The most connections of one gateway to one server, that is, to the primary: for requests, for reads that no replica can serve,
for exports and imports, for the gateway itself where callers are told apart, and one that probes.
*/}}
{{- define "pgweir.connections" -}}
{{- $pgweir := (include "pgweir.config" . | fromYaml).pgweir }}
{{- $routing := default dict $pgweir.routing }}
{{- add (get $routing "pool-size" | default 20) (get $routing "fallback-pool-size" | default 10) (get $routing "stream-pool-size" | default 4)
        (ternary 0 4 $pgweir.access.open) 1 }}
{{- end }}
