using System.Security.Cryptography;
using AudioRooms.Client;
using AudioRooms.Client.Api;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour;

/// <summary>What all scenes share: the server, the people, and the findings so far.</summary>
internal sealed class Evening(Uri server, Uri http, string operatorKey, TimeProvider time, TourLedger ledger) : IAsyncDisposable
{
    /// <summary>First and last pause between two checks. The pause grows because a server limits how often it can be asked in a
    /// minute.</summary>
    private static readonly (TimeSpan Shortest, TimeSpan Longest) AskAgainAfter = (TimeSpan.FromMilliseconds(
        200), TimeSpan.FromSeconds(3));

    private const string Letters = "abcdefghijkmnpqrstuvwxyz";
    private readonly Dictionary<string, Guest> guests = [];

    /// <summary>A word that is unique to this evening on this server. Every handle, title and biography contains it.</summary>
    public string Mark { get; } = $"evening{RandomNumberGenerator.GetString(Letters, 6)}";

    /// <summary>The server's HTTP address, where calendars are.</summary>
    public Uri Http { get; } = http;

    public TimeProvider Time { get; } = time;

    public TourLedger Ledger { get; } = ledger;

    /// <summary>A client without an account.</summary>
    public AudioRoomsClient Stranger { get; } = new(new AudioRoomsClientOptions { Server = server, Time = time });

    /// <summary>The operator's interface.</summary>
    public OperatorApi Operator => Stranger.AsOperator(operatorKey);

    /// <summary>Everybody who has signed up so far, in that order.</summary>
    public IReadOnlyCollection<Guest> Guests => guests.Values;

    /// <summary>Ids of rooms, clubs and events that later scenes need, by the script's names for them.</summary>
    public Dictionary<string, string> Places { get; } = [];

    /// <summary>Ben's bar of live rooms, open all evening.</summary>
    public LiveBar? LiveBar { get; set; }

    /// <summary>The seats in the evening's room, by the person's name.</summary>
    public Dictionary<string, Participant> Seats { get; } = [];

    public Guest this[string name] => guests[name];

    /// <summary>A handle that is unique to this evening on this server.</summary>
    public string HandleOf(string name) => $"{name.ToLowerInvariant()}_{Mark[^6..]}";

    /// <summary>A person signs up.</summary>
    /// <param name="invitation">Code or link token; empty for a sign-up without an invitation.</param>
    public async Task<Guest> SignUpAsync(string name, string invitation, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var signedIn = await Stranger.Accounts
                    .SignUpAsync(HandleOf(name), $"correct horse {Mark}", name, invitation, cancellation).ConfigureAwait(false);
                var guest = new Guest(name, signedIn, server, Time);
                guests.Add(name, guest);
                return guest;
            }
            catch (RefusedException e) when (e.RetryAfter is { } wait)
            {
                // A server limits the sign-ups from one address in a minute.
                Ledger.Print($"{name} waits {wait.TotalSeconds:0} s for a place in the queue of sign-ups.");
                await Task.Delay(wait, Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>True if a condition comes to hold within <see cref="Attention.Patience"/>. It is checked repeatedly.</summary>
    public async Task<bool> WaitUntilAsync(Func<Task<bool>> what, CancellationToken cancellation)
    {
        var start = Time.GetTimestamp();
        var pause = AskAgainAfter.Shortest;
        while (!await what().ConfigureAwait(false))
        {
            if (Time.GetElapsedTime(start) > Attention.Patience)
            {
                return false;
            }

            await Task.Delay(pause, Time, cancellation).ConfigureAwait(false);
            pause = pause * 2 < AskAgainAfter.Longest ? pause * 2 : AskAgainAfter.Longest;
        }

        return true;
    }

    /// <summary>The code with which the server refuses an operation; null if the operation succeeds.</summary>
    public static async Task<string?> RefusalOfAsync(Func<Task> what)
    {
        try
        {
            await what().ConfigureAwait(false);
            return null;
        }
        catch (RefusedException e)
        {
            return e.Code;
        }
    }

    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellation)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(cancellation).ConfigureAwait(false))
        {
            all.Add(item);
        }

        return all;
    }

    /// <summary>True if a person's inbox comes to contain an entry.</summary>
    public Task<bool> IsNotifiedAsync(Guest who, Func<InboxEntry, bool> of, CancellationToken cancellation) => WaitUntilAsync(
        async () => (await AllAsync(who.Client.Notifications.ListAsync(cancellation), cancellation).ConfigureAwait(false))
            .Exists(entry => of(entry)),
        cancellation);

    /// <summary>The results of a person's search.</summary>
    public static Task<List<SearchResult>> FindAsync(
        Guest who, SearchKind kind, string words, string topic, CancellationToken cancellation) =>
        AllAsync(
            who.Client.Discovery.SearchAsync(new SearchRequest { Kind = kind, Words = words, Topic = topic }, cancellation),
            cancellation);

    public async ValueTask DisposeAsync()
    {
        if (LiveBar is not null)
        {
            await LiveBar.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var guest in guests.Values)
        {
            await guest.DisposeAsync().ConfigureAwait(false);
        }

        await Stranger.DisposeAsync().ConfigureAwait(false);
    }
}
