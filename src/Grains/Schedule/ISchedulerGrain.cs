using Orleans.Concurrency;

namespace AudioRooms.Grains.Schedule;

/// <summary>Does the work of the schedule. Key: 0.</summary>
[Alias("AudioRooms.ISchedulerGrain")]
internal interface ISchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>Looks for work that may be due earlier than was known.</summary>
    [Alias("Wake"), OneWay]
    Task WakeAsync();
}
