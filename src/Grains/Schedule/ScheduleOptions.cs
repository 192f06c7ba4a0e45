using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Grains.Schedule;

/// <summary>Options of the scheduler.</summary>
public sealed class ScheduleOptions
{
    /// <summary>How many pieces of work run at once. Most of them wait for the database or for other machines.</summary>
    [Range(1, 256)]
    public int ConcurrencyMax { get; set; } = 16;

    /// <summary>How many pieces of one lane are done before other lanes have their turn.</summary>
    [Range(1, 10_000)]
    public int LaneRunMax { get; set; } = 100;

    /// <summary>How often the table is read at least. It finds work whose wake was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a piece of work may take. Longer work is cancelled and counts as failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RunTimeMax { get; set; } = TimeSpan.FromMinutes(2);
}
