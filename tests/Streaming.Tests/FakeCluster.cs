using System.Collections.Concurrent;
using AudioRooms.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

/// <summary>
/// Several processes with one live stream provider, joined at the observer interface. Hubs use the real rules without a grain
/// around them, and messages are direct calls that a test can cut. Time stands still until the test advances it.
/// </summary>
internal sealed class FakeCluster : IDisposable
{
    private readonly ConcurrentDictionary<StreamId, FakeHub> hubs = new();
    private readonly List<LiveStreamNode> nodes = [];

    internal ManualTime Time { get; } = new();

    internal MetricsRecorder Measured { get; } = new();

    internal LiveStreamOptions Options { get; } = new();

    internal FakeNode StartNode()
    {
        FakeNode wire = new(this);
        nodes.Add(wire.Node);
        return wire;
    }

    internal FakeHub HubOf(StreamId streamId) => hubs.GetOrAdd(streamId, _ => new FakeHub(Time));

    internal LiveStreamNode CreateNode(IHubs wire) =>
        new("live", Options, wire, Time, Measured.Metrics, NullLogger<LiveStreamNode>.Instance);

    public void Dispose()
    {
        nodes.ForEach(node => node.Dispose());
        Measured.Dispose();
    }
}

/// <summary>One process, and its connection to the others.</summary>
internal sealed class FakeNode : IHubs, ILiveStreamNode
{
    private readonly FakeCluster cluster;

    internal FakeNode(FakeCluster cluster)
    {
        this.cluster = cluster;
        Node = cluster.CreateNode(this);
    }

    internal LiveStreamNode Node { get; }

    /// <summary>Messages that came from other processes, and reports of changed lists.</summary>
    internal int Received { get; private set; }

    internal int News { get; private set; }

    /// <summary>True for a dead or unreachable process: messages to it are lost silently, as one-way messages are.</summary>
    internal bool IsCut { get; set; }

    /// <summary>True if messages wait, in the order in which they were sent, until the test lets them in.</summary>
    internal bool Holds { get; set; }

    internal List<LiveStreamMessage> Waiting { get; } = [];

    /// <summary>
    /// Delivers messages by their places in <see cref="Waiting"/>. They stay there, so that one can come twice.
    /// </summary>
    internal async Task LetInAsync(params int[] places)
    {
        foreach (int place in places)
        {
            await Node.ReceiveAsync(Waiting[place]);
        }
    }

    internal IAsyncStream<string> Stream(string key) =>
        new LiveStream<string>("live", StreamId.Create("stage", key), Node, contexts: null, copier: null!);

    ILiveStreamHub IHubs.HubOf(StreamId streamId) => cluster.HubOf(streamId);

    Task<ILiveStreamNode> IHubs.CreateReferenceAsync(ILiveStreamNode node) => Task.FromResult<ILiveStreamNode>(this);

    Task ILiveStreamNode.ReceiveAsync(LiveStreamMessage message)
    {
        if (IsCut)
        {
            return Task.CompletedTask;
        }

        Received++;
        if (Holds)
        {
            Waiting.Add(message);
            return Task.CompletedTask;
        }

        return Node.ReceiveAsync(message);
    }

    Task ILiveStreamNode.RelaysChangedAsync(StreamId streamId, HubView view)
    {
        if (IsCut)
        {
            return Task.CompletedTask;
        }

        News++;
        return Node.RelaysChangedAsync(streamId, view);
    }
}

/// <summary>Does the work of <see cref="LiveStreamHub"/> without its activation.</summary>
internal sealed class FakeHub(ManualTime time) : ILiveStreamHub
{
    private readonly Lock gate = new();
    private HubRoster roster = new(Guid.NewGuid());

    internal int Announcements { get; private set; }

    internal bool IsUnreachable { get; set; }

    internal HubView View => roster.View;

    /// <summary>Simulates the loss of the hub's silo: the next call finds a new activation with an empty memory.</summary>
    internal void Forget() => roster = new HubRoster(Guid.NewGuid());

    public Task<HubView> AnnounceAsync(HubAnnouncement announcement)
    {
        lock (gate)
        {
            Announcements++;
            if (IsUnreachable)
            {
                return Task.FromException<HubView>(new TimeoutException("The hub does not answer."));
            }

            if (roster.Apply(announcement, time.GetUtcNow()))
            {
                foreach (ILiveStreamNode publisher in roster.PublishersExcept(announcement.NodeId))
                {
                    _ = publisher.RelaysChangedAsync(announcement.StreamId, roster.View);
                }
            }

            return Task.FromResult(roster.View);
        }
    }
}
