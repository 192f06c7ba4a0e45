using AudioRooms.Gateway.Access.External;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Access.External;

public sealed class IssuerKeysTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly KeyDocuments documents = new();
    private LoopbackIssuer issuer = null!;

    public async Task InitializeAsync() => issuer = await LoopbackIssuer.StartAsync(time);

    public async Task DisposeAsync() => await issuer.DisposeAsync();

    public void Dispose() => documents.Dispose();

    [Fact]
    public async Task Find_ManyAtOnce_FetchesOnce()
    {
        var keys = Keys(issuer.Options);

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => keys.FindAsync("rsa-1").AsTask()));

        found.ShouldAllBe(key => key!.Algorithm == "RS256");
        issuer.KeyFetches.ShouldBe(1);
    }

    [Fact]
    public async Task Find_AKeyThatIsNew_FetchesAgain()
    {
        var keys = Keys(issuer.Options);
        await keys.FindAsync("rsa-1");
        var next = issuer.Add(IssuerSigningKey.Rsa("rsa-2"));
        issuer.Publish(issuer.RsaKey, next);
        time.Advance(issuer.Options.FetchedAtMostEvery);

        (await keys.FindAsync("rsa-2")).ShouldNotBeNull();

        issuer.KeyFetches.ShouldBe(2);
    }

    [Fact]
    public async Task Find_MadeUpKeyIds_FetchOnlyOncePerInterval()
    {
        var keys = Keys(issuer.Options);
        await keys.FindAsync("rsa-1");

        for (var i = 0; i < 100; i++)
        {
            (await keys.FindAsync($"made-up-{i}")).ShouldBeNull();
        }

        issuer.KeyFetches.ShouldBe(1);
    }

    [Fact]
    public async Task Find_AKeyThatWasWithdrawn_IsUnknownAfterTheNextFetch()
    {
        var keys = Keys(issuer.Options);
        await keys.FindAsync("rsa-1");
        issuer.Publish(issuer.CurveKey);
        time.Advance(issuer.Options.KeysFreshFor);

        // Known keys are served while the fetch is under way; a caller that asks for an unknown key waits for the fetch.
        (await keys.FindAsync("rsa-1")).ShouldNotBeNull();
        (await keys.FindAsync("unknown")).ShouldBeNull();

        (await keys.FindAsync("rsa-1")).ShouldBeNull();
    }

    [Fact]
    public async Task Find_TheIssuerIsDownForAWhile_GoesOnWithTheOldKeys()
    {
        var keys = Keys(issuer.Options);
        await keys.FindAsync("rsa-1");
        issuer.IsDown = true;
        time.Advance(issuer.Options.KeysFreshFor);

        (await keys.FindAsync("rsa-1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Find_TheIssuerIsDownForADay_TrustsNoKeyAnyMore()
    {
        var keys = Keys(issuer.Options);
        await keys.FindAsync("rsa-1");
        issuer.IsDown = true;
        time.Advance(issuer.Options.KeysKeptFor);

        await Should.ThrowAsync<KeysUnavailableException>(async () => await keys.FindAsync("rsa-1"));
    }

    [Fact]
    public async Task Find_TheIssuerWasDownAtFirst_WorksOnceItIsUp()
    {
        var keys = Keys(issuer.Options);
        issuer.IsDown = true;
        await Should.ThrowAsync<KeysUnavailableException>(async () => await keys.FindAsync("rsa-1"));
        issuer.IsDown = false;
        time.Advance(issuer.Options.FetchedAtMostEvery);

        (await keys.FindAsync("rsa-1")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("http://192.0.2.1/keys")]
    [InlineData("http://localhost:1/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task Find_TheIssuerNamesAStrangePlaceForItsKeys_AsksNobodyThere(string place)
    {
        issuer.KeysAddress = place;

        (await Should.ThrowAsync<KeysUnavailableException>(() => documents.FetchKeysAsync(issuer.Options)))
            .Message.ShouldContain("KeyHosts");
    }

    [Fact]
    public async Task Find_TheIssuerCallsItselfOtherwise_TrustsNoKey()
    {
        issuer.CalledItself = "https://other.example";

        await Should.ThrowAsync<KeysUnavailableException>(async () => await Keys(issuer.Options).FindAsync("rsa-1"));
    }

    [Fact]
    public async Task Find_TheKeysHaveMoved_IsNotFollowed()
    {
        var options = issuer.Options;
        options.Keys = new Uri($"{issuer.Address}/moved");

        await Should.ThrowAsync<KeysUnavailableException>(async () => await Keys(options).FindAsync("rsa-1"));

        issuer.KeyFetches.ShouldBe(0);
    }

    [Fact]
    public async Task Find_KeysAtAFixedAddress_NeedsNoConfiguration()
    {
        var options = issuer.Options;
        options.Keys = new Uri($"{issuer.Address}/keys");
        issuer.CalledItself = "https://other.example";

        (await Keys(options).FindAsync("ec-1"))!.Algorithm.ShouldBe("ES256");
    }

    [Fact]
    public async Task Find_KeysInAFile_AsksNobody()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, $$"""{"keys":[{{issuer.RsaKey.ToJsonWebKey().ToJsonString()}}]}""");
        var options = issuer.Options;
        options.Keys = new Uri(path);

        (await Keys(options).FindAsync("rsa-1")).ShouldNotBeNull();

        issuer.KeyFetches.ShouldBe(0);
        File.Delete(path);
    }

    [Fact]
    public async Task Find_AKeySetWithoutBounds_IsNotRead()
    {
        issuer.Published[0]["padding"] = new string('x', 300_000);

        await Should.ThrowAsync<KeysUnavailableException>(async () => await Keys(issuer.Options).FindAsync("rsa-1"));
    }

    [Fact]
    public async Task Find_APointThatIsNotOnTheCurve_IsNoKeyAndTheOthersAre()
    {
        var bad = issuer.CurveKey.ToJsonWebKey();
        bad["x"] = bad["y"]!.GetValue<string>();
        issuer.Published[1] = bad;
        var keys = Keys(issuer.Options);

        (await keys.FindAsync("ec-1")).ShouldBeNull();
        (await keys.FindAsync("rsa-1")).ShouldNotBeNull();
    }

    private IssuerKeys Keys(ExternalIssuerOptions options) => new(options, documents, time, NullLogger<IssuerKeys>.Instance);
}
