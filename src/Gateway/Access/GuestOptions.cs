using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Access;

/// <summary>People without an account, who may only look and listen.</summary>
public sealed class GuestOptions
{
    /// <summary>Most guests in rooms at this process, 0 to 100,000. 0, the default, admits none.</summary>
    [Range(0, 100_000)]
    public int ConnectionsMax { get; set; }

    /// <summary>Life of a guest's token, which is not renewed: longer than a show.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan TokenFor { get; set; } = TimeSpan.FromHours(4);
}
