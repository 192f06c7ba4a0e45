using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// A device as a room at this gateway knows it: the owner, and the calls that the room may make. The room calls while it holds
/// its gate, so no member waits and none calls the room back.
/// </summary>
internal interface IRoomDevice
{
    /// <summary>The authenticated owner of the device.</summary>
    Contracts.Users.Person Person { get; }

    /// <summary>True for a companion, which listens and sends commands beside the person's main device.</summary>
    bool IsCompanion { get; }

    /// <summary>When the device connected.</summary>
    DateTimeOffset EnteredAt { get; }

    /// <summary>True while the device gets one bundle a second (the broadcast class).</summary>
    bool IsBroadcast { get; }

    /// <summary>Decides whether the person's sound may leave this gateway.</summary>
    SpeakingGate SpeakingGate { get; }

    Outbox Outbox { get; }

    /// <summary>Ends the connection from the server's side. Only the first reason counts.</summary>
    void Close(ClosingReason reason);

    /// <summary>Closes the connection if the device was silent for too long or its access token has expired.</summary>
    /// <param name="nowMicros">The time of the media path's clock.</param>
    /// <param name="silentAfterMicros">How long a device may send nothing.</param>
    void CloseIfExpired(long nowMicros, long silentAfterMicros);

    /// <summary>
    /// The person raised a hand and may be called on stage at any moment, so the device hears without the audience's delay from
    /// now on.
    /// </summary>
    void OnHandRaised();

    /// <summary>The person, a host or the room's settings lowered the hand.</summary>
    void OnHandLowered();

    /// <summary>A host invited the person on stage, so the device hears without the audience's delay from now on.</summary>
    void OnInvited();

    /// <summary>The invitation was accepted, declined or withdrawn.</summary>
    void OnInvitationEnded();

    /// <summary>The person left the stage or was taken off it, so the device hears at the owner's chosen latency again.</summary>
    void OnStageLeft();

    /// <summary>The person's stay on stage changed: the device now hears the log that leaves out its own voice.</summary>
    void OnStageChanged();

    /// <summary>The room makes no mix without the voices of these stays.</summary>
    /// <param name="refused">The sources of the stays; <see cref="MixPackets.Source"/> stands for the whole mix.</param>
    void OnMixRefused(IReadOnlyCollection<uint> refused);

    /// <summary>Revokes the speaker grain's grant for a stay on stage that a host ended.</summary>
    /// <param name="source">The source of the stay.</param>
    void RevokeGrant(uint source);

    /// <summary>What the device says that it plays. Its counts belong to the room's beat.</summary>
    PlayedReport Played { get; }

    /// <summary>Packets as loud as a voice that the device sent and that were let through since the last time.</summary>
    int TakeSpoken();

    /// <summary>Tells the device whether it is heard and hears.</summary>
    void SendHearing(HearingNotice notice);

    /// <summary>The device's loss since the last call; null if it got too few packets to tell.</summary>
    LossStep? TakeLoss();

    /// <summary>
    /// Sends the device an encoder hint if it needs a new one. The hint fits the worse of two paths: to the room's listeners, and
    /// from the device to the gateway.
    /// </summary>
    /// <param name="room">The loss of the room's listeners.</param>
    /// <param name="nowMicros">The time of the media path's clock.</param>
    void HintEncoder(LossStep room, long nowMicros);
}
