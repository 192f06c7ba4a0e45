using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>
/// Somebody in the audience, on a connection of their own. Most compare what they hear with what was said at once and forget it:
/// two hundred who kept it all would stop for the garbage collector, and what came meanwhile would be late.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly AudioRoomsClient client;
    private readonly ConcurrentDictionary<uint, Heard> voices = [];
    private readonly int expected;
    private readonly string? onlyFrom;
    private readonly IReadOnlyList<Speaker> speakers;
    private readonly bool keeps;
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    private Listener(AudioRoomsClient client, int expected, string? onlyFrom, IReadOnlyList<Speaker> speakers, bool keeps)
    {
        this.client = client;
        this.expected = expected;
        this.onlyFrom = onlyFrom;
        this.speakers = speakers;
        this.keeps = keeps;
        Latencies = new(expected);
    }

    public RoomConnection Connection { get; private set; } = null!;

    /// <summary>Completes when as many packets have come as were sent.</summary>
    public Task Complete => complete.Task;

    /// <summary>Mouth to ear of every packet.</summary>
    public List<(double Milliseconds, long Position)> Latencies { get; }

    /// <summary>Walks in.</summary>
    /// <param name="client">The way to the server; owned.</param>
    /// <param name="roomId">Where.</param>
    /// <param name="latency">How.</param>
    /// <param name="expected">Packets that will be sent.</param>
    /// <param name="onlyFrom">Whose packets those are; null for all speakers together.</param>
    /// <param name="speakers">Whose packets are compared with what they sent.</param>
    /// <param name="keeps">Whether <see cref="HeardFrom"/> is wanted.</param>
    public static async Task<Listener> JoinAsync(
        AudioRoomsClient client,
        string roomId,
        LatencyClass latency,
        int expected,
        string? onlyFrom = null,
        IReadOnlyList<Speaker>? speakers = null,
        bool keeps = false)
    {
        var listener = new Listener(client, expected, onlyFrom, speakers ?? [], keeps);
        listener.Connection = await client.JoinAsync(
            roomId, new RoomConnectionOptions { Latency = latency, OnPacket = listener.OnPacket });
        return listener;
    }

    /// <summary>Packets that were not the very next one that their speaker sent, byte by byte.</summary>
    public int Mismatches { get; private set; }

    /// <summary>What was heard of a person, in order; of those who keep it.</summary>
    public List<HeardPacket> HeardFrom(string handle) =>
        [.. voices.Values.Where(voice => voice.Handle == handle).SelectMany(voice => voice.Packets)];

    /// <summary>How many packets were heard of a person.</summary>
    public int CountOf(string handle) => voices.Values.Where(voice => voice.Handle == handle).Sum(voice => voice.Count);

    /// <summary>Handles of those who were heard; empty text for packets that nobody was named for.</summary>
    public IEnumerable<string> Speakers => voices.Values.Select(voice => voice.Handle).Distinct().Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await client.DisposeAsync();
    }

    private void OnPacket(RoomConnection from, HeardPacket packet)
    {
        Latencies.Add(
            ((Clock.Micros(TimeProvider.System, packet.ReceivedAt) - (double)packet.SentAtMicros) / 1000, packet.Position));
        var heard = voices.GetOrAdd(packet.Source, _ => new Heard(packet.Speaker?.Handle ?? ""));
        foreach (var speaker in speakers)
        {
            Mismatches += speaker.Handle == heard.Handle && !speaker.Said(heard.Count, packet) ? 1 : 0;
        }

        heard.Count++;
        if (keeps)
        {
            heard.Packets.Add(packet);
        }

        if ((onlyFrom is null || packet.Speaker?.Handle == onlyFrom) && ++count == expected)
        {
            complete.TrySetResult();
        }
    }

    private sealed record Heard(string Handle)
    {
        public int Count { get; set; }

        /// <summary>Only the receiving loop adds, and tests read after it has ended.</summary>
        public List<HeardPacket> Packets { get; } = [];
    }
}
