using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Access.External;

/// <summary>
/// The keys of one issuer, as of the last fetch. An unknown key id causes another fetch, but not often, because strangers choose
/// the ids. Callers that wait share one fetch. Thread-safe.
/// </summary>
internal sealed partial class IssuerKeys(
    ExternalIssuerOptions issuer, KeyDocuments documents, TimeProvider time, ILogger<IssuerKeys> logger)
{
    private const int KeysMax = 100;

    private readonly Lock gate = new();
    private FrozenDictionary<string, IssuerKey>? keys;
    private DateTimeOffset fetchedAt;
    private DateTimeOffset nextFetchAt = DateTimeOffset.MinValue;
    private Task? fetching;

    /// <summary>The key with this id; null if the issuer has none.</summary>
    /// <exception cref="KeysUnavailableException">The issuer's keys are not known and could not be fetched.</exception>
    public async ValueTask<IssuerKey?> FindAsync(string keyId)
    {
        var fetch = default(Task);
        lock (gate)
        {
            var now = time.GetUtcNow();
            var present = keys is not null && now < fetchedAt + issuer.KeysKeptFor ? keys.GetValueOrDefault(keyId) : null;
            if (present is null || now >= fetchedAt + issuer.KeysFreshFor)
            {
                fetch = FetchUnlessRecent(now);
            }

            if (present is not null)
            {
                return present;
            }
        }

        if (fetch is not null)
        {
            await fetch.ConfigureAwait(false);
        }

        lock (gate)
        {
            return keys is not null && time.GetUtcNow() < fetchedAt + issuer.KeysKeptFor
                ? keys.GetValueOrDefault(keyId)
                : throw new KeysUnavailableException($"The keys of issuer {issuer.Name} are not known.");
        }
    }

    // The caller holds the gate.
    private Task? FetchUnlessRecent(DateTimeOffset now)
    {
        if (fetching is { IsCompleted: false })
        {
            return fetching;
        }

        if (now < nextFetchAt)
        {
            return null;
        }

        nextFetchAt = now + issuer.FetchedAtMostEvery;
        return fetching = Task.Run(FetchAsync);
    }

    // Never faults: a caller that awaits it then uses the keys that are known.
    private async Task FetchAsync()
    {
        try
        {
            var set = await documents.FetchKeysAsync(issuer).ConfigureAwait(false);
            var read = new Dictionary<string, IssuerKey>(StringComparer.Ordinal);
            foreach (var key in set.Keys.Take(KeysMax))
            {
                // An id should be unique (RFC 7517 §4.5); of two keys with one id the first is used.
                if (IssuerKey.Read(key, issuer.Algorithms) is { } usable)
                {
                    read.TryAdd(key.KeyId, usable);
                }
            }

            lock (gate)
            {
                keys = read.ToFrozenDictionary(StringComparer.Ordinal);
                fetchedAt = time.GetUtcNow();
            }
        }
        catch (KeysUnavailableException exception)
        {
            LogFetchFailed(exception.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys of a sign-in issuer could not be fetched: {Reason}")]
    private partial void LogFetchFailed(string reason);
}
