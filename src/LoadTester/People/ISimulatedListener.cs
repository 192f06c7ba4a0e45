using AudioRooms.Client;

namespace AudioRooms.LoadTester.People;

/// <summary>A listener of a load test, through the lean client or the product's own.</summary>
internal interface ISimulatedListener : IAsyncDisposable
{
    string RoomId { get; }

    /// <summary>Counts what the listener hears.</summary>
    AudienceMeasures.Part Part { get; }

    /// <summary>True if the join succeeded and the room was not lost for good since.</summary>
    bool IsInRoom { get; }

    RoomConnectionStatistics Statistics { get; }

    /// <summary>Connects and joins; the measured time starts before the first byte. Throws if the join fails.</summary>
    Task JoinAsync(CancellationToken cancellation);
}

/// <summary>A speaker of a load test.</summary>
internal interface ISimulatedSpeaker : IAsyncDisposable
{
    string RoomId { get; }

    /// <summary>Packets that were due in the window, sent or not: what listeners should receive.</summary>
    long Due { get; }

    /// <summary>Packets that could not be sent.</summary>
    long Unsent { get; }

    long Reconnects { get; }

    /// <summary>Joins, takes the stage and starts to speak; returns when on stage.</summary>
    Task StartAsync(IEnumerable<SpokenFrame> said, CancellationToken cancellation);
}
