using System.Text.Json;
using AudioRooms.Audio.Pcm;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>
/// The whole product with libopus, without it, and with the managed codec by choice: people speak and hear, mixed or not.
/// </summary>
public sealed class CodecTests : RunsAlone, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-codec-");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>An environment in which the loader finds a file that is no library before it finds libopus.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> WithoutLibopusAsync(DirectoryInfo folder)
    {
        foreach (var name in new[] { "libopus.so.0", "libopus.so" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), "not a library");
        }

        return new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = folder.FullName };
    }

    [Theory]
    [InlineData("native", "native", "libopus", "codec: native, libopus ")]
    [InlineData("managed", "managed", "Concentus", "codec: managed, Concentus ")]
    [InlineData("without libopus", "managed", "Concentus", "codec: managed, Concentus ")]
    public async Task SpeakAndListen_EitherCodec_EverybodyIsHeardVoiceByVoiceAndMixed(
        string how, string implementation, string version, string greeting)
    {
        var environment = how switch
        {
            "native" => new Dictionary<string, string> { ["AUDIOROOMS_CODEC"] = "native" },
            "managed" => new Dictionary<string, string> { ["AUDIOROOMS_CODEC"] = "managed" },
            _ => await WithoutLibopusAsync(folder),
        };
        await using var server = await Server.StartWithAsync(environment);
        using var user = new CommandLine(server.Grpc, environment);
        await using var host = await server.ClientOfAsync("host");
        var roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Codec", Language = "en" })).RoomId;
        using var guest = new CommandLine(server.Grpc, environment);
        var (voices, mixed) = (Path.Combine(user.Home, "voices.wav"), Path.Combine(user.Home, "mixed.wav"));
        await using var toVoices = user.Start("listen", "--room", roomId, "--out", voices, "--json");
        await using var toMix = guest.Start("listen", "--room", roomId, "--mix", "--out", mixed, "--json");
        await toVoices.WaitForJoinedAsync();
        await toMix.WaitForJoinedAsync();
        using var speaker = new CommandLine(server.Grpc, environment);
        await speaker.JsonAsync("signup", "--handle", "anna");

        var spoken = await speaker.JsonAsync("speak", "--room", roomId, Checkout.Voice("anna"), "--seconds", "8");
        await host.Rooms.EndAsync(roomId);

        spoken.GetProperty("unsent").GetInt64().ShouldBe(0);
        (await HeardAsync(toVoices)).GetProperty("mixed").GetBoolean().ShouldBeFalse();
        (await HeardAsync(toMix)).GetProperty("mixed").GetBoolean().ShouldBeTrue();
        LoudnessOf(voices).ShouldBeGreaterThan(0.005);
        LoudnessOf(mixed).ShouldBeGreaterThan(0.005);
        server.Log.ShouldContain(greeting);
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(server.Http, "/metrics")))
            .ShouldMatch(
                $$"""audiorooms_codec_info\{[^}]*implementation="{{implementation}}",version="{{version}} [0-9.]+"[^}]*\} 1""");
        var codec = (await user.JsonAsync("doctor"))
            .EnumerateArray()
            .Single(finding => finding.GetProperty("subject").GetString() == "codec");
        codec.GetProperty("text").GetString().ShouldNotBeNull().ShouldStartWith($"{implementation}, {version} ");
        codec.GetProperty("grade").GetString().ShouldBe(how == "without libopus" ? "optional" : "good");
        server.ShouldHaveCleanLog();
    }

    private static async Task<JsonElement> HeardAsync(ProgramRun listening)
    {
        (await listening.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, $"{listening.Output}\n{listening.Errors}");
        return JsonDocument.Parse(listening.Output).RootElement;
    }

    private static double LoudnessOf(string path)
    {
        using var stream = File.OpenRead(path);
        WavReader.TryReadMono48k(stream, TimeSpan.FromMinutes(1), out var pcm, out var error).ShouldBeTrue($"{error}");
        return Math.Sqrt(pcm.Average(sample => (double)sample * sample));
    }
}
