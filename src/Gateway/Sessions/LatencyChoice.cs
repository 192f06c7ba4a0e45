using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Decides the latency class in which a device is served: the one that its owner chose, except near the stage or on a server that
/// is nearly full. Pure; not thread-safe.
/// </summary>
internal sealed class LatencyChoice
{
    private bool isHandRaised;
    private bool isInvited;

    /// <summary>The class that the owner chose.</summary>
    public LatencyClass Chosen { get; set; }

    /// <summary>True while the device is served once a second, because the server was nearly full when it came.</summary>
    public bool IsOverflow { get; set; }

    /// <summary>Reads a class from the wire; unspecified means the audience's.</summary>
    /// <returns>False if the value is not defined.</returns>
    public static bool TryRead(LatencyClass asked, out LatencyClass latency)
    {
        latency = asked == LatencyClass.Unspecified ? LatencyClass.Audience : asked;
        return latency is LatencyClass.Interactive or LatencyClass.Audience or LatencyClass.Economy or LatencyClass.Broadcast;
    }

    public void OnHandRaised() => isHandRaised = true;

    public void OnInvited() => isInvited = true;

    /// <summary>The hand was lowered. If it led to the stage, the device goes on hearing without delay.</summary>
    public void OnHandLowered(bool isOnStage) => isHandRaised &= isOnStage;

    /// <summary>The invitation ended. If it led to the stage, the device goes on hearing without delay.</summary>
    public void OnInvitationEnded(bool isOnStage) => isInvited &= isOnStage;

    public void OnStageLeft()
    {
        isHandRaised = false;
        isInvited = false;
    }

    /// <summary>The class in which to serve the device.</summary>
    public LatencyClass For(bool isOnStage)
    {
        var chosen = IsOverflow ? LatencyClass.Broadcast : Chosen;
        return isHandRaised || isInvited || (chosen == LatencyClass.Broadcast && isOnStage) ? LatencyClass.Interactive : chosen;
    }
}
