using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Gateway.Access;

/// <summary>Access tokens. A token names a session; a gateway refuses it within 2 s after its session was revoked.</summary>
public sealed class AccessTokenOptions
{
    /// <summary>The issuer that tokens name (<c>iss</c>).</summary>
    [Required]
    public string Issuer { get; set; } = "audiorooms";

    /// <summary>The audience that tokens name (<c>aud</c>); a token for another service with the same key is refused.</summary>
    [Required]
    public string Audience { get; set; } = "audiorooms";

    /// <summary>
    /// Life of a token after sign-up or sign-in. A stolen token works for as long, unless its session is revoked.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Life of a minted token: long enough that a load test need not renew it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MintedFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a connection to a room outlives its token. A device that sends its new token in time is never cut off. One that
    /// does not can reconnect with a new token and resume, as long as the gateway room still holds the sound.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan ConnectionGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest difference between the clocks of gateways.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
