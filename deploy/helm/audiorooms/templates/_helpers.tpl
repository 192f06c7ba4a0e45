{{- define "audiorooms.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "audiorooms.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "audiorooms.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "audiorooms.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What an object is chosen by: dict "root" . "role" "silo" */}}
{{- define "audiorooms.selector" -}}
app.kubernetes.io/name: {{ include "audiorooms.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "audiorooms.labels" -}}
{{ include "audiorooms.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "audiorooms.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else if eq $tag "latest" -}}
{{- fail "image.tag: latest is refused, because two pods would not be the same program: name a version, or set image.digest" -}}
{{- else -}}
{{ .Values.image.repository }}:{{ $tag }}
{{- end -}}
{{- end -}}

{{- define "audiorooms.secretName" -}}
{{- default (include "audiorooms.fullname" .) .Values.secrets.existingSecret -}}
{{- end -}}

{{/* An environment variable from the secret: dict "root" . "name" "AUDIOROOMS_X" "key" "x" */}}
{{- define "audiorooms.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "audiorooms.secretName" .root }}
      key: {{ .key }}
{{- end -}}

{{- define "audiorooms.env" -}}
{{ include "audiorooms.secretEnv" (dict "root" .root "name" "AUDIOROOMS_SIGNING_KEY" "key" "signing-key") }}
{{ include "audiorooms.secretEnv" (dict "root" .root "name" "AUDIOROOMS_OPERATOR_KEY" "key" "operator-key") }}
{{- if ne .role "single" }}
{{ include "audiorooms.secretEnv" (dict "root" .root "name" "AUDIOROOMS_DATABASE" "key" "database") }}
{{- end }}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: POD_NAMESPACE
  valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
- name: POD_IP
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
{{- if eq .role "silo" }}
- name: AUDIOROOMS_CLUSTER__ADDRESS
  value: $(POD_IP)
- name: AUDIOROOMS_CLUSTER__SILOPORT
  value: "11111"
- name: AUDIOROOMS_CLUSTER__GATEWAYPORT
  value: "30000"
- name: AUDIOROOMS_CLUSTER__KUBERNETES
  value: {{ .root.Values.silo.kubernetesHosting | quote }}
{{- end }}
{{- if and (ne .role "single") .root.Values.clusterTls.existingSecret }}
- name: AUDIOROOMS_CLUSTER__CERTIFICATE
  value: /cluster-tls/tls.crt
- name: AUDIOROOMS_CLUSTER__CERTIFICATEKEY
  value: /cluster-tls/tls.key
- name: AUDIOROOMS_CLUSTER__AUTHORITY
  value: /cluster-tls/ca.crt
{{- end }}
{{- with .root.Values.telemetry.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE)
{{- end }}
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
The pod of a role: dict "root" . "role" "silo|gateway|single" "of" (its values). Processes of the three roles differ in arguments, ports and volumes alone.
*/}}
{{- define "audiorooms.pod" -}}
{{- $values := .root.Values -}}
{{- $isDevices := ne .role "silo" -}}
serviceAccountName: {{ if eq .role "silo" }}{{ include "audiorooms.fullname" .root }}-silo{{ else }}default{{ end }}
automountServiceAccountToken: {{ and (eq .role "silo") $values.silo.kubernetesHosting }}
# Names such as AUDIOROOMS_PORT would come into the environment of every pod.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ add $values.drain.preStopSeconds $values.drain.limitSeconds 10 }}
{{- with $values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with .of.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- if ne .role "single" }}
topologySpreadConstraints:
{{- $selector := include "audiorooms.selector" . }}
{{- range $values.topologySpread }}
  - {{ toYaml . | nindent 4 | trim }}
    labelSelector:
      matchLabels: {{- $selector | nindent 8 }}
{{- end }}
{{- end }}
{{- with .of.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .of.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .of.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: audiorooms
    image: {{ include "audiorooms.image" .root }}
    imagePullPolicy: {{ $values.image.pullPolicy }}
    args:
      - --prod
      - --role
      - {{ if eq .role "single" }}both{{ else }}{{ .role }}{{ end }}
      - --http
      - "8080"
      - --grpc
      - "8081"
{{- if and $isDevices $values.tls.existingSecret }}
      - --cert
      - /tls/tls.crt
      - --key
      - /tls/tls.key
{{- end }}
    envFrom:
      - configMapRef:
          name: {{ include "audiorooms.fullname" .root }}
    env: {{- include "audiorooms.env" . | nindent 6 }}
    ports:
      - name: http
        containerPort: 8080
{{- if $isDevices }}
      - name: grpc
        containerPort: 8081
{{- else }}
      - name: silo
        containerPort: 11111
      - name: clients
        containerPort: 30000
{{- end }}
    # Of the process alone: a database that is away must not end the processes whose sound goes on.
    startupProbe:
      httpGet: { path: /livez, port: http }
      periodSeconds: 2
      timeoutSeconds: 2
      failureThreshold: 60
    livenessProbe:
      httpGet: { path: /livez, port: http }
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 3
    readinessProbe:
      httpGet: { path: /readyz, port: http }
      periodSeconds: 5
      timeoutSeconds: 6
      failureThreshold: 2
    lifecycle:
      # SIGTERM comes after it, and drains.
      preStop:
        sleep: { seconds: {{ $values.drain.preStopSeconds }} }
    resources: {{- toYaml .of.resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: { drop: [ALL] }
    volumeMounts:
      - { name: data, mountPath: /data }
      - { name: tmp, mountPath: /tmp }
{{- if and $isDevices $values.tls.existingSecret }}
      - { name: tls, mountPath: /tls, readOnly: true }
{{- end }}
{{- if and (ne .role "single") $values.clusterTls.existingSecret }}
      - { name: cluster-tls, mountPath: /cluster-tls, readOnly: true }
{{- end }}
volumes:
{{- if ne .role "single" }}
  - name: data
    emptyDir: { sizeLimit: 64Mi }
{{- else if $values.single.existingClaim }}
  - name: data
    persistentVolumeClaim: { claimName: {{ $values.single.existingClaim }} }
{{- end }}
  - name: tmp
    emptyDir: { sizeLimit: 64Mi }
{{- if and $isDevices $values.tls.existingSecret }}
  - name: tls
    secret: { secretName: {{ $values.tls.existingSecret }}, defaultMode: 0440 }
{{- end }}
{{- if and (ne .role "single") $values.clusterTls.existingSecret }}
  - name: cluster-tls
    secret: { secretName: {{ $values.clusterTls.existingSecret }}, defaultMode: 0440 }
{{- end }}
{{- end -}}

{{/* Pods take new settings when these change. */}}
{{- define "audiorooms.checksums" -}}
checksum/settings: {{ include (print $.root.Template.BasePath "/configmap.yaml") .root | sha256sum }}
{{- if not .root.Values.secrets.existingSecret }}
checksum/secrets: {{ include (print $.root.Template.BasePath "/secret.yaml") .root | sha256sum }}
{{- end }}
{{- with .of.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
