{{/* Where devices come in: dict "root" . "role" "gateway|single" "name" its name */}}
{{- define "audiorooms.devicesService" -}}
{{- $service := .root.Values.gateway.service -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels: {{- include "audiorooms.labels" . | nindent 4 }}
{{- with $service.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
{{- end }}
spec:
  type: {{ $service.type }}
{{- if and $service.externalTrafficPolicy (ne $service.type "ClusterIP") }}
  externalTrafficPolicy: {{ $service.externalTrafficPolicy }}
{{- end }}
  selector: {{- include "audiorooms.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ $service.httpPort }}, targetPort: http }
    - { name: grpc, port: {{ $service.grpcPort }}, targetPort: grpc, appProtocol: {{ if .root.Values.tls.existingSecret }}https{{ else }}kubernetes.io/h2c{{ end }} }
{{- end -}}
