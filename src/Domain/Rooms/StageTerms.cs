namespace AudioRooms.Domain.Rooms;

/// <summary>The times of the stage lease, which a room and those who pass its sound on have to agree about.</summary>
public static class StageTerms
{
    /// <summary>
    /// How long a stage is believed after it was asked for. Longer than a lost room needs to start anew on another silo, so that
    /// its sound goes on meanwhile; a host waits as long for a gateway that is lost.
    /// </summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its last question a holder asks again: with the beat of the gateways.</summary>
    public static TimeSpan RenewAfter { get; } = TimeSpan.FromMilliseconds(900);

    /// <summary>
    /// How much longer the room waits than a lease lasts: 5 % for clocks that run apart, a hundred times what time
    /// synchronisation allows.
    /// </summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromMilliseconds(250);
}
