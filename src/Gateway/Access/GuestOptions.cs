using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Access;

/// <summary>People without an account, who may listen and nothing else.</summary>
public sealed class GuestOptions
{
    /// <summary>Guests that this process serves in rooms at once, 0 to 100,000; 0, the default, lets none in.</summary>
    [Range(0, 100_000)]
    public int ConnectionsMax { get; set; }

    /// <summary>Life of a guest's token, which is not renewed: a show is shorter.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan TokenFor { get; set; } = TimeSpan.FromHours(4);
}
