using AudioRooms.Contracts.Safety;
using AudioRooms.Protocol.Bounds;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Before a privileged call whose row says so: who asks for what stands in the audit log. If it cannot be written,
/// nothing is done.
/// </summary>
internal sealed class AuditInterceptor(IGrainFactory grains) : Interceptor
{
    private const int SubjectLengthMax = 100;

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcAccess.Of(context.Method) is { IsAuditedHere: true })
        {
            var message = (IMessage)request;
            var entry = new AuditEntry(
                Caller.ActorOf(context).Name,
                context.Method[(context.Method.LastIndexOf('.') + 1)..],
                SubjectOf(message),
                Text(message, "reason", SafetyBounds.TextLengthMax));
            await grains.GetGrain<IAuditGrain>(0).AppendAsync(entry).ConfigureAwait(false);
        }

        return await continuation(request, context).ConfigureAwait(false);
    }

    private static string SubjectOf(IMessage message)
    {
        foreach (var (field, kind) in new[]
        {
            ("user_id", "user"),
            ("handle", "handle"),
            ("room_id", "room"),
            ("club_id", "club"),
        })
        {
            if (Text(message, field, SubjectLengthMax) is { Length: > 0 } id)
            {
                return $"{kind}/{id}";
            }
        }

        return "service";
    }

    // What cannot be an id is refused by the call itself; the log keeps the beginning of it.
    private static string Text(IMessage message, string field, int lengthMax)
    {
        var text = message.Descriptor.FindFieldByName(field)?.Accessor.GetValue(message) as string ?? "";
        var kept = text.Length <= lengthMax ? text : text[..lengthMax];
        return string.Create(kept.Length, kept, static (shown, given) =>
        {
            // Half a character of a cut text, and what a database or a terminal takes for an order.
            for (var index = 0; index < given.Length; index++)
            {
                shown[index] = char.IsControl(given[index]) || (index == given.Length - 1 && char.IsHighSurrogate(given[index]))
                    ? '?'
                    : given[index];
            }
        });
    }
}
