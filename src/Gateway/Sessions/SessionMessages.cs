using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Carries out the messages about a device's own session, which ask nothing of the room's grain.</summary>
internal sealed class SessionMessages(DeviceLink link, Hearing hearing, GatewayRoom room)
{
    public void Pong(ClientMessage message) =>
        link.Output.Send(new ServerMessage { Pong = new Pong { SentAtMicros = message.Ping.SentAtMicros } });

    public void SetLatency(ClientMessage message)
    {
        var isKnown = LatencyChoice.TryRead(message.SetLatency.Latency, out var latency);
        if (isKnown)
        {
            hearing.SetLatency(latency);
        }

        link.Output.Answer(message.RequestId, isKnown ? null : WireErrors.Of(EdgeRefusal.LatencyInvalid));
    }

    public void SetSound(ClientMessage message)
    {
        var isKnown = Hearing.TryRead(message.SetSound.Sound, out var sound);
        if (isKnown)
        {
            hearing.SetSound(sound);
        }

        link.Output.Answer(message.RequestId, isKnown ? null : WireErrors.Of(EdgeRefusal.ValueUnknown));
    }

    public void React(ClientMessage message)
    {
        room.React(message.React.Reaction);
        link.Output.Answer(message.RequestId, refusal: null);
    }

    public Task<WireError?> AuthenticateAsync(ClientMessage message) => link.Expiry.RenewAsync(message.Authenticate);
}
