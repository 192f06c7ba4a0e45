using System.Runtime.Versioning;
using AudioRooms.Client;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Spectre.Console;

namespace AudioRooms.Cli.Tests;

/// <summary>Renewal of a stored session, in one process and in several.</summary>
[SupportedOSPlatform("linux")]
public sealed class AccessTokenSourceTests : IDisposable
{
    private static readonly Uri Server = new("http://127.0.0.1:8081");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-tokens-");
    private readonly ManualTime time = new();
    private readonly List<string> presented = [];
    private RefusedException? refusal;
    private DateTimeOffset? issuedAt;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Get_TokenThatLives_IsNotRenewed()
    {
        Remember();

        (await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None)).ShouldBe("access0");

        presented.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_TokenThatExpires_IsRenewedAndRemembered()
    {
        Remember();
        time.Advance(TimeSpan.FromMinutes(15));

        (await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None)).ShouldBe("access1");

        presented.ShouldBe(["refresh0"]);
        (await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None)).ShouldBe("access1");
    }

    [Fact]
    public async Task Get_AgainAndAgainForADay_PresentsEveryRefreshTokenOnce()
    {
        Remember();
        var tokens = Tokens();

        for (var i = 0; i < 96; i++)
        {
            time.Advance(TimeSpan.FromMinutes(15));
            await tokens.GetAsync(mayBeGuest: false, CancellationToken.None);
        }

        presented.Count.ShouldBe(96);
        presented.ShouldBeUnique();
    }

    // With the real clock, because waiting for the file's lock takes a moment.
    [Fact]
    public async Task Get_ByManyAtOnceInManyProcesses_RenewsOnce()
    {
        var now = TimeProvider.System.GetUtcNow();
        Credentials().Save(Server, new Credential("ada", "u1", "access0", now.AddMinutes(-1), "refresh0", now.AddDays(30)));
        issuedAt = now;
        var processes = Enumerable.Range(0, 5).Select(_ => Tokens(TimeProvider.System)).ToList();

        var got = await Task.WhenAll(processes.SelectMany(tokens => new[] { tokens, tokens }).Select(tokens =>
            Task.Run(() => tokens.GetAsync(mayBeGuest: false, CancellationToken.None).AsTask())));

        got.ShouldAllBe(token => token == "access1");
        presented.ShouldBe(["refresh0"]);
    }

    [Fact]
    public async Task Get_SessionThatWasRevoked_SaysToSignInAgain()
    {
        Remember();
        time.Advance(TimeSpan.FromMinutes(15));
        refusal = new RefusedException("refresh_token_invalid", "The refresh token does not hold.", null);

        var error = await Should.ThrowAsync<CliException>(
            async () => await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None));

        error.Code.ShouldBe("token_expired");
        error.Fix.ShouldNotBeNull().ShouldContain("signin --handle ada");
    }

    [Fact]
    public async Task Get_SessionThatHasExpired_IsNotEvenTried()
    {
        Remember();
        time.Advance(TimeSpan.FromDays(30));

        await Should.ThrowAsync<CliException>(async () => await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None));

        presented.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_FileOfAnEarlierVersion_SaysToSignInAgain()
    {
        Credentials().Save(Server, new Credential("ada", "u1", "access0", time.GetUtcNow()));

        (await Should.ThrowAsync<CliException>(async () => await Tokens().GetAsync(mayBeGuest: false, CancellationToken.None)))
            .Code.ShouldBe("token_expired");
    }

    private void Remember() => Credentials().Save(Server, Credential.Of(Pair(0)));

    private Credentials Credentials() => Cli.Credentials.Of(name => name == "XDG_CONFIG_HOME" ? folder.FullName : null);

    private AccessTokenSource Tokens(TimeProvider? clock = null) => new(
        new CliContext
        {
            CommandName = "audiorooms",
            Environment = _ => null,
            In = TextReader.Null,
            Out = TextWriter.Null,
            Terminal = AnsiConsole.Console,
            AskSecret = null,
            Time = clock ?? time,
        },
        Server,
        Credentials(),
        RenewAsync);

    private Task<SignedIn> RenewAsync(string refreshToken, CancellationToken cancellation)
    {
        lock (presented)
        {
            presented.Add(refreshToken);
            return refusal is null ? Task.FromResult(Pair(presented.Count)) : Task.FromException<SignedIn>(refusal);
        }
    }

    private SignedIn Pair(int number) => new()
    {
        Handle = "ada",
        UserId = "u1",
        AccessToken = $"access{number}",
        ExpiresAtUnixMs = (issuedAt ?? time.GetUtcNow()).AddMinutes(15).ToUnixTimeMilliseconds(),
        RefreshToken = $"refresh{number}",
        SessionExpiresAtUnixMs = (issuedAt ?? time.GetUtcNow()).AddDays(30).ToUnixTimeMilliseconds(),
    };
}
