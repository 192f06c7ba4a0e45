using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>
/// A person in the audience with a connection of their own. Most compare each packet with what was said and forget it: two
/// hundred who kept all would cause long garbage collections, and packets would be late.
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

    /// <summary>The latency of every packet, mouth to ear.</summary>
    public List<(double Milliseconds, long Position)> Latencies { get; }

    /// <summary>Joins a room.</summary>
    /// <param name="client">The connection to the server; owned by the result.</param>
    /// <param name="roomId">The room.</param>
    /// <param name="latency">The latency class.</param>
    /// <param name="expected">Packets that will be sent.</param>
    /// <param name="onlyFrom">The speaker of those packets; null for all speakers together.</param>
    /// <param name="speakers">Speakers whose packets are compared with what they sent.</param>
    /// <param name="keeps">True to keep the packets for <see cref="HeardFrom"/>.</param>
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

    /// <summary>Packets that differ from the next one that their speaker sent, byte by byte.</summary>
    public int Mismatches { get; private set; }

    /// <summary>The packets heard of a person, in order, if they were kept.</summary>
    public List<HeardPacket> HeardFrom(string handle) =>
        [.. voices.Values.Where(voice => voice.Handle == handle).SelectMany(voice => voice.Packets)];

    /// <summary>The number of packets heard of a person.</summary>
    public int CountOf(string handle) => voices.Values.Where(voice => voice.Handle == handle).Sum(voice => voice.Count);

    /// <summary>Handles of the speakers heard; an empty text for packets whose speaker is not known.</summary>
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

        /// <summary>Only the receiving loop adds packets, and tests read after it has ended.</summary>
        public List<HeardPacket> Packets { get; } = [];
    }
}
