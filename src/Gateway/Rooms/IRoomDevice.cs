using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// A device as a room here knows it: whose it is, and what the room may ask of it. The room calls it inside the
/// room's gate, so no member waits and none calls the room back.
/// </summary>
internal interface IRoomDevice
{
    /// <summary>The authenticated owner.</summary>
    Contracts.Users.Person Person { get; }

    /// <summary>Whether the device only listens and commands, beside its person's main device.</summary>
    bool IsCompanion { get; }

    /// <summary>When the device connected.</summary>
    DateTimeOffset EnteredAt { get; }

    /// <summary>True while the device is served once a second.</summary>
    bool IsBroadcast { get; }

    /// <summary>Whether the person's sound may leave this gateway.</summary>
    SpeakingGate SpeakingGate { get; }

    Outbox Outbox { get; }

    /// <summary>Ends the connection from the server's side. The first reason counts.</summary>
    void Close(ClosingReason reason);

    /// <summary>Closes the connection of a device that has said nothing for too long, or whose token is over.</summary>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="silentAfterMicros">How long a device may say nothing.</param>
    void CloseIfExpired(long nowMicros, long silentAfterMicros);

    /// <summary>
    /// The person raised a hand and may be called on stage at any moment: the device hears without the audience's delay.
    /// </summary>
    void OnHandRaised();

    /// <summary>The person's hand was lowered, by the person, by a host or by the room's settings.</summary>
    void OnHandLowered();

    /// <summary>A host invited the person on stage: the device hears without the audience's delay.</summary>
    void OnInvited();

    /// <summary>The invitation on stage ended: accepted, declined or withdrawn.</summary>
    void OnInvitationEnded();

    /// <summary>The person left the stage, or was taken off it: the device hears at its owner's chosen latency again.</summary>
    void OnStageLeft();

    /// <summary>The person's place on stage changed: the device hears the log that fits, without its own voice.</summary>
    void OnStageChanged();

    /// <summary>The room makes no mix without these stays on stage.</summary>
    /// <param name="refused">Sources of the stays; <see cref="MixPackets.Source"/> for the whole mix.</param>
    void OnMixRefused(IReadOnlyCollection<uint> refused);

    /// <summary>Revokes the speaker grain's grant for a stay on stage that the person did not end themselves.</summary>
    /// <param name="source">The source of the stay.</param>
    void RevokeGrant(uint source);

    /// <summary>What the device lost since the last time; null if too little was sent to tell.</summary>
    LossStep? TakeLoss();

    /// <summary>
    /// Sends the device an encoder hint, if it needs a new one, for the worse of two paths: the path to the room's listeners, and
    /// the device's own.
    /// </summary>
    /// <param name="room">The loss of the room's listeners.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    void HintEncoder(LossStep room, long nowMicros);
}
