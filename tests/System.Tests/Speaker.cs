using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>A person on stage who speaks a recording, and remembers the packets sent.</summary>
internal sealed class Speaker : IAsyncDisposable
{
    private readonly AudioRoomsClient client;
    private readonly RoomConnection connection;
    private readonly Microphone microphone;
    private readonly List<SpokenFrame> frames;

    private Speaker(AudioRoomsClient client, RoomConnection connection, List<SpokenFrame> frames, ushort firstSequence)
    {
        this.client = client;
        this.connection = connection;
        this.frames = frames;
        FirstSequence = firstSequence;
        Handle = connection.Room.Stage.Single(voice => voice.UserId == connection.UserId).Handle;
        microphone = new Microphone(connection, firstSequence: firstSequence);
        Packets = [.. frames.Where(frame => !frame.Opus.IsEmpty).Select(frame => frame.Opus)];
    }

    public ushort FirstSequence { get; }

    /// <summary>The packets that are sent, in order; silence sends none.</summary>
    public List<ReadOnlyMemory<byte>> Packets { get; }

    public RoomConnection Connection => connection;

    public string Handle { get; }

    /// <summary>True if this is the packet that was sent as number <paramref name="index"/>, counted from 0.</summary>
    public bool Said(int index, in HeardPacket packet) =>
        index < Packets.Count
        && packet.Sequence == unchecked((ushort)(FirstSequence + index))
        && packet.Opus.Span.SequenceEqual(Packets[index].Span);

    /// <summary>Joins the room and takes the stage.</summary>
    public static async Task<Speaker> OnStageAsync(
        AudioRoomsClient client, string roomId, string voice, TimeSpan duration, ushort firstSequence = 0)
    {
        var frames = RecordedSpeech.Load(Checkout.Voice(voice)).Frames(loop: true).Take((int)(duration.TotalMilliseconds / 20))
            .ToList();
        var options = new RoomConnectionOptions { Latency = LatencyClass.Interactive, OnPacket = static (_, _) => { } };
        var connection = await client.JoinAsync(roomId, options);
        await TakeStageAsync(connection);
        return new Speaker(client, connection, frames, firstSequence);
    }

    /// <summary>Takes the stage, and waits until the room shows it.</summary>
    public static async Task TakeStageAsync(RoomConnection connection)
    {
        await connection.TakeStageAsync();
        while (connection.Room.Stage.All(voice => voice.UserId != connection.UserId))
        {
            await connection.Updates.ReadAsync();
        }
    }

    /// <summary>Speaks the whole recording in real time.</summary>
    public async Task SpeakAsync()
    {
        await microphone.SpeakAsync(frames);
        microphone.Sent.ShouldBe(Packets.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await client.DisposeAsync();
    }
}
