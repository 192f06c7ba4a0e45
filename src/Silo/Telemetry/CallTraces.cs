using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>Traces of calls, from the gateway through the grains. See <see cref="CallSampler"/> for which.</summary>
internal static class CallTraces
{
    /// <summary>Lasts as long as a connection to a room, or tells nothing: the page of metrics, health, the dashboard.</summary>
    private static readonly string[] UntracedPaths =
        [
            "/audiorooms.v1.RoomSession/Connect", "/ws", "/metrics", "/livez", "/readyz", "/dashboard", "/grpc.health.v1.Health",
            "/grpc.reflection",
        ];

    /// <summary>Lets grains take part in the traces of their callers.</summary>
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
