using Orleans.Concurrency;

namespace AudioRooms.Grains.Schedule;

/// <summary>Works off the schedule. Key: 0.</summary>
[Alias("AudioRooms.ISchedulerGrain")]
internal interface ISchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>Something may be due earlier than was known.</summary>
    [Alias("Wake"), OneWay]
    Task WakeAsync();
}
