using System.Net;
using System.Net.Sockets;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>A start that cannot work fails at once, with one sentence that contains the remedy.</summary>
public sealed class StartUpFailureTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-startup-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Start_PortTaken_NamesThePort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var said = await FailureOfAsync(["--data", folder.FullName, "--http", "0", "--grpc", $"{port}"]);

        said.ShouldContain($"{port}");
        said.ShouldContain("--grpc");
    }

    [Fact]
    public async Task Start_OnePortForBoth_SaysThatEachNeedsOne()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        other.Stop();

        var said = await FailureOfAsync(["--data", folder.FullName, "--http", $"{port}", "--grpc", $"{port}"]);

        said.ShouldContain($"--http and --grpc are both {port}: HTTP and gRPC need different ports.");
    }

    [Fact]
    public async Task Start_DatabaseIsDamaged_NamesItsPath()
    {
        var database = Path.Combine(folder.FullName, "audiorooms.db");
        await File.WriteAllTextAsync(database, new string('x', 8_192));

        var said = await FailureOfAsync(["--data", folder.FullName, "--http", "0", "--grpc", "0"]);

        said.ShouldContain($"The database {database} cannot be used: ");
    }

    [Fact]
    public async Task Start_DemoInProduction_IsRefused()
    {
        await using var run = ProgramRun.Start(
            "dotnet", [Checkout.AssemblyOf("Silo"), "--data", folder.FullName, "--prod", "--demo"]);

        (await run.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldNotBe(0);
        run.Errors.ShouldContain("--demo and --prod do not go together");
    }

    [Fact]
    public async Task Start_DataFolderCannotBeWritten_NamesTheFolder()
    {
        // No folder can be made below a file, not even by root.
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var said = await FailureOfAsync(["--data", Path.Combine(file, "data"), "--http", "0", "--grpc", "0"]);

        said.ShouldContain(file);
        said.ShouldContain("--data");
    }

    [Fact]
    public async Task Start_AnotherServerUsesTheDataFolder_NamesTheFolderAndTheOtherGoesOn()
    {
        await using var first = await Server.StartInAsync(folder);

        var said = await FailureOfAsync(["--data", folder.FullName, "--http", "0", "--grpc", "0"]);

        said.ShouldContain($"The data folder {folder.FullName} is in use by another AudioRooms server");
        said.ShouldContain("--data DIR");
        using var user = new CommandLine(first.Grpc);
        (await user.JsonAsync("signup", "--handle", "ada")).GetProperty("handle").GetString().ShouldBe("ada");
    }

    [Fact]
    public async Task Start_CodecLibraryBrokenAndNativeDemanded_NamesThePackage()
    {
        var said = await FailureOfAsync(
            ["--data", folder.FullName, "--http", "0", "--grpc", "0"],
            new Dictionary<string, string>(await CodecTests.WithoutLibopusAsync(folder)) { ["AUDIOROOMS_CODEC"] = "native" });

        said.ShouldContain("AUDIOROOMS_CODEC is 'native', and libopus cannot be loaded");
        said.ShouldContain("apt-get install libopus0");
    }

    [Fact]
    public async Task Start_NoSuchCodec_NamesThoseThereAre()
    {
        var said = await FailureOfAsync(
            ["--data", folder.FullName, "--http", "0", "--grpc", "0"],
            new Dictionary<string, string> { ["AUDIOROOMS_CODEC"] = "Opus" });

        said.ShouldContain("AUDIOROOMS_CODEC is 'auto', 'native' or 'managed', not 'Opus'.");
    }

    [Theory]
    [InlineData("not JSON", "AUDIOROOMS_ISSUERS")]
    [InlineData(
        """[{ "name": "acme", "issuer": "https://id.example", "audience": "us", "algoritms": ["RS256"] }]""", "algoritms")]
    [InlineData(
        """[{ "name": "acme", "issuer": "http://id.example", "audience": "us" }]""",
        "Issuer acme: Issuer must be an https address")]
    [InlineData(
        """[{ "name": "acme", "issuer": "https://id.example", "audience": "us", "algorithms": ["HS256"] }]""",
        "Algorithms may be RS256")]
    public async Task Start_IssuersNotAsTheyMustBe_SaysWhatIsWrong(string issuers, string reason)
    {
        var file = Path.Combine(folder.FullName, "issuers.json");
        await File.WriteAllTextAsync(file, issuers);

        var said = await FailureOfAsync(
            ["--data", folder.FullName, "--http", "0", "--grpc", "0"],
            new Dictionary<string, string> { ["AUDIOROOMS_ISSUERS"] = file });

        said.ShouldContain(reason);
    }

    [Theory]
    [InlineData("AUDIOROOMS_ROOMS__STAGESIZEMAX", "many", "STAGESIZEMAX")]
    [InlineData("AUDIOROOMS_ROOMS__STAGESIZEMAX", "0", "AUDIOROOMS_ROOMS__STAGESIZEMAX must be above zero")]
    [InlineData("AUDIOROOMS_ROOMS__STAGESIZE", "20", "STAGESIZE")]
    [InlineData("AUDIOROOMS_INVITATIONS__STARTINGGRANT", "1000", "StartingGrant")]
    [InlineData("AUDIOROOMS_MIX__MIXMINUSMAX", "65", "MixMinusMax")]
    [InlineData("AUDIOROOMS_REACTIONS__MERGEEVERY", "00:10:00", "MergeEvery")]
    [InlineData("AUDIOROOMS_CLUSTER__SILOPORT", "70000", "SiloPort")]
    [InlineData("AUDIOROOMS_CLUSTER__ADDRESS", "here", "Address takes an IP address")]
    [InlineData("AUDIOROOMS_CLUSTER__ID", "My cluster", "Id takes 1 to 50 of the characters a-z")]
    public async Task Start_BoundNotAsItMustBe_SaysWhatIsWrong(string name, string value, string reason)
    {
        var said = await FailureOfAsync(
            ["--data", folder.FullName, "--http", "0", "--grpc", "0"], new Dictionary<string, string> { [name] = value });

        said.ShouldContain(reason);
    }

    [Theory]
    [InlineData(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "collector:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT takes an address such as http://collector:4317")]
    [InlineData(
        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc' or 'http/protobuf', not 'http/json'")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1m", "OTEL_METRIC_EXPORT_INTERVAL takes whole milliseconds above zero, not '1m'")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus", "OTEL_METRICS_EXPORTER is 'otlp' or 'none', not 'prometheus'")]
    public async Task Start_CollectorNotAsItMustBe_SaysWhatIsWrong(string name, string value, string reason)
    {
        var environment =
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317", [name] = value };

        var said = await FailureOfAsync(["--data", folder.FullName, "--http", "0", "--grpc", "0"], environment);

        said.ShouldContain(reason);
    }

    [Fact]
    public async Task Start_SeveralSettingsAreWrong_SaysAllOfItInOneMessageAndNoSecret()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        var environment = new Dictionary<string, string>
        {
            ["AUDIOROOMS_SIGNUP"] = "invitation",
            ["AUDIOROOMS_CODEC"] = "opus",
            ["AUDIOROOMS_SIGN_UP"] = "friends",
            ["AUDIOROOMS_SIGNING_KEY"] = "c2VjcmV0",
            ["AUDIOROOMS_OPERATOR_KEY"] = "hush",
            ["AUDIOROOMS_DATABASE"] = "password:hush",
            ["AUDIOROOMS_ORIGINS"] = "app.example",
            ["AUDIOROOMS_LIMITS"] = "join=1",
            ["AUDIOROOMS_ROOMS__STAGESIZEMAX"] = "many",
            ["AUDIOROOMS_ROOMS__HANDSMAX"] = "0",
            ["AUDIOROOMS_MIX__MIXMINUSMAX"] = "65",
            ["AUDIOROOMS_EVENTS__AHEAD"] = "1",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector",
        };
        var data = Path.Combine(file, "data");

        await using var run = ProgramRun.Start(
            "dotnet", [Checkout.AssemblyOf("Silo"), "--data", data, "--http", "0", "--grpc", "0", "--host", "here"], environment);
        var exit = await run.WaitForExitAsync(TimeSpan.FromSeconds(60));

        exit.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldBe(
            $$"""
            audiorooms: 15 settings are wrong:
              AUDIOROOMS_EVENTS__AHEAD is not a setting; did you mean AUDIOROOMS_EVENTS__AHEADMAX?
              AUDIOROOMS_SIGNUP is not a setting; did you mean AUDIOROOMS_SIGN_UP?
              AUDIOROOMS_CODEC is 'auto', 'native' or 'managed', not 'opus'.
              AUDIOROOMS_SIGN_UP is 'open' or 'invitation', not 'friends'.
              AUDIOROOMS_OPERATOR_KEY must be a secret of 16 or more characters.
              AUDIOROOMS_SIGNING_KEY must be base64 of 32 or more bytes.
              AUDIOROOMS_DATABASE takes an Npgsql connection string with a Host, such as Host=db;Database=audiorooms;Username=audiorooms;Password=…; the given value is not such a string.
              OTEL_EXPORTER_OTLP_ENDPOINT takes an address such as http://collector:4317, not 'collector'.
              The data folder {{data}} cannot be written: make it writable for this user, or choose another folder with --data DIR.
              --host takes an IP address, 'localhost' or '*', not 'here'.
              AUDIOROOMS_ROOMS__STAGESIZEMAX takes a whole number, not 'many'.
              AUDIOROOMS_ROOMS__HANDSMAX must be above zero, not '0'.
              AUDIOROOMS_MIX__MIXMINUSMAX: The field MixMinusMax must be between 0 and 64, not '65'.
              AUDIOROOMS_LIMITS: 'join=1' is not a change of a limit, such as 'join.account=60/1m'; docs/limits.md lists the names.
              AUDIOROOMS_ORIGINS: "app.example" is not an origin; an origin is scheme://host or scheme://host:port, with nothing after it.
            """);
    }

    [Fact]
    public async Task Start_BoundOfTitlesChanged_Holds()
    {
        await using var server = await Server.StartWithAsync(
            new Dictionary<string, string> { ["AUDIOROOMS_ROOMS__TITLELENGTHMAX"] = "6" });
        await using var client = await server.ClientOfAsync("ada");

        var room = await client.Rooms.CreateAsync(new CreateRoomRequest { Title = "Coffee", Language = "en" });
        var refused = await Should.ThrowAsync<RefusedException>(
            () => client.Rooms.CreateAsync(new CreateRoomRequest { Title = "Coffees", Language = "en" }));

        room.Title.ShouldBe("Coffee");
        refused.Code.ShouldBe("title_invalid");
    }

    /// <summary>Starts the server, which must fail with one message.</summary>
    private static async Task<string> FailureOfAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var run = ProgramRun.Start("dotnet", [Checkout.AssemblyOf("Silo"), .. arguments], environment);
        var exit = await run.WaitForExitAsync(TimeSpan.FromSeconds(60));

        exit.ShouldNotBe(0);
        run.Output.ShouldBeEmpty();
        var lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeLessThanOrEqualTo(2, run.Errors);
        run.Errors.ShouldNotContain("   at ");
        return run.Errors;
    }
}
