using Google.Protobuf;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>One span of an ExportTraceServiceRequest; the field numbers are those of opentelemetry/proto, trace v1.</summary>
/// <param name="Scope">Name of the source that made it.</param>
/// <param name="Name">What it spans.</param>
/// <param name="TraceId">The same for all that one call or command caused.</param>
/// <param name="SpanId">Its own.</param>
/// <param name="ParentId">Of the span that caused it; empty for the first of a trace.</param>
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
