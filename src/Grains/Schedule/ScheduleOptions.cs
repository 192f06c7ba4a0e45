using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Schedule;

/// <summary>How the schedule is worked off.</summary>
public sealed class ScheduleOptions
{
    /// <summary>How much work may run at once. Most of it waits for the database or for other machines.</summary>
    [Range(1, 256)]
    public int ConcurrencyMax { get; set; } = 16;

    /// <summary>How much of one lane is done before others have their turn.</summary>
    [Range(1, 10_000)]
    public int LaneRunMax { get; set; } = 100;

    /// <summary>The table is read at least this often: finds work of which nobody told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Work that takes longer is told to stop, and has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RunTimeMax { get; set; } = TimeSpan.FromMinutes(2);
}
