using AudioRooms.Client;

namespace AudioRooms.LoadTester.People;

/// <summary>One who listens in a load test, through the lean client or the product's own.</summary>
internal interface ISimulatedListener : IAsyncDisposable
{
    string RoomId { get; }

    /// <summary>Where what it hears is counted.</summary>
    AudienceMeasures.Part Part { get; }

    /// <summary>Whether the join succeeded and the room has not been lost for good since.</summary>
    bool IsInRoom { get; }

    RoomConnectionStatistics Statistics { get; }

    /// <summary>Connects and joins; the time counts from before the first byte. Throws what a join throws.</summary>
    Task JoinAsync(CancellationToken cancellation);
}

/// <summary>One who speaks in a load test.</summary>
internal interface ISimulatedSpeaker : IAsyncDisposable
{
    string RoomId { get; }

    /// <summary>Packets that were due in the window, sent or not: what listeners may expect.</summary>
    long Due { get; }

    /// <summary>Packets that could not be sent.</summary>
    long Unsent { get; }

    long Reconnects { get; }

    /// <summary>Joins, takes the stage and begins to speak; returns when on stage.</summary>
    Task StartAsync(IEnumerable<SpokenFrame> said, CancellationToken cancellation);
}
