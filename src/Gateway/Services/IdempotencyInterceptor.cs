using System.Security.Cryptography;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AudioRooms.Gateway.Services;

/// <summary>
/// For calls whose row in <see cref="RpcAccess"/> is keyed: refuses a key that belongs to an earlier call with other content.
/// Without this check the caller would get the earlier call's result as its own.
/// </summary>
internal sealed class IdempotencyInterceptor(IGrainFactory grains, GatewayMetrics metrics) : Interceptor
{
    private const string KeyField = "idempotency_key";
    private const string PersonField = "user_id";

    // Operators count as one caller: a key means the same for all of them.
    private const string Operators = "operators";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        // The call itself refuses a key that is too long.
        if (RpcAccess.Of(context.Method) is not { Repeat: Repeat.Keyed } rule
            || request is not IMessage message
            || TextOf(message, KeyField) is not { Length: > 0 and <= RequestBounds.IdempotencyKeyLengthMax } key)
        {
            return await continuation(request, context).ConfigureAwait(false);
        }

        var keys = grains.GetGrain<IIdempotencyGrain>(OwnerOf(rule, message, context));
        var claim = await keys.ClaimAsync(context.Method, key, PrintOf(message)).ConfigureAwait(false);
        if (claim == KeyClaim.Reused)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyReused));
        }

        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (RpcException refused) when (claim == KeyClaim.Taken && IsDecided(refused.StatusCode))
        {
            await keys.ReleaseAsync(context.Method, key).ConfigureAwait(false);
            throw;
        }
    }

    // For an operator's grant the key belongs to the person who receives it.
    private static string OwnerOf(RpcRule rule, IMessage message, ServerCallContext context) =>
        rule.Access != RequiredAccess.Operator
            ? Caller.Of(context).Id.Value
            : TextOf(message, PersonField) is { Length: > 0 } person ? $"{Operators}/{person}"
            : Operators;

    private static string? TextOf(IMessage message, string field) =>
        message.Descriptor.FindFieldByName(field)?.Accessor.GetValue(message) as string;

    private static string PrintOf(IMessage message)
    {
        var asked = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        asked.Descriptor.FindFieldByName(KeyField).Accessor.Clear(asked);
        return Convert.ToHexStringLower(SHA256.HashData(asked.ToByteArray()));
    }

    // True if it is certain that nothing was carried out. Otherwise the key stays reserved for what may have been done.
    private static bool IsDecided(StatusCode status) =>
        status is not (StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown
            or StatusCode.DeadlineExceeded or StatusCode.Cancelled);
}
