using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// In which latency class a device should be served: the class that its owner chose, unless the stage is near or the server is
/// nearly full. Pure; not thread-safe.
/// </summary>
internal sealed class LatencyChoice
{
    private bool isHandRaised;
    private bool isInvited;

    /// <summary>What the owner chose.</summary>
    public LatencyClass Chosen { get; set; }

    /// <summary>True while the device waits for room in a server that was nearly full when the device came.</summary>
    public bool IsOverflow { get; set; }

    /// <summary>Reads a class from the wire; the audience's where the device names none.</summary>
    /// <returns>False if it is none of the four.</returns>
    public static bool TryRead(LatencyClass asked, out LatencyClass latency)
    {
        latency = asked == LatencyClass.Unspecified ? LatencyClass.Audience : asked;
        return latency is LatencyClass.Interactive or LatencyClass.Audience or LatencyClass.Economy or LatencyClass.Broadcast;
    }

    public void OnHandRaised() => isHandRaised = true;

    public void OnInvited() => isInvited = true;

    /// <summary>On stage, where a raised hand leads, the device goes on hearing without delay.</summary>
    public void OnHandLowered(bool isOnStage) => isHandRaised &= isOnStage;

    /// <summary>On stage, where an invitation leads, the device goes on hearing without delay.</summary>
    public void OnInvitationEnded(bool isOnStage) => isInvited &= isOnStage;

    public void OnStageLeft()
    {
        isHandRaised = false;
        isInvited = false;
    }

    /// <summary>The class to serve the device in.</summary>
    public LatencyClass For(bool isOnStage)
    {
        var chosen = IsOverflow ? LatencyClass.Broadcast : Chosen;
        return isHandRaised || isInvited || (chosen == LatencyClass.Broadcast && isOnStage) ? LatencyClass.Interactive : chosen;
    }
}
