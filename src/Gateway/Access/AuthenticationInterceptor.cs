using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AudioRooms.Gateway.Access;

/// <summary>Checks before every call that the caller has the access that <see cref="RpcAccess"/> requires.</summary>
internal sealed class AuthenticationInterceptor(
    BearerTokens bearers, IGrainFactory grains, GatewayOptions options, GatewayMetrics metrics) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context).ConfigureAwait(false);
        return await continuation(request, context).ConfigureAwait(false);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context).ConfigureAwait(false);
        await continuation(requestStream, responseStream, context).ConfigureAwait(false);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context).ConfigureAwait(false);
        await continuation(request, responseStream, context).ConfigureAwait(false);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context).ConfigureAwait(false);
        return await continuation(requestStream, context).ConfigureAwait(false);
    }

    private async ValueTask AuthenticateAsync(ServerCallContext context)
    {
        var rule = RpcAccess.Of(context.Method);
        var access = rule?.Access;
        if (access == RequiredAccess.Open)
        {
            // The call needs no token, but a valid token still tells who the caller is.
            if (await ReadTokenAsync(context).ConfigureAwait(false) is { } known)
            {
                Caller.Set(context, known);
            }

            return;
        }

        if (access is RequiredAccess.TrustAndSafety or RequiredAccess.Operator
            && context.RequestHeaders.GetValue(MetadataNames.OperatorKey) is { } key)
        {
            Caller.Set(context, OperatorKeys.IsKey(key, options.OperatorKey)
                ? SafetyActor.KeyHolder
                : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.OperatorKeyWrong)));
            return;
        }

        var person = await ReadTokenAsync(context).ConfigureAwait(false);
        if (access == RequiredAccess.Operator && person is null)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.OperatorKeyWrong));
        }

        // A method without a row is refused in the same way as one whose token is missing.
        if (person is null || access is null)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TokenInvalid));
        }

        if (person.IsGuest && !rule!.IsForGuests)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.GuestForbidden));
        }

        Caller.Set(context, person);
        if (access is RequiredAccess.TrustAndSafety or RequiredAccess.Operator)
        {
            Caller.Set(context, await RequirePowerAsync(person.Person.Id, access.Value).ConfigureAwait(false));
        }
    }

    private async ValueTask<SignedInPerson?> ReadTokenAsync(ServerCallContext context)
    {
        try
        {
            return await bearers.ReadAsync(
                BearerTokens.TokenIn(HeadersOf(context).GetValue(MetadataNames.Authorization))).ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            throw metrics.Refuse(WireErrors.Of(ClusterFaults.RefusalOf(error)));
        }
    }

    // Reading any header decodes the binary ones.
    private Metadata HeadersOf(ServerCallContext context)
    {
        try
        {
            return context.RequestHeaders;
        }
        catch (FormatException)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.HeaderInvalid));
        }
    }

    // Asked at every call, because a power may have been withdrawn a moment ago.
    private async ValueTask<SafetyActor> RequirePowerAsync(UserId user, RequiredAccess access)
    {
        var needed = access == RequiredAccess.Operator ? AccountPower.Operator : AccountPower.TrustAndSafety;
        try
        {
            var standing = await grains.GetGrain<IAccountSafetyGrain>(user.Value).GetStandingAsync().ConfigureAwait(false);
            return standing.Has(needed)
                ? SafetyActor.Of(user, standing.Power)
                : throw metrics.Refuse(
                    WireErrors.Of(access == RequiredAccess.Operator ? EdgeRefusal.OperatorKeyWrong : EdgeRefusal.PowerMissing));
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            throw metrics.Refuse(WireErrors.Of(ClusterFaults.RefusalOf(error)));
        }
    }
}
