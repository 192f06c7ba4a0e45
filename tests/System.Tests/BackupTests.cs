using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace AudioRooms.System.Tests;

/// <summary>A backup made while people use the server can be restored to a server with everything.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class BackupTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-backup-");

    private DirectoryInfo First => folder.CreateSubdirectory("first");

    private DirectoryInfo Second => folder.CreateSubdirectory("second");

    private string Backup => Path.Combine(folder.FullName, "backup.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Restore_BackupOfARunningServer_HasItsNewestRoomAndItsPeople()
    {
        string roomId;
        await using (var first = await Server.StartInAsync(First))
        {
            using var user = new CommandLine(first.Grpc);
            await user.JsonAsync("signup", "--handle", "ada", "--name", "Ada");
            roomId = (await user.JsonAsync("room", "create", "--title", "Survives")).GetProperty("roomId").GetString()!;

            (await RunAsync("backup", Backup, "--data", First.FullName)).Output.ShouldMatch(
                $"^backup {Backup}: [0-9.]+ MB, checked$");
            await first.KillAsync();
        }

        (await RunAsync("restore", Backup, "--data", Second.FullName)).Exit.ShouldBe(0);

        await using var second = await Server.StartInAsync(Second);
        using var again = new CommandLine(second.Grpc);
        await again.JsonAsync("signin", "--handle", "ada");
        (await again.JsonAsync("room", "show", roomId)).GetProperty("title").GetString().ShouldBe("Survives");
    }

    [Fact]
    public async Task Restore_FolderHasADatabase_IsRefusedAndWithReplaceTheOtherOneIsKept()
    {
        await using (await Server.StartInAsync(First))
        {
            await RunAsync("backup", Backup, "--data", First.FullName);
            var (exit, _, errors) = await RunAsync("restore", Backup, "--data", First.FullName, "--replace");
            exit.ShouldBe(1);
            errors.ShouldStartWith($"audiorooms: The data folder {First.FullName} is in use by another AudioRooms server");
        }

        var refused = await RunAsync("restore", Backup, "--data", First.FullName);
        var replaced = await RunAsync("restore", Backup, "--data", First.FullName, "--replace");

        refused.Exit.ShouldBe(1);
        refused.Errors.ShouldContain("has a database already: add --replace");
        replaced.Exit.ShouldBe(0, replaced.Errors);
        First.GetFiles("audiorooms.db.replaced-*").ShouldNotBeEmpty();
        First.GetFiles("audiorooms.db")
            .ShouldHaveSingleItem().UnixFileMode
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var server = await Server.StartInAsync(First);
    }

    [Fact]
    public async Task Start_NewDataFolder_ItsDatabaseIsReadByItsOwnerAlone()
    {
        await using var server = await Server.StartInAsync(First);

        First.GetFiles("audiorooms.db*").ShouldAllBe(
            file => file.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData("backup", "There is no database in")]
    [InlineData("restore", "There is no file")]
    public async Task Run_NothingToWorkOn_SaysSoInOneSentence(string command, string reason)
    {
        var (exit, output, errors) = await RunAsync(command, Backup, "--data", Second.FullName);

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldStartWith($"audiorooms: {reason}");
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Help_OfTheCommandLine_NamesAllThatTheServersProgramTakes(string command)
    {
        var taken = OptionsIn((await RunAsync(command, "--help")).Output);

        taken.ShouldContain("--data");
        OptionsIn((await RunProgramAsync("Cli", command, "--help")).Output).IsSupersetOf(taken).ShouldBeTrue();
    }

    private static HashSet<string> OptionsIn(string help) => [.. AnOption().Matches(help).Select(match => match.Value)];

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex AnOption();

    private static Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments) =>
        RunProgramAsync("Silo", arguments);

    private static async Task<(int Exit, string Output, string Errors)> RunProgramAsync(string program, params string[] arguments)
    {
        await using var run = ProgramRun.Start("dotnet", [Checkout.AssemblyOf(program), .. arguments]);
        var exit = await run.WaitForExitAsync(Limit);
        return (exit, run.Output, run.Errors);
    }
}
