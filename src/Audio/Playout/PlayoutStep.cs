namespace AudioRooms.Audio.Playout;

/// <summary>What to play for the next 20 ms.</summary>
public enum PlayoutStep
{
    /// <summary>There is nothing to play: silence.</summary>
    Idle,

    /// <summary>Decode the packet.</summary>
    Decode,

    /// <summary>
    /// The packet is lost: rebuild it from the FEC in the given packet, which comes again with <see cref="Decode"/>.
    /// </summary>
    Recover,

    /// <summary>The packet is lost: conceal.</summary>
    Conceal,

    /// <summary>The speaker is silent and sends nothing: conceal, which makes comfort noise.</summary>
    Silence,

    /// <summary>The packet is late and may still come: conceal, and stay at this frame.</summary>
    Hold,

    /// <summary>The delay is longer than needed: decode both packets and play them in the time of one.</summary>
    Accelerate,
}
