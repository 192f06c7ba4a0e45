using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AudioRooms.Gateway.Access.External;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Tests.Access.External;

/// <summary>An OpenID provider on a loopback port: its configuration, its key set, and any token that a test asks for.</summary>
internal sealed class LoopbackIssuer : IAsyncDisposable
{
    public const string Name = "loop";
    public const string ClientId = "audio-rooms";

    private readonly List<IssuerSigningKey> all = [];
    private readonly TimeProvider time;
    private WebApplication? app;
    private int keyFetches;
    private int strangeRequests;

    private LoopbackIssuer(TimeProvider time)
    {
        this.time = time;
        RsaKey = Add(IssuerSigningKey.Rsa("rsa-1"));
        CurveKey = Add(IssuerSigningKey.EllipticCurve("ec-1"));
        Published = [RsaKey.ToJsonWebKey(), CurveKey.ToJsonWebKey()];
    }

    public IssuerSigningKey RsaKey { get; }

    public IssuerSigningKey CurveKey { get; }

    /// <summary>The content of the key set.</summary>
    public List<JsonObject> Published { get; private set; }

    public string Address { get; private set; } = "";

    /// <summary>The address of the keys in the configuration; null for the true one.</summary>
    public string? KeysAddress { get; set; }

    public string? CalledItself { get; set; }

    public bool IsDown { get; set; }

    public int KeyFetches => Volatile.Read(ref keyFetches);

    /// <summary>Requests for paths that no client should ask for.</summary>
    public int StrangeRequests => Volatile.Read(ref strangeRequests);

    public ExternalIssuerOptions Options => new() { Name = Name, Issuer = Address, Audience = ClientId };

    public static async Task<LoopbackIssuer> StartAsync(TimeProvider time)
    {
        var issuer = new LoopbackIssuer(time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.WebHost.UseUrls();
        issuer.app = builder.Build();
        issuer.app.Run(issuer.AnswerAsync);
        await issuer.app.StartAsync();
        issuer.Address = issuer.app.Urls.First();
        return issuer;
    }

    public IssuerSigningKey Add(IssuerSigningKey key)
    {
        all.Add(key);
        return key;
    }

    public void Publish(params IssuerSigningKey[] keys) => Published = [.. keys.Select(key => key.ToJsonWebKey())];

    /// <summary>The claims of a valid token.</summary>
    public JsonObject Claims(string nonce, string subject = "248289761001") => new()
    {
        ["iss"] = Address,
        ["aud"] = ClientId,
        ["sub"] = subject,
        ["iat"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
        ["nonce"] = nonce,
        ["name"] = "Ada Lovelace",
    };

    public static JsonObject Header(IssuerSigningKey key) => new() { ["alg"] = key.Algorithm, ["kid"] = key.Id, ["typ"] = "JWT" };

    /// <summary>A valid token.</summary>
    public string Token(string nonce, string subject = "248289761001") => Token(Header(RsaKey), Claims(nonce, subject), RsaKey);

    /// <summary>A token with any header and claims, signed by the algorithm that the header names.</summary>
    public static string Token(JsonObject header, JsonObject claims, IssuerSigningKey key) =>
        Token(header.ToJsonString(), claims.ToJsonString(), key, header["alg"]?.GetValue<string>() ?? "");

    public static string Token(string header, string claims, IssuerSigningKey key, string algorithm)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(signed, algorithm))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        all.ForEach(key => key.Dispose());
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private Task AnswerAsync(HttpContext http)
    {
        if (IsDown)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        switch (http.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                return http.Response.WriteAsync(new JsonObject
                {
                    ["issuer"] = CalledItself ?? Address, ["jwks_uri"] = KeysAddress ?? $"{Address}/keys",
                }.ToJsonString());
            case "/keys":
                Interlocked.Increment(ref keyFetches);
                return http.Response.WriteAsync(
                    new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => key.DeepClone())]) }.ToJsonString());
            case "/moved":
                http.Response.Redirect("/keys");
                return Task.CompletedTask;
            default:
                Interlocked.Increment(ref strangeRequests);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
