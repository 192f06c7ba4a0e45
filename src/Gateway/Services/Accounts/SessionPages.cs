using System.Net;
using System.Text;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Services.Page;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services.Accounts;

/// <summary>
/// Sessions of the server's own page: the calls of <see cref="SignIns"/> over HTTP, with the refresh token in a cookie that no
/// script can read and no other site can send. Only pages of this server's origin may ask, also where other origins may make
/// calls: they have no cookie here.
/// </summary>
internal sealed partial class SessionPages(
    SignIns signIns,
    BearerTokens bearers,
    RevokedSessions revoked,
    RateLimiter limiter,
    PageFiles page,
    GatewayOptions options,
    IGrainFactory grains,
    GatewayMetrics metrics,
    ILogger<SessionPages> logger,
    [ProductClock] TimeProvider time)
{
    /// <summary>Path of all requests, and of the cookie.</summary>
    public const string Root = "/session";

    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "audiorooms-session";

    /// <summary>A header that no form of another site can set.</summary>
    public const string Header = "X-AudioRooms";

    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly OriginRule sameOrigin = new([]);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Post(endpoints, "/sign-up", static (pages, http) => pages.SignUpAsync(http));
        Post(endpoints, "/sign-in", static (pages, http) => pages.SignInAsync(http));
        Post(endpoints, "/refresh", static (pages, http) => pages.RefreshAsync(http));
        Post(endpoints, "/sign-out", static (pages, http) => pages.SignOutAsync(http));
        endpoints.MapGet(
            Root + "/about",
            static (HttpContext http) => http.RequestServices.GetRequiredService<SessionPages>().AboutAsync(http));
    }

    private static void Post(IEndpointRouteBuilder endpoints, string path, Func<SessionPages, HttpContext, Task> answer) =>
        endpoints.MapPost(
            Root + path, (HttpContext http) => http.RequestServices.GetRequiredService<SessionPages>().ServeAsync(http, answer));

    private async Task ServeAsync(HttpContext http, Func<SessionPages, HttpContext, Task> answer)
    {
        try
        {
            if (RefusalOf(http) is { } refusal)
            {
                throw metrics.Refuse(WireErrors.Of(refusal));
            }

            await answer(this, http).ConfigureAwait(false);
        }
        catch (RefusalException refused)
        {
            await HttpRefusals.WriteAsync(http, refused.Error).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidJsonException or InvalidProtocolBufferException or BadHttpRequestException)
        {
            await RefuseAsync(http, EdgeRefusal.PageRequestInvalid).ConfigureAwait(false);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The browser hung up and hears no answer.
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            await RefuseAsync(http, ClusterFaults.RefusalOf(error)).ConfigureAwait(false);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            LogRequestFailed(error, http.Request.Path);
            await RefuseAsync(http, EdgeRefusal.Internal).ConfigureAwait(false);
        }
    }

    private Task RefuseAsync(HttpContext http, EdgeRefusal refusal) =>
        HttpRefusals.WriteAsync(http, metrics.Refuse(WireErrors.Of(refusal)).Error);

    // A request of another site brings the cookie only if the browser does not know SameSite;
    // the header and the origin stop it all the same.
    private EdgeRefusal? RefusalOf(HttpContext http)
    {
        var headers = http.Request.Headers;
        var site = headers["Sec-Fetch-Site"];
        return !sameOrigin.Allows(headers.Origin, http.Request.Host) || (site.Count > 0 && site != "same-origin")
            ? EdgeRefusal.OriginForbidden
            : headers[Header] != "1" ? EdgeRefusal.OriginForbidden
            : http.Request.HasJsonContentType() ? null
            : EdgeRefusal.PageRequestInvalid;
    }

    private async Task SignUpAsync(HttpContext http)
    {
        var request = await ReadAsync<SignUpRequest>(http).ConfigureAwait(false);
        await OpenAsync(http, await signIns.SignUpAsync(request, AddressOf(http)).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task SignInAsync(HttpContext http)
    {
        var request = await ReadAsync<SignInRequest>(http).ConfigureAwait(false);
        await OpenAsync(http, await signIns.SignInAsync(request, AddressOf(http)).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task RefreshAsync(HttpContext http)
    {
        try
        {
            var token = http.Request.Cookies[Cookie] ?? "";
            await OpenAsync(http, await signIns.RefreshAsync(token, AddressOf(http)).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RefusalException refused) when (refused.Error.Code is AccountCodes.RefreshInvalid or AccountCodes.Suspended)
        {
            ForgetCookie(http);
            throw;
        }
    }

    /// <summary>What a page asks of a server before anybody has signed in.</summary>
    private Task AboutAsync(HttpContext http) => WriteAsync(http, new
    {
        PageVersion = page.Version,
        SignUp = options.SignUpNeedsInvitation ? "invitation" : "open",
        Guests = options.Guests.ConnectionsMax > 0,
        Reactions = options.Reactions.Names,

        // This server keeps no copy of what is said, and pushes nothing.
        KeptDays = 0,
        PushKey = "",
    });

    /// <summary>
    /// Ends what the request names: the session of its access token, and that of its cookie where the token has run out.
    /// </summary>
    private async Task SignOutAsync(HttpContext http)
    {
        ForgetCookie(http);
        var caller = await bearers.ReadAsync(BearerTokens.TokenIn(http.Request.Headers.Authorization)).ConfigureAwait(false);
        if (caller is { IsGuest: false })
        {
            if (!caller.IsSynthetic && !limiter.TryTake(RateLimit.Account, caller.Person.Id.Value, out var wait))
            {
                throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
            }

            await EndAsync(caller.Person, caller.SessionId).ConfigureAwait(false);
        }

        if (http.Request.Cookies[Cookie] is { Length: > 0 } token
            && await signIns.FindSessionAsync(token, AddressOf(http)).ConfigureAwait(false) is { } found
            && found.Session.SessionId != caller?.SessionId)
        {
            await EndAsync(found.Person, found.Session.SessionId).ConfigureAwait(false);
        }

        await WriteAsync(http, new { }).ConfigureAwait(false);
    }

    private async Task EndAsync(Contracts.Users.Person person, string sessionId)
    {
        await grains.GetGrain<IAccountGrain>(person.Handle).SignOutAsync(person.Id, sessionId).ConfigureAwait(false);
        await revoked.RefreshAsync().ConfigureAwait(false);
    }

    private Task OpenAsync(HttpContext http, SignedIn signedIn)
    {
        var now = time.GetUtcNow();
        var life = TimeSpan.FromSeconds(Math.Ceiling((signedIn.SessionExpiresAtUnixMs - now.ToUnixTimeMilliseconds()) / 1_000d));
        http.Response.Cookies.Append(Cookie, signedIn.RefreshToken, CookieFor(http, life));
        return WriteAsync(http, new
        {
            signedIn.AccessToken,
            ExpiresAtMs = signedIn.ExpiresAtUnixMs,
            ServerTimeMs = now.ToUnixTimeMilliseconds(),
            signedIn.UserId,
            signedIn.Handle,
            PageVersion = page.Version,
        });
    }

    private static void ForgetCookie(HttpContext http) =>
        http.Response.Cookies.Append(Cookie, "", CookieFor(http, TimeSpan.Zero));

    private static CookieOptions CookieFor(HttpContext http, TimeSpan life) => new()
    {
        Path = Root,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsSecure(http.Request),
        MaxAge = life,
    };

    // Where TLS ends at a proxy the browser says so itself, in the origin. A caller who lies gets a cookie that a browser drops.
    private static bool IsSecure(HttpRequest request) =>
        request.IsHttps
        || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase);

    private static async Task<T> ReadAsync<T>(HttpContext http)
        where T : IMessage, new()
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = RequestBounds.PageRequestBytesMax;
        }

        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        return Reader.Parse<T>(await body.ReadToEndAsync(http.RequestAborted).ConfigureAwait(false));
    }

    private static Task WriteAsync(HttpContext http, object answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(answer, JsonSerializerOptions.Web, http.RequestAborted);
    }

    private static IPAddress? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress;
}
