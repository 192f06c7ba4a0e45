using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.System.Tests;

/// <summary><c>buf curl</c> (connect-go), which learns the services through server reflection.</summary>
public sealed class BufCurlTests(PeerServer peer) : IClassFixture<PeerServer>
{
    [Fact]
    public async Task SignUp_OfBufCurl_IsAnswered()
    {
        var signedIn = SignedIn.Parser.ParseJson(await CallAsync(
            "audiorooms.v1.Accounts/SignUp", """{"handle": "buf", "password": "correct horse battery", "displayName": "Büf"}"""));
        var who = WhoAmIResponse.Parser.ParseJson(await CallAsync(
            "audiorooms.v1.Accounts/WhoAmI", "{}", "-H", $"authorization: Bearer {signedIn.AccessToken}"));

        who.ShouldBe(new WhoAmIResponse { UserId = signedIn.UserId, Handle = "buf", DisplayName = "Büf" });
    }

    [Fact]
    public async Task SignIn_WithAnotherPassword_EndsWithTheStatusAndItsSentence()
    {
        var (exit, _, errors) = await RunAsync(
            "audiorooms.v1.Accounts/SignIn", """{"handle": "nobody_here", "password": "correct horse battery"}""", "-v");

        exit.ShouldBe(ExitOf(StatusCode.Unauthenticated), errors);
        errors.ShouldContain("refusal-code: credentials_wrong", Case.Insensitive);
    }

    [Fact]
    public async Task Connect_ToARoomThatIsNotThere_IsToldAsAMessageAndThenAsTheStatus()
    {
        await using var anonymous = new Client.AudioRoomsClient(new Client.AudioRoomsClientOptions { Server = peer.Server.Grpc });
        var token = (await anonymous.AsOperator("development-operator-key").MintTokenAsync("buf_lost", "Lost")).AccessToken;

        var (exit, output, errors) = await RunAsync(
            "audiorooms.v1.RoomSession/Connect",
            """{"requestId": 1, "join": {"roomId": "nowhere"}}""",
            "-H",
            $"authorization: Bearer {token}");

        exit.ShouldBe(ExitOf(StatusCode.NotFound), errors);
        ServerMessage.Parser.ParseJson(output).Refusal.Code.ShouldBe("room_not_found");
    }

    [Fact]
    public async Task HealthCheck_OfBufCurl_IsServing() =>
        (await CallAsync("grpc.health.v1.Health/Check", """{"service": ""}""")).ShouldContain("SERVING");

    [Fact]
    public async Task ListServices_InDevelopment_NamesAllOfTheProtocol()
    {
        var (exit, output, errors) = await PeerServer.BufAsync(
            "curl", "--protocol", "grpc", "--http2-prior-knowledge", "--list-services", Address(peer.Server));

        exit.ShouldBe(0, errors);
        var listed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ToList();
        var services = typeof(AccountsReflection).Assembly.GetTypes()
            .Where(type => type.Namespace == "AudioRooms.Wire.V1" && type.IsAbstract && type.IsSealed)
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<Google.Protobuf.Reflection.ServiceDescriptor>()
            .Select(service => service.FullName)
            .ToList();
        services.Count.ShouldBeGreaterThan(10);
        listed.Where(name => name.StartsWith("audiorooms.", StringComparison.Ordinal)).ShouldBe(services, ignoreOrder: true);
        listed.ShouldContain("grpc.health.v1.Health");
    }

    [Theory]
    [InlineData("grpc-v1")]
    [InlineData("grpc-v1alpha")]
    public async Task Reflection_OfEitherVersion_DescribesTheMethod(string protocol)
    {
        var (exit, output, errors) = await RunAsync("grpc.health.v1.Health/Check", "{}", "--reflect-protocol", protocol);

        exit.ShouldBe(0, errors);
        output.ShouldContain("SERVING");
    }

    [Fact]
    public async Task Reflection_InProduction_IsNotThere()
    {
        await using var production = await Server.StartWithAsync(
            new Dictionary<string, string>
            {
                ["AUDIOROOMS_SIGNING_KEY"] = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(each => (byte)each)]),
                ["AUDIOROOMS_OPERATOR_KEY"] = "operator-key-of-the-production-test",
            },
            "--prod");

        var (exit, _, errors) = await PeerServer.BufAsync(
            "curl", "--protocol", "grpc", "--http2-prior-knowledge", "--list-services", Address(production));

        exit.ShouldNotBe(0);
        errors.ShouldContain("unimplemented", Case.Insensitive);
        production.ShouldHaveCleanLog();
    }

    private async Task<string> CallAsync(string method, string data, params string[] more)
    {
        var (exit, output, errors) = await RunAsync(method, data, more);
        exit.ShouldBe(0, errors);
        return output.Trim();
    }

    private Task<(int Exit, string Output, string Errors)> RunAsync(string method, string data, params string[] more) =>
        PeerServer.BufAsync(
            ["curl", "--protocol", "grpc", "--http2-prior-knowledge", "-d", data, .. more, $"{Address(peer.Server)}/{method}"]);

    private static string Address(Server server) => server.Grpc.GetLeftPart(UriPartial.Authority);

    /// <summary><c>buf curl</c> exits with the status code times eight.</summary>
    private static int ExitOf(StatusCode code) => (int)code << 3;
}
