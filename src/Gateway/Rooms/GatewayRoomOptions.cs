using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Rooms;

/// <summary>How this gateway keeps its listener grains. The gateway's room closes itself 90 s after the last renewal.</summary>
public sealed class GatewayRoomOptions
{
    /// <summary>How often a gateway's room is told that it is still wanted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often who is connected is reported, changed or not. A change is reported within a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a gateway's room outlives its last listener, who may only have lost the network.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);
}
