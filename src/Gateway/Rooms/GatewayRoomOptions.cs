using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Rooms;

/// <summary>How this gateway keeps its listener grains. A listener grain closes itself 90 s after the last renewal.</summary>
public sealed class GatewayRoomOptions
{
    /// <summary>How often a listener grain is renewed. 1 s to 1 min; default 30 s, a third of the 90 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often the connected people are reported, even without a change. A change is reported within a second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a gateway room stays open after its last listener left, because a device may only have lost the network.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);
}
