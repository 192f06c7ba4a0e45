using AudioRooms.Client;
using AudioRooms.Wire.V1;
using Xunit.Abstractions;

namespace AudioRooms.System.Tests;

/// <summary>A conversation, the purpose of the product.</summary>
public sealed class SpeechTests(ITestOutputHelper output) : RunsAlone
{
    private const int ListenerCount = 200;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    /// <summary>Time for the sound that is still on its way after the last word.</summary>
    private static readonly TimeSpan LastPacketLimit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Room_TwoSpeakersAndTwoHundredListenersForAMinute_EverybodyHearsEverythingFromTheRightPerson()
    {
        await using var server = await Server.StartMeasuredAsync();
        await using var host = await server.ClientOfAsync("host");
        var roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Speech", Language = "en" })).RoomId;
        using var user = new CommandLine(server.Grpc);

        // With 65,100 the sequence wraps during the test.
        await using var anna = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna"), roomId, "anna", Duration, firstSequence: 65_100);
        await using var ben = await Speaker.OnStageAsync(await server.ClientOfAsync("ben"), roomId, "ben", Duration);
        var expected = anna.Packets.Count + ben.Packets.Count;
        var listeners = await JoinAllAsync(server, roomId, expected, [anna, ben]);
        await using var recording = user.Start(
            "listen", "--room", roomId, "--per-speaker", user.Home, "--out", Path.Combine(user.Home, "room.opus"), "--json");
        await recording.WaitForJoinedAsync();

        await Task.WhenAll(anna.SpeakAsync(), ben.SpeakAsync());
        await Task.WhenAny(
            Task.WhenAll(listeners.Select(listener => listener.Complete)), Task.Delay(LastPacketLimit, TimeProvider.System));
        await ShouldHaveLostNothingAsync(server, listeners, expected);

        foreach (var listener in listeners)
        {
            listener.Speakers.ShouldBe(["anna", "ben"]);
            listener.Connection.Statistics.Missed.ShouldBe(0);
            listener.Connection.Statistics.Reconnects.ShouldBe(0);
            listener.CountOf("anna").ShouldBe(anna.Packets.Count);
            listener.CountOf("ben").ShouldBe(ben.Packets.Count);
            listener.Mismatches.ShouldBe(0);
        }

        // What is heard, for one listener of each latency class.
        foreach (var listener in listeners.Take(2))
        {
            CorrelationOf(listener.HeardFrom("anna"), anna).ShouldBeGreaterThanOrEqualTo(0.99);
            CorrelationOf(listener.HeardFrom("ben"), ben).ShouldBeGreaterThanOrEqualTo(0.99);
        }

        Report("interactive", listeners.Where((_, i) => i % 2 == 0));
        Report("audience", listeners.Where((_, i) => i % 2 == 1));
        await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask()));

        recording.Interrupt();
        (await recording.WaitForExitAsync(TimeSpan.FromSeconds(20))).ShouldBe(0, $"{recording.Output}\n{recording.Errors}");
        await ShouldBeRecordedAsync(user, "anna", anna);
        await ShouldBeRecordedAsync(user, "ben", ben);
        await OpusInfo.ShouldBeCleanAsync(Path.Combine(user.Home, "room.opus"));
        server.ShouldHaveCleanLog();
    }

    private static async Task<List<Listener>> JoinAllAsync(
        Server server, string roomId, int expected, IReadOnlyList<Speaker> speakers)
    {
        var listeners = new List<Listener>();
        for (var i = 0; i < ListenerCount; i++)
        {
            var latency = i % 2 == 0 ? LatencyClass.Interactive : LatencyClass.Audience;
            listeners.Add(await Listener.JoinAsync(
                await server.ClientOfAsync($"listener_{i}"), roomId, latency, expected, speakers: speakers, keeps: i < 2));
        }

        return listeners;
    }

    /// <summary>A loss has many possible causes, so the message contains what each party reports.</summary>
    private static async Task ShouldHaveLostNothingAsync(Server server, List<Listener> listeners, int expected)
    {
        var deprived = listeners.Where(listener => listener.Connection.Statistics.Packets != expected).ToList();
        if (deprived.Count == 0)
        {
            return;
        }

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(server.Http, "/metrics"));
        var drops = metrics.Split('\n').Where(
            line => line.Contains("drop", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
        var first = string.Join('\n', deprived.Take(5).Select(listener => listener.Connection.Statistics.ToString()));
        Assert.Fail($"{deprived.Count} listeners did not hear all of {expected} packets, for example\n{first}\nThe server "
            + $"says:\n{string.Join('\n', drops)}");
    }

    private static double CorrelationOf(List<HeardPacket> heard, Speaker speaker) =>
        Decoded.Correlation(Decoded.Packets(heard.Select(packet => packet.Opus)), Decoded.Packets(speaker.Packets));

    private static async Task ShouldBeRecordedAsync(CommandLine user, string handle, Speaker speaker)
    {
        var path = Path.Combine(user.Home, $"{handle}.opus");
        await OpusInfo.ShouldBeCleanAsync(path);
        var recorded = Decoded.SoundOf(path);
        recorded.Count.ShouldBe(speaker.Packets.Count);
        Decoded.Correlation(Decoded.Packets(recorded), Decoded.Packets(speaker.Packets)).ShouldBeGreaterThanOrEqualTo(0.99);
    }

    private void Report(string name, IEnumerable<Listener> listeners)
    {
        var sorted = listeners.SelectMany(listener => listener.Latencies).OrderBy(latency => latency.Milliseconds).ToList();
        double Share(double share) => sorted[(int)(share * (sorted.Count - 1))].Milliseconds;
        var slowest = sorted[^1];
        output.WriteLine(
            $"{name}: {sorted.Count} packets, mouth to ear ms p50 {Share(0.5):0.0} p90 {Share(0.9):0.0} p99 {Share(0.99):0.0} "
            + $"p99.9 {Share(0.999):0.0} max {slowest.Milliseconds:0.0} (packet {slowest.Position} of the room)");

        // A bound that only a broken server exceeds, not a busy machine; the load tester measures the real figures.
        Share(0.5).ShouldBeLessThan(1_000);
    }
}
