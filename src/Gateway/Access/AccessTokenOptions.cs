using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Access;

/// <summary>Access tokens. They name a session; a gateway refuses one whose session was revoked within 2 s.</summary>
public sealed class AccessTokenOptions
{
    /// <summary>Who makes them.</summary>
    [Required]
    public string Issuer { get; set; } = "audiorooms";

    /// <summary>Whom they are for; a token for another service with the same key is refused.</summary>
    [Required]
    public string Audience { get; set; } = "audiorooms";

    /// <summary>Life of a token from sign-up or sign-in. A stolen one works this long, unless its session is revoked.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Life of a minted token: a load test should not have to renew it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MintedFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a connection to a room outlives its token. A device that renews its token in time tells the connection and is
    /// never cut off; one that does not comes back with a new token and loses nothing that the gateway's room still holds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan ConnectionGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far clocks of several gateways may be apart.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
