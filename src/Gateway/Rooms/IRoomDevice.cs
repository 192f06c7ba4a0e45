using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// A device as a room here knows it: whose it is, what it was told, and what the room may ask of it. The room calls it inside the
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

    Microphone Microphone { get; }

    Outbox Outbox { get; }

    /// <summary>Version of the newest event that the device was told. Belongs to the room, inside its gate.</summary>
    long ToldVersion { get; set; }

    /// <summary>The place of the raised hand as the device knows it. Belongs to the room, inside its gate.</summary>
    HandPlace? ToldPlace { get; set; }

    /// <summary>Ends the connection from the server's side. The first reason counts.</summary>
    void Close(ClosingReason reason);

    /// <summary>Closes the connection of a device that has said nothing for too long, or whose token is over.</summary>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="silentAfterMicros">How long a device may say nothing.</param>
    void CloseOverdue(long nowMicros, long silentAfterMicros);

    /// <summary>The person may be called on stage any moment, or no longer: the device hears without the audience's delay.</summary>
    void Hurry(bool hurried);

    /// <summary>The person's hand went down.</summary>
    void HandIsDown();

    /// <summary>A host asks the person on stage, or no longer does.</summary>
    void Invite(bool invited);

    /// <summary>The stage changed: the device hears what fits, without its own voice.</summary>
    void Retune();

    /// <summary>The room makes no mix without these stays on stage.</summary>
    void LoseMix(IReadOnlyCollection<uint> refused);

    /// <summary>The person was taken off the stage: the speaker grain loses its grant for this stay.</summary>
    void LoseVoice(uint source);

    /// <summary>What the device lost since the last time; null if too little was sent to tell.</summary>
    LossStep? TakeLoss();

    /// <summary>Asks the device's encoder for what the worse of two paths needs: the one to the room's listeners, and the device's own.</summary>
    /// <param name="room">The loss of the room's listeners.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    void Steer(LossStep room, long nowMicros);
}
