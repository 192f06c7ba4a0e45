using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.People;

/// <summary>A speaker on stage who speaks by an open-loop schedule through the product's own client, on a TCP connection of its
/// own.</summary>
internal sealed class SimulatedSpeaker(AudioRoomsClientOptions options, string roomId, MeasuredWindow window)
    : ISimulatedSpeaker
{
    private readonly AudioRoomsClient client = new(options);
    private RoomConnection? connection;
    private Task speaking = Task.CompletedTask;
    private long due;

    public string RoomId { get; } = roomId;

    public long Due => Interlocked.Read(ref due);

    public long Unsent => connection?.Statistics.Unsent ?? 0;

    public long Reconnects => connection?.Statistics.Reconnects ?? 0;

    public async Task StartAsync(IEnumerable<SpokenFrame> said, CancellationToken cancellation)
    {
        var connectionOptions = new RoomConnectionOptions { Latency = LatencyClass.Interactive, OnPacket = static (_, _) => { } };
        connection = await client.JoinAsync(RoomId, connectionOptions, cancellation).ConfigureAwait(false);
        await connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        speaking = SpeakAsync(new Microphone(connection, options.Time), said, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await speaking.ConfigureAwait(false);
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        await client.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SpeakAsync(Microphone microphone, IEnumerable<SpokenFrame> frames, CancellationToken cancellation)
    {
        try
        {
            await microphone.SpeakAsync(frames, Note, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private void Note(SpokenFrame frame, ulong dueMicros, TimeSpan late)
    {
        if (window.Holds(dueMicros))
        {
            if (!frame.Opus.IsEmpty)
            {
                Interlocked.Increment(ref due);
            }
        }
    }
}
