using AudioRooms.Client;

namespace AudioRooms.System.Tests;

/// <summary>A person who talks until disposed, with packets numbered without gaps.</summary>
internal sealed class TalkingPerson : IAsyncDisposable
{
    private readonly AudioRoomsClient client;
    private readonly RoomConnection connection;
    private readonly Task speaking;
    private volatile bool isDone;

    private TalkingPerson(AudioRoomsClient client, RoomConnection connection)
    {
        this.client = client;
        this.connection = connection;
        var frames = RecordedSpeech.Load(Checkout.Voice("anna")).Frames(loop: true).Where(frame => !frame.Opus.IsEmpty);
        speaking = new Microphone(connection).SpeakAsync(frames.TakeWhile(_ => !isDone));
    }

    /// <summary>True if the room shows the speaker, who never left the stage, as the only person on it.</summary>
    public bool IsOnStage => connection.Room.Stage.Select(member => member.UserId).SequenceEqual([connection.UserId]);

    public static async Task<TalkingPerson> OnStageAsync(AudioRoomsClient client, string room)
    {
        var connection = await client.JoinAsync(room, new RoomConnectionOptions { OnPacket = static (_, _) => { } });
        await Speaker.TakeStageAsync(connection);
        return new TalkingPerson(client, connection);
    }

    public async ValueTask DisposeAsync()
    {
        isDone = true;
        await speaking;
        await connection.DisposeAsync();
        await client.DisposeAsync();
    }
}
