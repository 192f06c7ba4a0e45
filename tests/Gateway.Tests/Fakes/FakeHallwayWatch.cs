using System.Collections.Concurrent;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>Shows every watch the entries of a test: as the picture of a new watch, and as news to all.</summary>
internal sealed class FakeHallwayWatch : IHallwayWatchGrain
{
    private readonly ConcurrentDictionary<long, HallwayWatch> watches = [];
    private readonly ConcurrentQueue<HallwayEntry> news = [];
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Guid life = Guid.NewGuid();

    public IEnumerable<HallwayWatch> Watches => watches.Values;

    public Exception? Fault { get; set; }

    /// <summary>Makes an entry news with the next exchange that asks for news.</summary>
    public void Appear(HallwayEntry entry) => news.Enqueue(entry);

    /// <summary>Waits until an exchange has failed.</summary>
    public Task FailedAsync(CancellationToken cancellation) => failed.Task.WaitAsync(cancellation);

    /// <summary>Forgets everything, as a grain does whose silo is lost.</summary>
    public void Die()
    {
        watches.Clear();
        life = Guid.NewGuid();
    }

    public Task<HallwayNews> ExchangeAsync(HallwayOrders orders)
    {
        if (Fault is { } fault)
        {
            failed.TrySetResult();
            throw fault;
        }

        var updates = new List<HallwayUpdate>();
        if (orders.Life == life)
        {
            foreach (var id in orders.Closed)
            {
                watches.TryRemove(id, out _);
            }

            while (orders.WantsNews && news.TryDequeue(out var entry))
            {
                updates.AddRange(watches.Keys.Select(id => new HallwayUpdate(id, false, [entry], [])));
            }

            foreach (var watch in orders.Opened)
            {
                watches[watch.Id] = watch;
                updates.Add(new HallwayUpdate(watch.Id, true, [], []));
            }
        }

        return Task.FromResult(new HallwayNews(life, [.. updates]));
    }
}
