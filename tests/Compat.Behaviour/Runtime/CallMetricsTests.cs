using System.Diagnostics.Metrics;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

/// <summary>What calls are measured by.</summary>
public sealed class CallMetricsTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(1).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Call_WithAnAnswer_IsInTheLatencyOfRequests()
    {
        long measured = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, source) =>
        {
            // Some versions have a histogram, others a counter for each of its parts.
            if (instrument.Meter.Name == "Microsoft.Orleans" && instrument.Name.StartsWith("orleans-app-requests-latency", StringComparison.Ordinal))
            {
                source.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref measured));
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref measured, value));
        listener.Start();

        await _cluster.Client.GetGrain<IKeepingGrain>("measured").KeepAsync(["a"]);
        listener.RecordObservableInstruments();

        Interlocked.Read(ref measured).ShouldBeGreaterThan(0);
    }
}
