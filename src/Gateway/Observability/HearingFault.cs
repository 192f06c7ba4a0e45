namespace AudioRooms.Gateway.Observability;

/// <summary>What a device is told of its own sound. The values are indices of a metric's labels.</summary>
internal enum HearingFault
{
    /// <summary>No listener plays the speaker.</summary>
    Unheard = 0,

    /// <summary>The listener plays nothing of what others play.</summary>
    HearsNothing = 1,
}
