
namespace AudioRooms.Gateway.Observability;

/// <summary>Why sound was held back from a listener for now.</summary>
internal enum HeldBy
{
    /// <summary>Too much of what was sent is not acknowledged.</summary>
    AckWindow,

    /// <summary>The transport has not taken the write before.</summary>
    Transport,
}

/// <summary>Why packets were dropped for a listener.</summary>
internal enum DroppedFor
{
    /// <summary>They were too old for its window, or for the room's log.</summary>
    Age,

    /// <summary>Another speaker was the loudest, who alone is sent after seconds of trouble.</summary>
    LoudestOnly,
}
