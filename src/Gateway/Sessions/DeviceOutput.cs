using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Sends one device the messages that only it gets: answers, and messages about its session. Thread-safe.</summary>
internal sealed class DeviceOutput(Outbox outbox, EncodedMessagePool pool, ConnectionEnd end, GatewayMetrics metrics)
{
    /// <summary>The device's queue of messages.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>Sends a message. The connection is closed if the device leaves too many unread.</summary>
    public void Send(ServerMessage message)
    {
        var encoded = pool.Encode(message);
        if (!Outbox.TrySend(encoded))
        {
            end.Close(ClosingReason.TooSlow);
        }

        encoded.Release();
    }

    /// <summary>Answers a command.</summary>
    /// <param name="requestId">The id that the device chose; 0 if it wants no answer.</param>
    /// <param name="refusal">The refusal; null if the command was carried out.</param>
    public void Answer(ulong requestId, WireError? refusal)
    {
        if (refusal is not null)
        {
            metrics.CommandRefused(refusal.Code);
        }

        if (requestId != 0)
        {
            Send(refusal?.ToRefusal(requestId) ?? new ServerMessage { Ok = new Ok { RequestId = requestId } });
        }
    }

    /// <summary>Sends the last message, if there is one, and closes the queue.</summary>
    /// <returns>Completes when everything is written or the connection broke.</returns>
    public Task CloseAsync(ServerMessage? last)
    {
        if (last is null)
        {
            return Outbox.CloseAsync(null);
        }

        var encoded = pool.Encode(last);
        var closing = Outbox.CloseAsync(encoded);
        encoded.Release();
        return closing;
    }
}
