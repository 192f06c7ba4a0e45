using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Gateway.Refusals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Access.External;

/// <summary>Valid and hostile ID tokens, with the keys of a provider on a loopback port.</summary>
public sealed class IdTokensTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly KeyDocuments documents = new();
    private LoopbackIssuer issuer = null!;
    private SignInNonces nonces = null!;
    private IdTokens tokens = null!;

    public async Task InitializeAsync()
    {
        issuer = await LoopbackIssuer.StartAsync(time);
        tokens = Checker(issuer.Options);
    }

    public async Task DisposeAsync() => await issuer.DisposeAsync();

    public void Dispose() => documents.Dispose();

    /// <summary>The attacks: each makes a token from the provider, the claims of a valid one, and the nonce.</summary>
    public static TheoryData<string> Attacks => [.. Hostile.Keys];

    private static Dictionary<string, Func<LoopbackIssuer, JsonObject, string>> Hostile { get; } = new()
    {
        ["nothing"] = (_, _) => "",
        ["no token"] = (_, _) => "not a token",
        ["two parts"] = (issuer, claims) => Good(issuer, claims)[..Good(issuer, claims).LastIndexOf('.')],
        ["a fourth part"] = (issuer, claims) => $"{Good(issuer, claims)}.AAAA",
        ["an encrypted token's five parts"] = (issuer, claims) => $"{Good(issuer, claims)}.AAAA.AAAA",
        ["no signature"] = (issuer, claims) => $"{Good(issuer, claims)[..Good(issuer, claims).LastIndexOf('.')]}.",
        ["another's signature"] = (issuer, claims) => LoopbackIssuer.Token(
            LoopbackIssuer.Header(issuer.RsaKey), claims, issuer.Add(IssuerSigningKey.Rsa("other"))),
        ["claims changed after signing"] = (issuer, claims) => WithPayload(Good(issuer, claims), claims, "sub", "somebody-else"),
        ["alg none"] = (issuer, claims) => Unsigned(issuer, claims, "none"),
        ["alg NoNe"] = (issuer, claims) => Unsigned(issuer, claims, "NoNe"),
        ["alg empty"] = (issuer, claims) => Unsigned(issuer, claims, ""),
        ["alg HS256 with the public key for a secret"] = (issuer, claims) => Signed(issuer, claims, "HS256"),
        ["alg RS512, which the key could but may not"] = (issuer, claims) => Signed(issuer, claims, "RS512"),
        ["alg PS256, which the key could but may not"] = (issuer, claims) => Signed(issuer, claims, "PS256"),
        ["alg of another key"] = (issuer, claims) => LoopbackIssuer.Token(
            With(LoopbackIssuer.Header(issuer.CurveKey), "alg", "RS256"), claims, issuer.RsaKey),
        ["alg in an array"] = (issuer, claims) => LoopbackIssuer.Token(
            """{"alg":["RS256"],"kid":"rsa-1"}""", claims.ToJsonString(), issuer.RsaKey, "RS256"),
        ["alg twice"] = (issuer, claims) => LoopbackIssuer.Token(
            """{"alg":"none","alg":"RS256","kid":"rsa-1"}""", claims.ToJsonString(), issuer.RsaKey, "RS256"),
        ["no kid"] = (issuer, claims) =>
            LoopbackIssuer.Token(Without(LoopbackIssuer.Header(issuer.RsaKey), "kid"), claims, issuer.RsaKey),
        ["kid unknown"] = (issuer, claims) => Kid(issuer, claims, "rsa-2"),
        ["kid a path"] = (issuer, claims) => Kid(issuer, claims, "../../../../dev/null"),
        ["kid an address"] = (issuer, claims) => Kid(issuer, claims, $"{issuer.Address}/evil"),
        ["kid for a database"] = (issuer, claims) => Kid(issuer, claims, "' OR '1'='1"),
        ["kid for a shell"] = (issuer, claims) => Kid(issuer, claims, "| touch /tmp/x"),
        ["its own key in the header"] = (issuer, claims) => WithOwnKey(issuer, claims, "jwk", key => key.ToJsonWebKey()),
        ["its own key's address in the header"] = (issuer, claims) =>
            WithOwnKey(issuer, claims, "jku", _ => $"{issuer.Address}/evil"),
        ["its own certificate's address"] = (issuer, claims) => WithOwnKey(issuer, claims, "x5u", _ => $"{issuer.Address}/evil"),
        ["something that must be understood"] = (issuer, claims) => LoopbackIssuer.Token(
            With(LoopbackIssuer.Header(issuer.RsaKey), "crit", new JsonArray("exp")), claims, issuer.RsaKey),
        ["an access token"] = (issuer, claims) => LoopbackIssuer.Token(
            With(LoopbackIssuer.Header(issuer.RsaKey), "typ", "at+jwt"), claims, issuer.RsaKey),
        ["iss of another"] = (issuer, claims) => Good(issuer, With(claims, "iss", "https://other.example")),
        ["iss with a stroke more"] = (issuer, claims) => Good(issuer, With(claims, "iss", $"{issuer.Address}/")),
        ["no iss"] = (issuer, claims) => Good(issuer, Without(claims, "iss")),
        ["aud of another"] = (issuer, claims) => Good(issuer, With(claims, "aud", "other")),
        ["no aud"] = (issuer, claims) => Good(issuer, Without(claims, "aud")),
        ["aud of two, for the other"] = (issuer, claims) => Good(
            issuer, With(With(claims, "aud", new JsonArray(LoopbackIssuer.ClientId, "other")), "azp", "other")),
        ["aud of two, for nobody"] = (issuer, claims) =>
            Good(issuer, With(claims, "aud", new JsonArray(LoopbackIssuer.ClientId, "other"))),
        ["expired"] = (issuer, claims) => Good(issuer, Shift(claims, "exp", TimeSpan.FromMinutes(-11))),
        ["no exp"] = (issuer, claims) => Good(issuer, Without(claims, "exp")),
        ["exp a text"] = (issuer, claims) => Good(issuer, With(claims, "exp", "tomorrow")),
        ["not yet"] = (issuer, claims) => Good(issuer, With(claims, "nbf", Seconds(claims, "iat") + 120)),
        ["made in the future"] = (issuer, claims) => Good(issuer, Shift(claims, "iat", TimeSpan.FromMinutes(2))),
        ["made long ago"] = (issuer, claims) => Good(issuer, Shift(claims, "iat", TimeSpan.FromHours(-2))),
        ["no iat"] = (issuer, claims) => Good(issuer, Without(claims, "iat")),
        ["no sub"] = (issuer, claims) => Good(issuer, Without(claims, "sub")),
        ["sub empty"] = (issuer, claims) => Good(issuer, With(claims, "sub", "")),
        ["sub too long"] = (issuer, claims) => Good(issuer, With(claims, "sub", new string('x', 256))),
        ["sub with a line feed"] = (issuer, claims) => Good(issuer, With(claims, "sub", "a\nb")),
        ["no nonce"] = (issuer, claims) => Good(issuer, Without(claims, "nonce")),
        ["nonce of another occasion"] = (issuer, claims) => Good(issuer, With(claims, "nonce", "n-0S6_WzA2Mj")),
        ["a claim twice"] = (issuer, claims) => LoopbackIssuer.Token(
            LoopbackIssuer.Header(issuer.RsaKey).ToJsonString(),
            claims.ToJsonString().Replace("{", "{\"sub\":\"other\",", StringComparison.Ordinal),
            issuer.RsaKey,
            "RS256"),
        ["claims an array"] = (issuer, _) =>
            LoopbackIssuer.Token(LoopbackIssuer.Header(issuer.RsaKey).ToJsonString(), "[]", issuer.RsaKey, "RS256"),
        ["claims no JSON"] = (issuer, _) =>
            LoopbackIssuer.Token(LoopbackIssuer.Header(issuer.RsaKey).ToJsonString(), "{", issuer.RsaKey, "RS256"),
        ["nested a thousand deep"] = (issuer, _) => LoopbackIssuer.Token(
            LoopbackIssuer.Header(issuer.RsaKey).ToJsonString(),
            $$"""{"a":{{new string('[', 1_000)}}{{new string(']', 1_000)}}}""",
            issuer.RsaKey,
            "RS256"),
        ["a megabyte"] = (issuer, claims) => Good(issuer, With(claims, "padding", new string('x', 1_000_000))),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_AGoodToken_SaysWhoSignedIn(bool byRsa)
    {
        var (nonce, expiresAt) = nonces.New(LoopbackIssuer.Name);
        var key = byRsa ? issuer.RsaKey : issuer.CurveKey;

        var verdict = await tokens.CheckAsync(
            LoopbackIssuer.Name, LoopbackIssuer.Token(LoopbackIssuer.Header(key), issuer.Claims(nonce), key), nonce);

        verdict.Refusal.ShouldBeNull();
        verdict.Proof!.Identity.Issuer.ShouldBe(issuer.Address);
        verdict.Proof.Identity.Subject.ShouldBe("248289761001");
        verdict.Proof.Nonce.ShouldBe(nonce);
        verdict.Proof.NonceExpiresAt.ToUnixTimeMilliseconds().ShouldBe(expiresAt.ToUnixTimeMilliseconds());
        verdict.Name.ShouldBe("Ada Lovelace");
    }

    [Fact]
    public async Task Check_TwoAudiencesAndIssuedForUs_IsTaken()
    {
        var (nonce, _) = nonces.New(LoopbackIssuer.Name);
        var claims = With(
            With(issuer.Claims(nonce), "aud", new JsonArray("other", LoopbackIssuer.ClientId)), "azp", LoopbackIssuer.ClientId);

        (await tokens.CheckAsync(LoopbackIssuer.Name, Good(issuer, claims), nonce)).Refusal.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Check_AHostileToken_IsRefusedAlike(string attack)
    {
        var (nonce, _) = nonces.New(LoopbackIssuer.Name);
        var token = Hostile[attack](issuer, issuer.Claims(nonce));

        var verdict = await tokens.CheckAsync(LoopbackIssuer.Name, token, nonce);

        verdict.Proof.ShouldBeNull();
        verdict.Refusal.ShouldBe(EdgeRefusal.IdTokenInvalid);
        issuer.StrangeRequests.ShouldBe(0);
    }

    [Fact]
    public async Task Check_ATokenWhoseNonceIsNotOurs_IsRefused()
    {
        var foreign = Base64Url.EncodeToString(new byte[40]);

        (await CheckAsync(foreign)).ShouldBe(EdgeRefusal.IdTokenInvalid);
    }

    [Fact]
    public async Task Check_ANonceMadeForAnotherIssuer_IsRefused() =>
        (await CheckAsync(nonces.New("other").Nonce)).ShouldBe(EdgeRefusal.IdTokenInvalid);

    [Fact]
    public async Task Check_ANonceAfterItsQuarterOfAnHour_IsRefused()
    {
        var (nonce, _) = nonces.New(LoopbackIssuer.Name);

        time.Advance(TimeSpan.FromMinutes(15));

        (await CheckAsync(nonce)).ShouldBe(EdgeRefusal.IdTokenInvalid);
    }

    [Fact]
    public async Task Check_AnIssuerThatIsNotConfigured_IsRefused() =>
        (await tokens.CheckAsync("other", issuer.Token("x"), "x")).Refusal.ShouldBe(EdgeRefusal.IssuerUnknown);

    [Fact]
    public async Task Check_ASymmetricKeyInTheSet_SignsNothing()
    {
        issuer.Published.Add(new JsonObject
        {
            ["kty"] = "oct", ["kid"] = "shared", ["alg"] = "HS256",
            ["k"] = Base64Url.EncodeToString(issuer.RsaKey.PublicKeyAsSecret),
        });
        var (nonce, _) = nonces.New(LoopbackIssuer.Name);
        var header = new JsonObject { ["alg"] = "HS256", ["kid"] = "shared" };

        (await tokens.CheckAsync(LoopbackIssuer.Name, LoopbackIssuer.Token(header, issuer.Claims(nonce), issuer.RsaKey), nonce))
            .Refusal.ShouldBe(EdgeRefusal.IdTokenInvalid);
    }

    [Fact]
    public async Task Check_AKeyTooShort_SignsNothing()
    {
        var weak = issuer.Add(IssuerSigningKey.Rsa("weak", bits: 1_024));
        issuer.Publish(weak);
        var (nonce, _) = nonces.New(LoopbackIssuer.Name);

        (await tokens.CheckAsync(
            LoopbackIssuer.Name, LoopbackIssuer.Token(LoopbackIssuer.Header(weak), issuer.Claims(nonce), weak), nonce))
            .Refusal.ShouldBe(EdgeRefusal.IdTokenInvalid);
    }

    private static string Good(LoopbackIssuer issuer, JsonObject claims) =>
        LoopbackIssuer.Token(LoopbackIssuer.Header(issuer.RsaKey), claims, issuer.RsaKey);

    private static string Signed(LoopbackIssuer issuer, JsonObject claims, string algorithm) =>
        LoopbackIssuer.Token(With(LoopbackIssuer.Header(issuer.RsaKey), "alg", algorithm), claims, issuer.RsaKey);

    private static string Unsigned(LoopbackIssuer issuer, JsonObject claims, string algorithm) =>
        Signed(issuer, claims, algorithm);

    private static string Kid(LoopbackIssuer issuer, JsonObject claims, string keyId) =>
        LoopbackIssuer.Token(With(LoopbackIssuer.Header(issuer.RsaKey), "kid", keyId), claims, issuer.RsaKey);

    private static string WithOwnKey(
        LoopbackIssuer issuer, JsonObject claims, string entry, Func<IssuerSigningKey, JsonNode> value)
    {
        var own = issuer.Add(IssuerSigningKey.Rsa("own"));
        return LoopbackIssuer.Token(With(LoopbackIssuer.Header(issuer.RsaKey), entry, value(own)), claims, own);
    }

    private static string WithPayload(string token, JsonObject claims, string name, string value)
    {
        var parts = token.Split('.');
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(With(claims, name, value).ToJsonString()));
        return $"{parts[0]}.{payload}.{parts[2]}";
    }

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        var copy = json.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    private static JsonObject Without(JsonObject json, string name)
    {
        var copy = json.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }

    private static long Seconds(JsonObject claims, string name) => claims[name]!.GetValue<long>();

    private static JsonObject Shift(JsonObject claims, string name, TimeSpan by) =>
        With(claims, name, Seconds(claims, name) + (long)by.TotalSeconds);

    private async Task<EdgeRefusal?> CheckAsync(string nonce) =>
        (await tokens.CheckAsync(LoopbackIssuer.Name, issuer.Token(nonce), nonce)).Refusal;

    private IdTokens Checker(ExternalIssuerOptions options)
    {
        var gateway = new GatewayOptions { SigningKey = new byte[32], Issuers = [options] };
        nonces = new SignInNonces(gateway, time);
        return new IdTokens(gateway, nonces, documents, time, NullLogger<IssuerKeys>.Instance);
    }
}
