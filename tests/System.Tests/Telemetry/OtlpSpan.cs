using Google.Protobuf;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>One span of an ExportTraceServiceRequest; the field numbers are those of opentelemetry/proto, trace v1.</summary>
/// <param name="Scope">Name of the source that made the span.</param>
/// <param name="Name">Name of the span.</param>
/// <param name="TraceId">Id of the trace, the same for everything that one call or command caused.</param>
/// <param name="SpanId">Id of the span.</param>
/// <param name="ParentId">Id of the span that caused it; empty for the first span of a trace.</param>
internal sealed record OtlpSpan(string Scope, string Name, string TraceId, string SpanId, string ParentId)
{
    public static IEnumerable<OtlpSpan> AllOf(ByteString request) =>
        from resource in new ProtobufFields(request).All(1)
        from scope in resource.All(2)
        let source = scope.One(1)?.Text(1) ?? ""
        from span in scope.All(2)
        select new OtlpSpan(source, span.Text(5), Hex(span, 1), Hex(span, 2), Hex(span, 4));

    private static string Hex(ProtobufFields span, int number) => Convert.ToHexStringLower(span.Bytes(number).Span);
}
