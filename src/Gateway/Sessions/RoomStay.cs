using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>One device's time in one room: takes the device's sound, its acknowledgements and its commands.</summary>
/// <param name="link">The device's connection.</param>
/// <param name="room">The room here.</param>
/// <param name="device">The device as the room knows it.</param>
/// <param name="uplink">What the device may send as sound.</param>
/// <param name="hearing">What the device hears.</param>
/// <param name="loss">What the device says it lost.</param>
/// <param name="commands">What the device asks for.</param>
/// <param name="speaker">The voice of the device's owner in the room.</param>
/// <param name="bounds">For the sentences of refusals.</param>
internal sealed class RoomStay(
    DeviceLink link,
    GatewayRoom room,
    RoomDevice device,
    Uplink uplink,
    Hearing hearing,
    LossReport loss,
    CommandPipeline commands,
    ISpeakerGrain speaker,
    SessionOptions bounds)
{
    public DeviceLink Link { get; } = link;

    public GatewayRoom Room { get; } = room;

    public RoomDevice Device { get; } = device;

    public Hearing Hearing { get; } = hearing;

    public CommandPipeline Commands { get; } = commands;

    public ISpeakerGrain Speaker { get; } = speaker;

    /// <summary>With which the device may come back; null before it is welcomed.</summary>
    public string? ResumeToken { get; set; }

    /// <summary>Completes when the device is told nothing more of its owner's inbox.</summary>
    public Task InboxNews { get; set; } = Task.CompletedTask;

    /// <summary>Takes a packet. The device is told once why its packets are dropped, and is closed if it does not stop.</summary>
    public void Speak(UplinkPacket packet, long nowMicros)
    {
        var verdict = uplink.Take(packet, Speaker, nowMicros);
        if (verdict.Tell is { } refusal)
        {
            Link.Output.Send(WireErrors.Of(refusal, bounds).ToRefusal(requestId: 0));
        }

        if (verdict.Close is { } reason)
        {
            Link.End.Close(reason);
        }
    }

    /// <summary>Takes in what the device received, and what it lost.</summary>
    public void Acknowledge(Ack ack, long nowMicros)
    {
        Hearing.Acknowledge(ack, nowMicros);
        loss.Add(ack, hearsVoices: Hearing.Sound != Sound.Mix);
    }
}
