namespace AudioRooms.Grains.Schedule;

/// <summary>Wakes the scheduler when a silo is ready, so that work which became due while no silo ran is done now.</summary>
internal sealed class SchedulerStart(ISchedule schedule) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(SchedulerStart),
        ServiceLifecycleStage.Active,
        _ =>
        {
            schedule.Wake();
            return Task.CompletedTask;
        });
}
