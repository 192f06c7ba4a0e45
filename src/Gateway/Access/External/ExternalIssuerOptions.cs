using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// A service whose word for who somebody is we take: an OpenID Connect provider. Nothing but what stands here is ever fetched,
/// and never an address from a token.
/// </summary>
public sealed class ExternalIssuerOptions
{
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>By which clients choose it.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$", ErrorMessage = "Name must be 1 to 32 of a-z, 0-9 and \"-\".")]
    public string Name { get; set; } = "";

    /// <summary>
    /// As in <c>iss</c>, to the character. HTTPS; plain HTTP on loopback only. Without <see cref="Keys"/> its
    /// <c>/.well-known/openid-configuration</c> says where the keys are.
    /// </summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>Our client id there: <c>aud</c> must name it, and <c>azp</c> if there is more than one audience.</summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>
    /// Where the keys are (a JSON Web Key Set), by the same rule as the issuer, or a <c>file:</c>. Null: asks the issuer.
    /// </summary>
    public Uri? Keys { get; set; }

    /// <summary>
    /// Hosts besides the issuer's own that its configuration may name for the keys. Google, for one, needs one.
    /// </summary>
    public IList<string> KeyHosts { get; set; } = [];

    /// <summary>
    /// Signatures that are taken, all of them by public key. A key has one algorithm: the one that the key set says, or else the
    /// first of these that fits its type (RFC 8725 §3.1).
    /// </summary>
    [MinLength(1, ErrorMessage = "Algorithms must name at least one signature.")]
    public IList<string> Algorithms { get; set; } = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>The claim that is suggested for the name of a newcomer who gives none.</summary>
    [Required]
    public string NameClaim { get; set; } = "name";

    /// <summary>After this long keys are fetched anew, while the old ones go on.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan KeysFreshFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>After this long without a fetch that succeeded no key is trusted any more.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan KeysKeptFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// A key that is not known is fetched for, at most this often: a new key works within this time, and made-up key ids cost the
    /// issuer two requests a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan FetchedAtMostEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the issuer says where its keys are.</summary>
    internal Uri Configuration => new($"{Issuer.TrimEnd('/')}/.well-known/openid-configuration");

    /// <summary>True if it may be asked for keys: nobody between us and it can change the answer.</summary>
    internal static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>What the attributes cannot say.</summary>
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
