using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.People;

/// <summary>A listener through the product's own client, on a TCP connection of its own.</summary>
internal sealed class SimulatedListener(
    AudioRoomsClientOptions options, string roomId, LatencyClass latency, Ear ear) : ISimulatedListener
{
    private readonly AudioRoomsClient client = new(options);
    private readonly TimeProvider time = options.Time;
    private RoomConnection? connection;

    public string RoomId { get; } = roomId;

    public required AudienceMeasures.Part Part { get; init; }

    public bool IsInRoom => connection is { Closed.IsCompleted: false };

    public RoomConnectionStatistics Statistics => connection?.Statistics ?? default;

    public async Task JoinAsync(CancellationToken cancellation)
    {
        ear.Begin(Clock.Micros(time, time.GetTimestamp()));
        var connectionOptions = new RoomConnectionOptions
        {
            Latency = latency,
            OnPacket = (_, packet) =>
                ear.Hear(packet.Source, packet.Sequence, packet.SentAtMicros, Clock.Micros(time, packet.ReceivedAt)),
        };
        connection = await client.JoinAsync(RoomId, connectionOptions, cancellation).ConfigureAwait(false);
        ear.Joined(Clock.Micros(time, time.GetTimestamp()));
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        await client.DisposeAsync().ConfigureAwait(false);
    }
}
