{{/*
The Secrets as files: those in "settings" are named after keys of the configuration and read at the start, those in "files"
whenever they are needed, so that they may change.
*/}}
{{- define "pgweir.secretVolumes" -}}
{{- with .Values }}
{{- $database := .database.existingSecret }}
{{- $login := .access.login.existingSecret }}
{{- $settings := list
    (list $database.name $database.usernameKey "pgweir.cluster.username")
    (list $login.name $login.usernameKey "pgweir.access.login.username")
    (list .signingKey.existingSecret.name .signingKey.existingSecret.key "pgweir.resources.signing-key") }}
{{- $files := list
    (list $database.name $database.passwordKey "database-password")
    (list .database.tls.existingSecret.name .database.tls.existingSecret.key "database-ca.crt")
    (list $login.name $login.passwordKey "login-password") }}
{{- range $i, $issuer := .access.issuers }}
{{- with $issuer.existingSecret }}
{{- $files = append $files (list .name .key (printf "issuer-%d" $i)) }}
{{- end }}
{{- end }}
{{- range .secretFiles }}
{{- $files = append $files (list .secret .key .file) }}
{{- end }}
{{- range $name, $secrets := dict "settings" $settings "files" $files }}
- name: {{ $name }}
  projected:
    defaultMode: 0440
    sources:
      {{- range $secrets }}
      {{- if first . }}
      - secret:
          name: {{ index . 0 | quote }}
          items:
            - key: {{ index . 1 | quote }}
              path: {{ index . 2 | quote }}
      {{- end }}
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
