using System.Text.Json;

namespace AudioRooms.Gateway.Auth.External;

/// <summary>
/// Fetches what issuers publish. An issuer may be down, slow or taken over: answers are bounded in size and time, redirections are not
/// followed, and only addresses of the configuration, or of hosts that it names, are asked.
/// </summary>
internal sealed class KeyDocuments : IDisposable
{
    /// <summary>The largest key sets of public providers have some ten kilobytes.</summary>
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

    /// <summary>The issuer's key set as JSON.</summary>
    /// <exception cref="KeysUnavailableException">It could not be had.</exception>
    public async Task<string> FetchKeysAsync(ExternalIssuerOptions issuer)
    {
        try
        {
            return issuer.Keys is { IsFile: true } file
                ? await ReadFileAsync(file.LocalPath).ConfigureAwait(false)
                : await http.GetStringAsync(issuer.Keys ?? await FindKeysAsync(issuer).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException
            or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new KeysUnavailableException($"The keys of issuer {issuer.Name} cannot be had: {exception.Message}", exception);
        }
    }

    // OpenID Connect Discovery §4.
    private async Task<Uri> FindKeysAsync(ExternalIssuerOptions issuer)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(issuer.Configuration).ConfigureAwait(false));
        var root = document.RootElement;
        if (root.GetProperty("issuer").GetString() != issuer.Issuer)
        {
            throw new KeysUnavailableException($"Issuer {issuer.Name} calls itself otherwise than its configuration here.");
        }

        return Uri.TryCreate(root.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var keys)
            && ExternalIssuerOptions.IsSafe(keys)
            && (keys.Authority == issuer.Configuration.Authority || issuer.KeyHosts.Contains(keys.Authority, StringComparer.OrdinalIgnoreCase))
            ? keys
            : throw new KeysUnavailableException($"Issuer {issuer.Name} names a place for its keys that KeyHosts does not allow.");
    }

    private static async Task<string> ReadFileAsync(string path)
    {
        if (new FileInfo(path).Length > BytesMax)
        {
            throw new KeysUnavailableException($"{path} has more than {BytesMax} bytes.");
        }

        return await File.ReadAllTextAsync(path).ConfigureAwait(false);
    }
}

/// <summary>An issuer's keys could not be had; the message says why.</summary>
internal sealed class KeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
