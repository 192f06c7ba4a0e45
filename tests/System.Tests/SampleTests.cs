using System.Runtime.Versioning;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>The programs of <c>samples/</c>, which <c>docs/client.md</c> shows, work with a server.</summary>
[SupportedOSPlatform("linux")]
public sealed class SampleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-samples-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Listen_InEveryLanguage_HearsTheDemoRoom()
    {
        await using var server = await Server.StartAsync("--demo");

        await ShouldHearAsync("dotnet", [.. Run("listen.cs"), server.Grpc.AbsoluteUri]);
        using var generated = new GeneratedPython(Protos);
        await generated.MakeAsync(Limit);
        await ShouldHearAsync(
            "/usr/bin/env", $"PYTHONPATH={generated.Folder}", "/usr/bin/python3", Sample("listen.py"), server.Grpc.Authority);
        await ShouldHearAsync("node", TypeScriptAsModule(), server.Grpc.Authority, Protos);
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Speak_AFile_IsHeardByAListenerOfItsRoom()
    {
        await using var server = await Server.StartAsync();
        await using var client = await server.ClientOfAsync("ear");

        await using var run = ProgramRun.Start(
            "dotnet",
            [.. Run("speak.cs"), ShortVoice.Write(folder.FullName, "anna", TimeSpan.FromSeconds(10)), server.Grpc.AbsoluteUri]);
        var line = await run.WaitForLineAsync("Speaking in room ", Limit);
        await using var room = await client.JoinAsync(line.Split(' ')[3]);
        var packet = await room.Packets.ReadAsync();

        packet.Speaker!.DisplayName.ShouldBe("A file that speaks");
        (await run.WaitForExitAsync(Limit)).ShouldBe(0, $"{run.Output}\n{run.Errors}");
        run.Output.ShouldMatch(@"Spoke \d{3,} packets\.");
        (await room.Closed).Code.ShouldBe("room_ended");
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task RaiseHand_TheHostInvites_SpeaksAndLeavesTheStage()
    {
        await using var server = await Server.StartAsync();
        await using var client = await server.ClientOfAsync("host");
        var card = await client.Rooms.CreateAsync(new CreateRoomRequest { Title = "Questions", Language = "en" });
        await using var room = await client.JoinAsync(card.RoomId);

        await using var run = ProgramRun.Start(
            "dotnet",
            [.. Run("raise-hand.cs"), card.RoomId, ShortVoice.Write(
                folder.FullName, "anna", TimeSpan.FromSeconds(4)), server.Grpc.AbsoluteUri]);
        await run.WaitForLineAsync("Hand raised in \"Questions\".", Limit);
        await WhenAsync(room, picture => picture.Hands.Length == 1);
        await room.InviteToStageAsync(room.Room.Hands[0].UserId);
        var packet = await room.Packets.ReadAsync();

        packet.Speaker!.DisplayName.ShouldBe("Bot");
        (await run.WaitForExitAsync(Limit)).ShouldBe(0, $"{run.Output}\n{run.Errors}");
        await WhenAsync(room, picture => picture.Stage.IsEmpty && picture.Hands.IsEmpty);
        server.ShouldHaveCleanLog();
    }

    private static string Protos => Path.Combine(Checkout.Root, "src/Protocol/Protos");

    private static async Task WhenAsync(RoomConnection room, Func<RoomPicture, bool> isThere)
    {
        while (!isThere(room.Room))
        {
            await room.Updates.ReadAsync();
        }
    }

    private static async Task ShouldHearAsync(string program, params string[] arguments)
    {
        await using var run = ProgramRun.Start(program, arguments);

        (await run.WaitForExitAsync(Limit)).ShouldBe(0, $"{program}: {run.Output}\n{run.Errors}");
        run.Output.ShouldContain("on stage: ", customMessage: program);
        run.Output.ShouldMatch(@"Heard .*\d+ packets", program);
    }

    // With the configuration of these tests, so that the client is not built a second time.
    private static string[] Run(string sample) => ["run", "-c", Checkout.Configuration, Sample(sample)];

    private static string Sample(string name) => Path.Combine(Checkout.Root, "samples", name);

    // Without its annotations a TypeScript program is a JavaScript program. Beside the tests' own programs it finds its packages
    // in every version of Node.
    private static string TypeScriptAsModule()
    {
        var module = Path.Combine(Checkout.Root, "tests/System.Tests/Peers/node_modules/listen-sample.mjs");
        File.Copy(Sample("listen.ts"), module, overwrite: true);
        return module;
    }
}
