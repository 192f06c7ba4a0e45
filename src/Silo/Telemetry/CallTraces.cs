using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>Traces of calls, from the gateway through the grains. <see cref="CallSampler"/> chooses the calls.</summary>
internal static class CallTraces
{
    /// <summary>
    /// Paths without traces: connections to rooms, which last for hours, and pages of no interest (metrics, health, dashboard).
    /// </summary>
    private static readonly string[] UntracedPaths =
        [
            "/audiorooms.v1.RoomSession/Connect", "/ws", "/metrics", "/livez", "/readyz", "/dashboard", "/grpc.health.v1.Health",
            "/grpc.reflection",
        ];

    /// <summary>Makes grains take part in the traces of their callers.</summary>
    public static ISiloBuilder AddCallTraces(this ISiloBuilder silo)
    {
        silo.AddIncomingGrainCallFilter<TraceGate>();
        silo.AddOutgoingGrainCallFilter<TraceGate>();
        return silo.AddActivityPropagation();
    }

    /// <summary>Records the spans of the gateway, of requests, and of calls between grains.</summary>
    public static TracerProviderBuilder AddCallTraces(this TracerProviderBuilder traces) => traces
        .SetSampler(static provider => new CallSampler(provider.GetRequiredService<IOptions<TracingOptions>>().Value.SampleRatio))
        .AddSource("AudioRooms.*", ActivitySources.ApplicationGrainActivitySourceName, ActivitySources.RuntimeActivitySourceName)
        .AddAspNetCoreInstrumentation(static options => options.Filter = static http =>
            !Array.Exists(UntracedPaths, path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)));
}
