using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.People;

/// <summary>
/// Tokens of simulated people, minted by the operator key, before the test begins (so that minting is not measured) and again
/// when they are about to expire. The same handles in every run: a server does not fill up with them.
/// </summary>
internal sealed class SyntheticUsers(AudioRoomsClient client, string operatorKey, TimeProvider time)
{
    private const int MintsAtOnce = 8;

    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SignedIn> tokens = new();

    /// <summary>Mints for everybody, several at once.</summary>
    public Task MintAsync(IEnumerable<string> handles, CancellationToken cancellation) => Parallel.ForEachAsync(
        handles,
        new ParallelOptions { MaxDegreeOfParallelism = MintsAtOnce, CancellationToken = cancellation },
        async (handle, stop) => await GetAsync(handle, stop).ConfigureAwait(false));

    /// <summary>A token that still lives for a while.</summary>
    public async ValueTask<string?> GetAsync(string handle, CancellationToken cancellation)
    {
        if (tokens.TryGetValue(handle, out var known)
            && DateTimeOffset.FromUnixTimeMilliseconds(known.ExpiresAtUnixMs) > time.GetUtcNow() + RenewBefore)
        {
            return known.AccessToken;
        }

        while (true)
        {
            try
            {
                var minted = await client.AsOperator(operatorKey).MintTokenAsync(
                    handle, handle, cancellation).ConfigureAwait(false);
                tokens[handle] = minted;
                return minted.AccessToken;
            }
            catch (RefusedException e) when (e.RetryAfter is { } wait)
            {
                // The server bounds how fast accounts are made; a test of rooms can wait.
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    public static string SpeakerHandle(int number) => $"load_speaker_{number}";

    public static string ListenerHandle(int number) => $"load_listener_{number}";
}
