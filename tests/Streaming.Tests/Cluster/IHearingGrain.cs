namespace AudioRooms.Streaming.Tests;

/// <summary>Subscribes and keeps what it hears.</summary>
[Alias("AudioRooms.Streaming.Tests.IHearingGrain")]
public interface IHearingGrain : IGrainWithStringKey
{
    [Alias("Listen")]
    Task ListenAsync(string room);

    /// <summary>Completes when <paramref name="count"/> numbers have been heard since the last call.</summary>
    [Alias("Take")]
    Task<int[]> TakeAsync(int count);

    /// <summary>Unsubscribes what <c>GetAllSubscriptionHandles</c> lists, and returns how many those were.</summary>
    [Alias("StopListening")]
    Task<int> StopListeningAsync(string room);

    /// <summary>True if every item so far was handled on this activation's own scheduler.</summary>
    [Alias("HeardOnOwnScheduler")]
    Task<bool> HeardOnOwnSchedulerAsync();

    /// <summary>Deactivates without unsubscribing.</summary>
    [Alias("Leave")]
    Task LeaveAsync();
}
