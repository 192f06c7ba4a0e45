
namespace AudioRooms.Gateway.Observability;

/// <summary>Why sound was held back from a listener for the moment.</summary>
internal enum HeldBy
{
    /// <summary>Too much sound is unacknowledged.</summary>
    AckWindow,

    /// <summary>The transport has not finished the previous write.</summary>
    Transport,
}

/// <summary>Why packets were dropped for a listener.</summary>
internal enum DroppedFor
{
    /// <summary>The packets were too old for the listener's window or had left the room's log.</summary>
    Age,

    /// <summary>The packets were not of the loudest speaker, the only one sent after some seconds of trouble.</summary>
    LoudestOnly,
}
