using System.ComponentModel.DataAnnotations;
using System.Net;

namespace AudioRooms.Silo.Clustering;

/// <summary>
/// How this process takes part in a cluster. It does so if PostgreSQL holds the data. Each property is an environment variable:
/// <c>AUDIOROOMS_CLUSTER__SILOPORT=11111</c> for <see cref="SiloPort"/>. ADR 20 has the origins of the defaults.
/// </summary>
internal sealed class ClusterSettings : IValidatableObject
{
    /// <summary>
    /// Processes with the same id on the same database form one cluster. 1 to 50 characters of a-z, 0-9 and '-'.
    /// </summary>
    [RegularExpression("^[a-z0-9-]{1,50}$", ErrorMessage = "Id takes 1 to 50 of the characters a-z, 0-9 and '-'.")]
    public string Id { get; set; } = "audiorooms";

    /// <summary>Port on which other silos reach this one; 0 takes a free port, which the others read from the database.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>
    /// Port on which Orleans clients reach this silo; 0 opens none. Devices never use it, and it has no sign-in: open it only in
    /// a network that you trust.
    /// </summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }

    /// <summary>IP address at which other silos reach this one; empty for that of <c>--host</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// How long a silo waits for the answer to a probe at first. It adapts to the answers, from half to four times this value. A
    /// lower value detects a dead machine sooner; a higher one tolerates longer pauses.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A silo that leaves this many probes in a row unanswered gets a vote against it.</summary>
    [Range(1, 20)]
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>Votes that declare a silo dead. If fewer silos can vote, half of them decide.</summary>
    [Range(1, 20)]
    public int Votes { get; set; } = 2;

    /// <summary>How often the list of silos is read again; changes are also announced at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a silo writes that it is alive. A silo that starts does not wait for one that has not written for three times as
    /// long: that one is left over from an outage.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AliveEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the silo runs in a pod of Kubernetes, beside others of its cluster: it labels its pod, and a silo whose pod
    /// is gone is not waited for. Needs a service account that may read, watch and patch pods.
    /// </summary>
    public bool Kubernetes { get; set; }

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
