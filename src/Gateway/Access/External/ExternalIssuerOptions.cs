using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// An OpenID Connect provider whose statement about a person's identity this server accepts. The server fetches only the
/// addresses that stand here or that the issuer's configuration names, never an address from a token.
/// </summary>
public sealed class ExternalIssuerOptions
{
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The name by which clients choose the issuer.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$", ErrorMessage = "Name must have 1 to 32 of the characters a-z, 0-9 and "
        + "\"-\".")]
    public string Name { get; set; } = "";

    /// <summary>
    /// The issuer, exactly as in <c>iss</c>. HTTPS; plain HTTP on loopback only. If <see cref="Keys"/> is null, its
    /// <c>/.well-known/openid-configuration</c> says where the keys are.
    /// </summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>
    /// This server's client id at the issuer: <c>aud</c> must contain it, and <c>azp</c> must equal it if there are several
    /// audiences.
    /// </summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>
    /// The address of the keys (a JSON Web Key Set), by the same rule as the issuer, or a <c>file:</c>. Null: the issuer's
    /// configuration says it.
    /// </summary>
    public Uri? Keys { get; set; }

    /// <summary>
    /// Hosts, besides the issuer's own, that the issuer's configuration may name for the keys. Google needs one.
    /// </summary>
    public IList<string> KeyHosts { get; set; } = [];

    /// <summary>
    /// Accepted signature algorithms, all with a public key. A key has one algorithm: the one that the key set names, or else the
    /// first of these that fits the key's type (RFC 8725 §3.1).
    /// </summary>
    [MinLength(1, ErrorMessage = "Algorithms must name at least one signature.")]
    public IList<string> Algorithms { get; set; } = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>The claim that gives a new person's name if the person chooses none.</summary>
    [Required]
    public string NameClaim { get; set; } = "name";

    /// <summary>Age at which keys are fetched again; the old keys stay in use meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan KeysFreshFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Age after the last successful fetch at which keys are no longer trusted.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan KeysKeptFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The shortest time between two fetches for an unknown key. A new key works within this time, and invented key ids cost the
    /// issuer two requests a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan FetchedAtMostEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The address of the issuer's configuration.</summary>
    internal Uri Configuration => new($"{Issuer.TrimEnd('/')}/.well-known/openid-configuration");

    /// <summary>True if keys may be fetched from the address, because no third party can change the answer on its way.</summary>
    internal static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>The errors that the attributes cannot express.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer)
            || !IsSafe(issuer)
            || issuer.Query.Length > 0
            || issuer.Fragment.Length > 0)
        {
            yield return "Issuer must be an https address (or http on loopback) without query and fragment.";
        }

        if (Keys is { } keys && !keys.IsFile && !IsSafe(keys))
        {
            yield return "Keys must be an https address (or http on loopback), or a file.";
        }

        if (Algorithms.Any(algorithm => !Signatures.Contains(algorithm)))
        {
            yield return $"Algorithms may be {string.Join(", ", Signatures)}.";
        }
    }
}
