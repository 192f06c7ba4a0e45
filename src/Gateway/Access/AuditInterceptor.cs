using AudioRooms.Contracts.Safety;
using AudioRooms.Protocol.Bounds;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Writes the audit entry before a privileged call whose row asks for it: the caller, the call, and its subject. If the entry
/// cannot be written, the call is not carried out.
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

    // The call itself refuses a text that is no id; the log keeps the beginning of such a text.
    private static string Text(IMessage message, string field, int lengthMax)
    {
        var text = message.Descriptor.FindFieldByName(field)?.Accessor.GetValue(message) as string ?? "";
        var kept = text.Length <= lengthMax ? text : text[..lengthMax];
        return string.Create(kept.Length, kept, static (shown, given) =>
        {
            // Replaces half a character at a cut, and control characters, which a database or a terminal would act on.
            for (var index = 0; index < given.Length; index++)
            {
                shown[index] = char.IsControl(given[index]) || (index == given.Length - 1 && char.IsHighSurrogate(given[index]))
                    ? '?'
                    : given[index];
            }
        });
    }
}
