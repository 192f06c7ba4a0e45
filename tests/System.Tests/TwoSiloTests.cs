using System.Diagnostics;
using System.Text.RegularExpressions;
using AudioRooms.Client;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Xunit.Abstractions;

namespace AudioRooms.System.Tests;

/// <summary>Two processes on one PostgreSQL database are one service, even while one of them dies.</summary>
public sealed partial class TwoSiloTests(
    PostgresServer postgres, ITestOutputHelper output) : RunsAlone, IClassFixture<PostgresServer>
{
    // Grains of several rooms, because a grain's key decides whether its directory entry is lost with the other silo.
    private const int Rooms = 4;
    private const int ListenersPerRoomAndSilo = 5;
    private const int PacketsInRow = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The rooms' grains live on the silo that was running when the rooms were opened.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_OneOfTwoSilos_ThoseAtTheOtherHearEachOtherAgain(bool roomsLiveOnTheKilledSilo)
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await StartAsync(database);
        var rooms = await OpenRoomsAsync(first);
        await using var second = await StartAsync(database);
        var (killed, survivor) = roomsLiveOnTheKilledSilo ? (first, second) : (second, first);

        var ears = new List<(Ear Ear, bool Survives)>();
        var voices = new List<TalkingPerson>();
        try
        {
            foreach (var (room, index) in rooms.Select((room, index) => (room, index)))
            {
                ears.AddRange(await Task.WhenAll(Enumerable.Range(0, ListenersPerRoomAndSilo).SelectMany(listener => new[]
                {
                    ListenAsync(survivor, $"here_{index}_{listener}", room, survives: true),
                    ListenAsync(killed, $"there_{index}_{listener}", room, survives: false),
                })));
                voices.Add(await TalkingPerson.OnStageAsync(await survivor.ClientOfAsync($"speaker_{index}"), room));
            }

            await Task.WhenAll(ears.Select(ear => ear.Ear.HearsInRow(PacketsInRow))).WaitAsync(Patience);
            ears.ShouldAllBe(ear => ear.Ear.Missing == 0 && ear.Ear.Reversed == 0);
            WarningsOf(first).ShouldBeEmpty();
            WarningsOf(second).ShouldBeEmpty();

            var since = Stopwatch.StartNew();
            await killed.KillAsync();
            var silence = Clock.Micros(TimeProvider.System, TimeProvider.System.GetTimestamp()) + 1_000_000;
            var survivors = ears.Where(ear => ear.Survives).Select(ear => ear.Ear).ToList();
            await Task.WhenAll(survivors.Select(ear => ear.HearsSince(silence))).WaitAsync(Patience);
            output.WriteLine(
                $"Heard again {since.Elapsed.TotalSeconds:F1} s after the kill, at the last of {survivors.Count} listeners.");

            survivors.ForEach(ear => ear.BeginRow());
            await Task.WhenAll(survivors.Select(ear => ear.HearsInRow(PacketsInRow))).WaitAsync(Patience);
            output.WriteLine($"Missed at most {survivors.Max(ear => ear.Missing)} packets of 20 ms.");
            survivors.ShouldAllBe(ear => ear.Reversed == 0);
            voices.ShouldAllBe(voice => voice.IsOnStage);
        }
        finally
        {
            foreach (var voice in voices)
            {
                await voice.DisposeAsync();
            }

            foreach (var (ear, _) in ears)
            {
                await ear.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Start_TwoWithADemo_AreOneServiceWithOneDemoAndOneKey()
    {
        var environment = new Dictionary<string, string> { ["AUDIOROOMS_DATABASE"] = await postgres.CreateDatabaseAsync() };
        await using var first = await Server.StartWithAsync(environment, "--demo");
        await using var second = await Server.StartWithAsync(environment, "--demo");

        await using var anonymous = new AudioRoomsClient(new AudioRoomsClientOptions { Server = first.Grpc });
        var token = (await anonymous.AsOperator("development-operator-key").MintTokenAsync("ada", "Ada")).AccessToken;
        await using var client = new AudioRoomsClient(
            new AudioRoomsClientOptions { Server = second.Grpc, AccessToken = _ => ValueTask.FromResult<string?>(token) });
        var rooms = new List<RoomCard>();
        await foreach (var room in client.Rooms.ListAsync())
        {
            rooms.Add(room);
        }

        // One silo plays the voices, so each packet comes once and in order.
        var demo = rooms.ShouldHaveSingleItem().RoomId;
        await using var ear = await Ear.JoinAsync(await second.ClientOfAsync("eve"), demo, onlyFrom: "demo_anna");
        await ear.HearsInRow(PacketsInRow).WaitAsync(Patience);
        ear.Reversed.ShouldBe(0);
        await first.StopAsync();
        await second.StopAsync();
    }

    private static async Task<(Ear Ear, bool Survives)> ListenAsync(Server server, string handle, string room, bool survives) =>
        (await Ear.JoinAsync(await server.ClientOfAsync(handle), room), survives);

    private static Task<Server> StartAsync(string database) =>
        Server.StartWithAsync(new Dictionary<string, string> { ["AUDIOROOMS_DATABASE"] = database });

    private static async Task<List<string>> OpenRoomsAsync(Server server)
    {
        await using var host = await server.ClientOfAsync("host");
        var rooms = new List<string>();
        for (var index = 0; index < Rooms; index++)
        {
            rooms.Add((await host.Rooms.CreateAsync(new CreateRoomRequest { Title = $"Room {index}", Language = "en" })).RoomId);
        }

        return rooms;
    }

    private static IEnumerable<string> WarningsOf(Server server) =>
        WarningInLog().Matches(server.Log).Select(match => match.Value);

    // Orleans' own warnings about the garbage collector and its checks during the start do not concern the cluster. Warnings that
    // a listener grain or a probe was late depend on how busy this machine is.
    [GeneratedRegex(
        @"^(warn|fail|crit): (?!Orleans\.Runtime\.(Silo\[100405\]|Watchdog)).*\n"
        + "(?!.* did not answer within 100|.*Did not get response for).*$",
        RegexOptions.Multiline)]
    private static partial Regex WarningInLog();
}
