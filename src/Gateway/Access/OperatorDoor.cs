using System.Buffers.Text;
using System.Net;
using System.Text;
using AudioRooms.Contracts.Safety;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Guards pages for operators. It accepts the operator's key, as the password of HTTP Basic (RFC 7617, with any user name) or in
/// the header <c>operator-key</c>, or the access token of an account with the operator's power. In development a user of this
/// machine needs neither. An address with too many wrong keys or tokens is refused for a while, even with the right one.
/// </summary>
internal sealed class OperatorDoor(
    GatewayOptions options, BearerTokens bearers, IGrainFactory grains, AttemptThrottle throttle, GatewayMetrics metrics)
        : IEndpointFilter
{
    private const string Challenge = "Basic realm=\"AudioRooms operator\", charset=\"UTF-8\"";
    private const string BasicScheme = "Basic ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await RefusalAsync(http).ConfigureAwait(false) is { } refusal)
        {
            metrics.RequestRefused(refusal.Code);
            await HttpRefusals.WriteAsync(http, refusal, Challenge).ConfigureAwait(false);
            return Results.Empty;
        }

        return await next(context).ConfigureAwait(false);
    }

    /// <summary>
    /// True for a browser or program on this machine that calls the server by a name of this machine. A foreign name that
    /// resolves to this machine is refused, because that is how a web page would reach a server that listens on loopback only.
    /// </summary>
    internal static bool IsThisMachine(HttpContext http) =>
        http.Connection is { RemoteIpAddress: { } remote, LocalIpAddress: { } local }
        && IPAddress.IsLoopback(remote)
        && IPAddress.IsLoopback(local)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded")
        && (http.Request.Host.Host is "localhost"
            || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));

    private async ValueTask<WireError?> RefusalAsync(HttpContext http)
    {
        if (options.IsDevelopment && IsThisMachine(http))
        {
            return null;
        }

        var address = http.Connection.RemoteIpAddress;
        if (throttle.IsUsedUp(address, out var wait))
        {
            return WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait };
        }

        var authorization = http.Request.Headers.Authorization.ToString();
        var key = http.Request.Headers.TryGetValue(MetadataNames.OperatorKey, out var header)
            ? header.ToString()
            : PasswordIn(authorization);
        var token = key is null ? BearerTokens.TokenIn(authorization) : null;
        if (key is null && token is null)
        {
            return Unauthenticated;
        }

        try
        {
            if (key is not null
                ? OperatorKeys.IsKey(key, options.OperatorKey)
                : await IsOperatorAsync(token).ConfigureAwait(false))
            {
                return null;
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            return WireErrors.Of(ClusterFaults.RefusalOf(error));
        }

        return throttle.TryBeginFrom(address, out wait)
            ? Unauthenticated
            : WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait };
    }

    // Always 401, so that a browser asks for the key again.
    private static WireError Unauthenticated =>
        WireErrors.Of(EdgeRefusal.OperatorKeyWrong) with { Status = StatusCode.Unauthenticated };

    private async ValueTask<bool> IsOperatorAsync(string? token) =>
        await bearers.ReadAsync(token).ConfigureAwait(false) is { } person
        && (await grains.GetGrain<IAccountSafetyGrain>(person.Person.Id.Value).GetStandingAsync().ConfigureAwait(false))
            .Has(AccountPower.Operator);

    // The password of a Basic header; empty if the header holds none, null if there is no such header.
    private static string? PasswordIn(string authorization)
    {
        if (!authorization.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var encoded = authorization.AsSpan(BasicScheme.Length).Trim();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
        {
            return "";
        }

        var credentials = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : credentials[(colon + 1)..];
    }
}
