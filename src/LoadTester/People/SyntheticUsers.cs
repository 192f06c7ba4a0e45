using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.People;

/// <summary>The access tokens of simulated people, minted with the operator's key: before the test, so that minting is not
/// measured, and again shortly before they expire. Every run uses the same handles, so that a server does not fill up with
/// users.</summary>
internal sealed class SyntheticUsers(AudioRoomsClient client, string operatorKey, TimeProvider time)
{
    private const int MintsAtOnce = 8;

    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SignedIn> tokens = new();

    /// <summary>Mints tokens for all handles, several at once.</summary>
    public Task MintAsync(IEnumerable<string> handles, CancellationToken cancellation) => Parallel.ForEachAsync(
        handles,
        new ParallelOptions { MaxDegreeOfParallelism = MintsAtOnce, CancellationToken = cancellation },
        async (handle, stop) => await GetAsync(handle, stop).ConfigureAwait(false));

    /// <summary>A token that is valid for at least another minute.</summary>
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
                // The server bounds how fast accounts are created; a test of rooms can wait.
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    public static string SpeakerHandle(int number) => $"load_speaker_{number}";

    public static string ListenerHandle(int number) => $"load_listener_{number}";
}
