using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>One device's time in one room. Takes the device's sound, acknowledgements and commands.</summary>
/// <param name="link">The device's connection.</param>
/// <param name="room">The gateway room.</param>
/// <param name="device">The device as the room knows it.</param>
/// <param name="uplink">Checks the device's sound.</param>
/// <param name="hearing">Decides what the device hears.</param>
/// <param name="loss">The loss that the device reports.</param>
/// <param name="commands">Carries out the device's commands.</param>
/// <param name="speaker">The speaker grain of the device's owner in this room.</param>
/// <param name="bounds">The configured bounds, for the texts of refusals.</param>
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

    /// <summary>The token with which the device may come back; null before it is welcomed.</summary>
    public string? ResumeToken { get; set; }

    /// <summary>Completes when the changes of the owner's inbox are no longer sent.</summary>
    public Task InboxNews { get; set; } = Task.CompletedTask;

    /// <summary>Takes a packet. The device is told once why its packets are dropped; it is closed if it goes on.</summary>
    public void Speak(UplinkPacket packet, long nowMicros)
    {
        var verdict = uplink.Take(packet, Speaker, nowMicros);
        if (verdict.Notice is { } refusal)
        {
            Link.Output.Send(WireErrors.Of(refusal, bounds).ToRefusal(requestId: 0));
        }

        if (verdict.Close is { } reason)
        {
            Link.End.Close(reason);
        }
    }

    /// <summary>Takes in an acknowledgement: the position, the packets that were lost, and what was played.</summary>
    public void Acknowledge(Ack ack, long nowMicros)
    {
        Hearing.Acknowledge(ack, nowMicros);
        loss.Add(ack, hearsVoices: Hearing.Sound != Sound.Mix);
        if (ack.Heard.Count > 0)
        {
            Device.Played.Add(ack.Heard);
        }
    }
}
