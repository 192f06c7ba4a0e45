using System.Diagnostics;
using System.Globalization;
using AudioRooms.Benchmarks.LiveStream;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

// Usage: LiveStream [seconds per latency run]. Latency: from publish to handler, with one publisher and 50 packets a second, as a
// voice has. Throughput: bursts of 200 packets, each awaited by all subscribers, so that no queue overflows.
const int PacketsPerSecond = 50;
const int Burst = 200;
int seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
byte[] opus = new byte[80];

await using TestCluster cluster = await Cluster.StartAsync();
IStreamProvider inSilo = cluster.GetSiloServiceProvider().GetRequiredKeyedService<IStreamProvider>(Cluster.Provider);
IStreamProvider inClient = cluster.Client.GetStreamProvider(Cluster.Provider);

Console.WriteLine("publisher    subscribers   p50 ms   p99 ms   max ms   deliveries/s   bytes/delivery");
foreach ((string place, IStreamProvider publisher) in new[] { ("same silo", inSilo), ("client", inClient) })
{
    foreach (int subscribers in new[] { 1, 10, 100 })
    {
        await RunAsync(place, publisher, subscribers);
    }
}

await cluster.StopAllSilosAsync();

async Task RunAsync(string place, IStreamProvider provider, int subscribers)
{
    string name = $"{place} {subscribers}";
    IAsyncStream<Packet> stream = provider.GetStream<Packet>(StreamId.Create("benchmark", name));
    IListeningGrain[] listeners =
    [
        .. Enumerable.Range(0, subscribers).Select(number => cluster.GrainFactory.GetGrain<IListeningGrain>($"{name} {number}")),
    ];
    foreach (IListeningGrain listener in listeners)
    {
        await listener.ListenAsync(name);
    }

    await BurstsAsync(stream, listeners, bursts: 20);
    long[] latencies = await PacedAsync(stream, listeners);
    Array.Sort(latencies);

    int bursts = Math.Max(20, 2_000 / subscribers);
    long allocated = GC.GetTotalAllocatedBytes(precise: true);
    long started = Stopwatch.GetTimestamp();
    await BurstsAsync(stream, listeners, bursts);
    TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
    long deliveries = (long)bursts * Burst * subscribers;
    long bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / deliveries;

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{place,-12} {subscribers,11} {Ms(latencies, 0.5),8:F3} {Ms(latencies, 0.99),8:F3} {Ms(latencies, 1),8:F3} "
        + $"{deliveries / elapsed.TotalSeconds,14:N0} {bytes,16:N0}"));
    foreach (IListeningGrain listener in listeners)
    {
        await listener.StopAsync(name);
    }
}

async Task<long[]> PacedAsync(IAsyncStream<Packet> stream, IListeningGrain[] listeners)
{
    int count = seconds * PacketsPerSecond;
    using PeriodicTimer timer = new(TimeSpan.FromSeconds(1.0 / PacketsPerSecond));
    Task<long[]>[] taken = [.. listeners.Select(listener => listener.TakeAsync(count))];
    for (int sent = 0; sent < count; sent++)
    {
        await timer.WaitForNextTickAsync();
        await stream.OnNextAsync(new Packet { Opus = opus });
    }

    return [.. (await Task.WhenAll(taken)).SelectMany(ticks => ticks)];
}

async Task BurstsAsync(IAsyncStream<Packet> stream, IListeningGrain[] listeners, int bursts)
{
    for (int burst = 0; burst < bursts; burst++)
    {
        for (int sent = 0; sent < Burst; sent++)
        {
            await stream.OnNextAsync(new Packet { Opus = opus });
        }

        await Task.WhenAll(listeners.Select(listener => listener.TakeAsync(Burst)));
    }
}

static double Ms(long[] sorted, double quantile) =>
    Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))]).TotalMilliseconds;
