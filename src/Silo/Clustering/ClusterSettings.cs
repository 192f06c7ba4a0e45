using System.ComponentModel.DataAnnotations;
using System.Net;

namespace AudioRooms.Silo.Clustering;

/// <summary>
/// How this process takes part in a cluster, which it does if PostgreSQL holds the data. One environment variable each:
/// <c>AUDIOROOMS_CLUSTER__SILOPORT=11111</c> for <see cref="SiloPort"/>. Origins of the defaults: ADR 20.
/// </summary>
internal sealed class ClusterSettings : IValidatableObject
{
    /// <summary>Processes with the same id on the same database are one cluster. 1 to 50 of a-z, 0-9 and '-'.</summary>
    [RegularExpression("^[a-z0-9-]{1,50}$", ErrorMessage = "Id takes 1 to 50 of a-z, 0-9 and '-'.")]
    public string Id { get; set; } = "audiorooms";

    /// <summary>
    /// Port on which the other silos reach this one; 0 takes a free one, which the others learn from the database.
    /// </summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>
    /// Port on which Orleans clients reach this silo; 0 opens none. A device never needs it, and it knows no sign-in: open it
    /// only inside a network that you trust.
    /// </summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }

    /// <summary>The IP address at which the other silos reach this one; empty for that of <c>--host</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// How long a silo waits for the answer to "are you there", at first; it adapts to the answers,
    /// down to half and up to four times as much.
    /// A lower value finds a silent machine sooner, a higher one forgives longer pauses.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>So many questions in a row without an answer are a vote against a silo.</summary>
    [Range(1, 20)]
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>Votes that end a silo. Fewer than this many silos that could vote decide by half of them.</summary>
    [Range(1, 20)]
    public int Votes { get; set; } = 2;

    /// <summary>How often the list of silos is read anew; changes are told at once besides.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a silo writes that it lives. After three times this long without it a silo that starts does not wait for the
    /// other one: that one is gone since an outage of all.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AliveEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address.Length > 0 && !IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult(
                $"Address takes an IP address at which the other silos reach this one, not '{Address}'.", [nameof(Address)]);
        }

        if (SiloPort != 0 && SiloPort == GatewayPort)
        {
            yield return new ValidationResult(
                $"SiloPort and GatewayPort must differ; both are {SiloPort}.", [nameof(GatewayPort)]);
        }
    }
}
