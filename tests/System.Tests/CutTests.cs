using AudioRooms.Client;
using AudioRooms.Client.Recording;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>Connections that break in the middle of speech.</summary>
public sealed class CutTests : RunsAlone
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Listen_ConnectionResetInMidSpeech_ResumesWithinASecondAndLosesNothing()
    {
        await using var server = await Server.StartAsync();
        await using var proxy = new ResettingProxy(server.Grpc);
        await using var speaker = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna"), await NewRoomAsync(server), "anna", Duration);
        using var user = new CommandLine(server.Grpc);
        var path = Path.Combine(user.Home, "cut.opus");
        await using var client = await server.ClientOfAsync("listener", through: proxy.Address);
        await using var room = await client.JoinAsync(speaker.Connection.RoomId);
        using var recorder = new RoomRecorder(path);

        var speaking = speaker.SpeakAsync();
        var heard = 0;
        await foreach (var packet in room.Packets.ReadAllAsync())
        {
            recorder.Add(packet);
            if (++heard == speaker.Packets.Count / 2)
            {
                proxy.Reset();
            }

            if (packet.Sequence == speaker.Packets.Count - 1)
            {
                break;
            }
        }

        await speaking;
        var resumed = await NextAsync<RoomUpdate.Resumed>(room);
        var summary = recorder.Finish();
        resumed.After.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        resumed.Whole.ShouldBeTrue();
        proxy.Connections.ShouldBe(2);
        room.Statistics.Reconnects.ShouldBe(1);
        room.Statistics.Missed.ShouldBe(0);
        summary.Lost.ShouldBe(0);
        Decoded.SoundOf(path).Count.ShouldBe(speaker.Packets.Count);
        await OpusInfo.ShouldBeCleanAsync(path);
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Speak_ConnectionResetInMidSpeech_StaysOnStageAndLosesOnlyTheCut()
    {
        await using var server = await Server.StartAsync();
        await using var proxy = new ResettingProxy(server.Grpc);
        var roomId = await NewRoomAsync(server);
        await using var listener = await server.ClientOfAsync("listener");
        await using var room = await listener.JoinAsync(roomId);
        await using var client = await server.ClientOfAsync("anna", through: proxy.Address);
        await using var connection = await client.JoinAsync(
            roomId, new RoomConnectionOptions { OnPacket = static (_, _) => { } });
        await Speaker.TakeStageAsync(connection);
        var sourceBefore = connection.Room.Stage.Single(voice => voice.UserId == connection.UserId).Source;

        var frames = RecordedSpeech.Load(Checkout.Voice("anna")).Frames(loop: true).Where(frame => !frame.Opus.IsEmpty).Take(300);
        var speaking = new Microphone(connection).SpeakAsync(frames);
        var sequences = new List<ushort>();
        await foreach (var packet in room.Packets.ReadAllAsync())
        {
            packet.Source.ShouldBe(sourceBefore);
            sequences.Add(packet.Sequence);
            if (sequences.Count == 100)
            {
                proxy.Reset();
            }

            if (packet.Sequence == 299)
            {
                break;
            }
        }

        await speaking;
        var resumed = await NextAsync<RoomUpdate.Resumed>(connection);
        resumed.After.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        sequences.ShouldBeUnique();
        sequences.Count.ShouldBeGreaterThan(
            300 - 60, "a cut of less than a second costs at most 50 packets and what was in flight");
        server.ShouldHaveCleanLog();
    }

    private static async Task<string> NewRoomAsync(Server server)
    {
        await using var host = await server.ClientOfAsync("host");
        return (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Cut", Language = "en" })).RoomId;
    }

    private static async Task<TUpdate> NextAsync<TUpdate>(RoomConnection room)
        where TUpdate : RoomUpdate
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (await room.Updates.ReadAsync(patience.Token) is TUpdate wanted)
            {
                return wanted;
            }
        }
    }
}
