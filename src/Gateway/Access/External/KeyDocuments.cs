using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// Fetches the documents that issuers publish. An issuer may be down, slow or taken over: answers are bounded in size and time,
/// redirections are not followed, and only hosts that the configuration allows are asked.
/// </summary>
internal sealed class KeyDocuments : IDisposable
{
    /// <summary>Longest document; the largest key sets of public providers have some ten kilobytes.</summary>
    private const int BytesMax = 256 * 1_024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
    })
    {
        Timeout = AnswerTimeout,
        MaxResponseContentBufferSize = BytesMax,
    };

    public void Dispose() => http.Dispose();

    /// <summary>
    /// The issuer's key set, from the address that the operator configured, or else from the one in the issuer's configuration.
    /// </summary>
    /// <exception cref="KeysUnavailableException">The document could not be fetched or is no key set.</exception>
    public async Task<JsonWebKeySet> FetchKeysAsync(ExternalIssuerOptions issuer)
    {
        try
        {
            return issuer.Keys switch
            {
                { IsFile: true } file => new JsonWebKeySet(await ReadFileAsync(file.LocalPath).ConfigureAwait(false)),
                { } address => new JsonWebKeySet(await http.GetStringAsync(address).ConfigureAwait(false)),
                null => await DiscoverAsync(issuer).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException
            or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new KeysUnavailableException($"The server cannot get the keys of issuer {issuer.Name}: "
                + $"{exception.Message}", exception);
        }
    }

    // OpenID Connect Discovery §4.
    private async Task<JsonWebKeySet> DiscoverAsync(ExternalIssuerOptions issuer)
    {
        var configuration = await OpenIdConnectConfigurationRetriever
            .GetAsync(issuer.Configuration.AbsoluteUri, new AllowedPlaces(http, issuer), CancellationToken.None)
            .ConfigureAwait(false);
        return configuration.Issuer == issuer.Issuer
            ? configuration.JsonWebKeySet
                ?? throw new KeysUnavailableException($"Issuer {issuer.Name} names no address for its keys.")
            : throw new KeysUnavailableException($"Issuer {issuer.Name} has another name than this server's configuration says.");
    }

    private static async Task<string> ReadFileAsync(string path)
    {
        if (new FileInfo(path).Length > BytesMax)
        {
            throw new KeysUnavailableException($"{path} has more than {BytesMax} bytes.");
        }

        return await File.ReadAllTextAsync(path).ConfigureAwait(false);
    }

    /// <summary>
    /// Limits discovery to the issuer's configuration and to keys at the issuer's own host or one of its KeyHosts.
    /// </summary>
    private sealed class AllowedPlaces(HttpClient http, ExternalIssuerOptions issuer) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            Uri.TryCreate(address, UriKind.Absolute, out var place)
            && ExternalIssuerOptions.IsSafe(place)
            && (place.Authority == issuer.Configuration.Authority
                || issuer.KeyHosts.Contains(place.Authority, StringComparer.OrdinalIgnoreCase))
                ? http.GetStringAsync(place, cancel)
                : throw new KeysUnavailableException(
                    $"Issuer {issuer.Name} names an address for its keys that KeyHosts does not allow.");
    }
}

/// <summary>An issuer's keys could not be fetched; the message says why.</summary>
internal sealed class KeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
