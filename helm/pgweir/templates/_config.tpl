{{/* Where the files of Secrets are: "settings" has one for each key of the configuration, "files" what it names files for. */}}
{{- define "pgweir.secrets" }}/run/secrets/pgweir{{ end }}

{{/* The application.yaml of the gateway: what the values say, and over it "config". */}}
{{- define "pgweir.config" -}}
{{- mergeOverwrite (include "pgweir.ownConfig" . | fromYaml) (deepCopy .Values.config) | toYaml }}
{{- end }}

{{- define "pgweir.ownConfig" -}}
server:
  address: 0.0.0.0
  port: 8080
spring:
  config:
    import: configtree:{{ include "pgweir.secrets" . }}/settings/
  lifecycle:
    timeout-per-shutdown-phase: {{ include "pgweir.drainSeconds" . }}s
{{- with .Values.logFormat }}
logging:
  structured:
    format:
      console: {{ . }}
{{- end }}
pgweir:
  access:
    {{- include "pgweir.ownConfig.access" . | nindent 4 }}
  admin:
    address: 0.0.0.0
    port: 9090
  cluster:
    {{- include "pgweir.ownConfig.cluster" . | nindent 4 }}
  web:
    default-deadline: {{ min 30 .Values.maxDeadlineSeconds }}s
    max-deadline: {{ .Values.maxDeadlineSeconds }}s
{{- end }}

{{- define "pgweir.ownConfig.access" -}}
{{- $files := printf "%s/files" (include "pgweir.secrets" .) }}
{{- with .Values.access -}}
open: {{ .open }}
keys: {{ .keys }}
{{- with .anonymousRole }}
anonymous-role: {{ . | quote }}
{{- end }}
{{- with .roles }}
roles: {{ toJson . }}
{{- end }}
{{- if .login.existingSecret.name }}
login:
  password-file: {{ $files }}/login-password
{{- end }}
{{- with .issuers }}
issuers:
  {{- range $i, $issuer := . }}
  {{- $keys := dict }}
  {{- range $key, $value := omit $issuer "existingSecret" }}
  {{- $_ := set $keys (kebabcase $key) $value }}
  {{- end }}
  {{- if $issuer.existingSecret }}
  {{- $_ := set $keys "secret" (printf "@%s/issuer-%d" $files $i) }}
  {{- end }}
  - {{- toYaml $keys | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "pgweir.ownConfig.cluster" -}}
{{- $files := printf "%s/files" (include "pgweir.secrets" .) }}
{{- $zone := .Values.zone }}
{{- with .Values.database -}}
{{- $parameters := merge (dict "sslmode" .tls.mode) .parameters }}
{{- if .tls.existingSecret.name }}
{{- $_ := set $parameters "sslrootcert" (printf "%s/database-ca.crt" $files) }}
{{- end }}
{{- $query := list }}
{{- range $name, $value := $parameters }}
{{- $query = append $query (printf "%s=%s" $name $value) }}
{{- end }}
{{- $database := printf "%s?%s" .name (join "&" $query) -}}
password-file: {{ $files }}/database-password
{{- with $zone }}
zone: {{ . | quote }}
{{- end }}
{{- with .nodes }}
nodes:
  {{- range . }}
  - name: {{ .name | quote }}
    url: {{ printf "jdbc:postgresql://%s:%d/%s" .host (.port | default 5432 | int) $database | quote }}
    {{- if hasKey . "weight" }}
    weight: {{ .weight }}
    {{- end }}
    {{- with .zone }}
    zone: {{ . | quote }}
    {{- end }}
  {{- end }}
{{- end }}
{{- with .discovery }}
{{- if or .dns .patroni }}
discovery:
  database: {{ $database | quote }}
  {{- with .dns }}
  dns: {{ . | quote }}
  {{- end }}
  {{- with .patroni }}
  patroni: {{ toJson . }}
  {{- end }}
  {{- with .allowed }}
  allowed: {{ toJson . }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Longer than any request may take; Spring Boot's own 30 s is less than that. */}}
{{- define "pgweir.drainSeconds" }}{{ add .Values.maxDeadlineSeconds 5 }}{{ end }}
