using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>Somebody in the audience, on a connection of their own, who keeps all they hear.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly AudioRoomsClient client;
    private readonly ConcurrentDictionary<uint, Heard> voices = [];
    private readonly int expected;
    private readonly string? onlyFrom;
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    private Listener(AudioRoomsClient client, int expected, string? onlyFrom)
    {
        this.client = client;
        this.expected = expected;
        this.onlyFrom = onlyFrom;
    }

    public RoomConnection Connection { get; private set; } = null!;

    /// <summary>Completes when as many packets have come as were sent.</summary>
    public Task Complete => complete.Task;

    /// <summary>Mouth to ear of every packet, in milliseconds.</summary>
    public ConcurrentBag<double> LatencyMs { get; } = [];

    /// <summary>Walks in.</summary>
    /// <param name="client">The way to the server; owned.</param>
    /// <param name="roomId">Where.</param>
    /// <param name="latency">How.</param>
    /// <param name="expected">Packets that will be sent.</param>
    /// <param name="onlyFrom">Whose packets those are; null for all speakers together.</param>
    public static async Task<Listener> JoinAsync(
        AudioRoomsClient client, string roomId, LatencyClass latency, int expected, string? onlyFrom = null)
    {
        var listener = new Listener(client, expected, onlyFrom);
        listener.Connection = await client.JoinAsync(
            roomId, new RoomConnectionOptions { Latency = latency, OnPacket = listener.OnPacket });
        return listener;
    }

    /// <summary>What was heard of a person, in order.</summary>
    public List<HeardPacket> HeardFrom(string handle) =>
        [.. voices.Values.Where(voice => voice.Handle == handle).SelectMany(voice => voice.Packets)];

    /// <summary>Handles of those who were heard; empty text for packets that nobody was named for.</summary>
    public IEnumerable<string> Speakers => voices.Values.Select(voice => voice.Handle).Distinct().Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await client.DisposeAsync();
    }

    private void OnPacket(RoomConnection from, HeardPacket packet)
    {
        LatencyMs.Add((Clock.Micros(TimeProvider.System, packet.ReceivedAt) - (double)packet.SentAtMicros) / 1000);
        voices.GetOrAdd(packet.Source, _ => new Heard(packet.Speaker?.Handle ?? "")).Packets.Add(packet);
        if ((onlyFrom is null || packet.Speaker?.Handle == onlyFrom) && ++count == expected)
        {
            complete.TrySetResult();
        }
    }

    private sealed record Heard(string Handle)
    {
        /// <summary>Only the receiving loop adds, and tests read after it has ended.</summary>
        public List<HeardPacket> Packets { get; } = [];
    }
}
