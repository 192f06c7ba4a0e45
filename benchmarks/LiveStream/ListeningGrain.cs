using System.Diagnostics;
using Orleans.Streams;

namespace AudioRooms.Benchmarks.LiveStream;

public sealed class ListeningGrain : Grain, IListeningGrain
{
    private readonly List<long> latencies = [];
    private TaskCompletionSource? waiting;
    private int awaited;

    public Task ListenAsync(string stream) => Stream(stream).SubscribeAsync((packet, _) =>
    {
        latencies.Add(Stopwatch.GetTimestamp() - packet.SentAt);
        if (latencies.Count == awaited)
        {
            waiting?.TrySetResult();
        }

        return Task.CompletedTask;
    });

    public async Task<long[]> TakeAsync(int count)
    {
        if (latencies.Count < count)
        {
            waiting = new TaskCompletionSource();
            awaited = count;
            await waiting.Task;
        }

        long[] taken = [.. latencies];
        latencies.Clear();
        return taken;
    }

    public async Task StopAsync(string stream)
    {
        foreach (StreamSubscriptionHandle<Packet> handle in await Stream(stream).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    private IAsyncStream<Packet> Stream(string name) =>
        this.GetStreamProvider(Cluster.Provider).GetStream<Packet>(StreamId.Create("benchmark", name));
}
