using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Auth;
using AudioRooms.Gateway.Commands;
using AudioRooms.Gateway.Metrics;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Rpc;

/// <summary>Sign-up, sign-in and tokens.</summary>
internal sealed class AccountsService(
    IGrainFactory grains, AccessTokens tokens, AttemptThrottle throttle, GatewayOptions options, GatewayMetrics metrics)
    : Accounts.AccountsBase
{
    /// <summary>Longest handle; a longer key would only fill the cluster's directory.</summary>
    private const int HandleLengthMax = 30;

    public override async Task<SignedIn> SignUp(SignUpRequest request, ServerCallContext context)
    {
        var account = Account(request.Handle, context);
        return SignedIn(
            await account.SignUpAsync(request.Password, request.DisplayName).ConfigureAwait(false), options.AccessTokens.SignedInFor);
    }

    public override async Task<SignedIn> SignIn(SignInRequest request, ServerCallContext context)
    {
        var account = Account(request.Handle, context);
        return SignedIn(await account.SignInAsync(request.Password).ConfigureAwait(false), options.AccessTokens.SignedInFor);
    }

    public override async Task<SignedIn> MintToken(MintTokenRequest request, ServerCallContext context)
    {
        var account = grains.GetGrain<IAccountGrain>(Normalise(request.Handle));
        return SignedIn(await account.MintAsync(request.DisplayName).ConfigureAwait(false), options.AccessTokens.MintedFor);
    }

    public override Task<WhoAmIResponse> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var person = Caller.Of(context);
        return Task.FromResult(new WhoAmIResponse
        {
            UserId = person.Id.Value, Handle = person.Handle, DisplayName = person.DisplayName,
        });
    }

    private IAccountGrain Account(string handle, ServerCallContext context)
    {
        var normal = Normalise(handle);
        if (!throttle.TryBegin(normal, context.GetHttpContext().Connection.RemoteIpAddress, out var retryAfter))
        {
            throw Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = retryAfter });
        }

        return grains.GetGrain<IAccountGrain>(normal);
    }

    private string Normalise(string handle) => handle.Length is > 0 and <= HandleLengthMax
        ? handle.ToLowerInvariant()
        : throw Refuse(WireErrors.Of(AccountRejection.HandleInvalid));

    private SignedIn SignedIn(AccountReply reply, TimeSpan life)
    {
        if (!reply.IsAccepted)
        {
            throw Refuse(WireErrors.Of(reply.Rejection.Value));
        }

        Person person = reply.Person;
        var (token, expiresAt) = tokens.Issue(person, life);
        return new SignedIn
        {
            UserId = person.Id.Value,
            Handle = person.Handle,
            AccessToken = token,
            ExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds(),
        };
    }

    private RpcException Refuse(WireError error)
    {
        metrics.RequestRefused(error.Code);
        return error.ToRpcException();
    }
}
