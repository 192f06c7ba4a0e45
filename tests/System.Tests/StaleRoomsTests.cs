namespace AudioRooms.System.Tests;

/// <summary>Rooms that everybody has left end, even after a restart and although nobody asks for them.</summary>
public sealed class StaleRoomsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("audiorooms-stale-");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task Hallway_EmptyRoomOfAnEarlierStart_EndsWithoutAnybodyAskingForIt()
    {
        string roomId;
        await using (var first = await Server.StartInAsync(data))
        {
            await using var ada = await first.ClientOfAsync("ada");
            roomId = (await ada.Rooms.CreateAsync(
                new Wire.V1.CreateRoomRequest { Title = "Left alone", Language = "en" })).RoomId;
            await first.KillAsync();
        }

        var impatient = new Dictionary<string, string>
        {
            ["AUDIOROOMS_ROOMS__HOSTGRACE"] = "00:00:01", ["AUDIOROOMS_ROOMS__CLOSINGNOTICE"] = "00:00:01",
        };
        await using var second = await Server.StartInWithAsync(data, impatient);
        await using var ben = await second.ClientOfAsync("ben");

        // The hallway reads a table and wakes no room.
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var news in ben.Discovery.WatchHallwayAsync(cancellation: patience.Token))
        {
            if (news.GoneRoomIds.Contains(roomId) || (news.IsPicture && news.Rooms.All(entry => entry.Room.RoomId != roomId)))
            {
                break;
            }
        }

        (await ben.Rooms.GetAsync(roomId)).Phase.ShouldBe(Wire.V1.RoomPhase.Ended);
    }

    [Fact]
    public async Task Listen_NobodyIsOnStageAnywhere_SaysSoAndNamesTheNewestRoom()
    {
        await using var server = await Server.StartInAsync(data);
        using var user = new CommandLine(server.Grpc);
        await user.JsonAsync("signup", "--handle", "ada");
        var roomId = (await user.JsonAsync("room", "create", "--title", "Coffee")).GetProperty("roomId").GetString()!;

        var (exit, _, errors) = await user.RunAsync("listen", "--seconds", "1");

        exit.ShouldBe(1);
        errors.ShouldContain("No room has anybody on stage.");
        errors.ReplaceLineEndings(" ").ShouldContain(roomId);
    }
}
