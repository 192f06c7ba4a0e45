using System.Security.Cryptography;
using AudioRooms.Client;
using AudioRooms.Client.Api;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour;

/// <summary>What all scenes share: the server, the people, and what was found so far.</summary>
internal sealed class Evening(Uri server, Uri http, string operatorKey, TimeProvider time, TourLedger ledger) : IAsyncDisposable
{
    /// <summary>At first, and at last: a server takes only so many questions a minute.</summary>
    private static readonly (TimeSpan Shortest, TimeSpan Longest) AskAgainAfter = (TimeSpan.FromMilliseconds(
        200), TimeSpan.FromSeconds(3));

    private const string Letters = "abcdefghijkmnpqrstuvwxyz";
    private readonly Dictionary<string, Guest> guests = [];

    /// <summary>A word that no other evening on this server has: in every handle, title and biography.</summary>
    public string Mark { get; } = $"evening{RandomNumberGenerator.GetString(Letters, 6)}";

    /// <summary>Where calendars are.</summary>
    public Uri Http { get; } = http;

    public TimeProvider Time { get; } = time;

    public TourLedger Ledger { get; } = ledger;

    /// <summary>Somebody without an account.</summary>
    public AudioRoomsClient Stranger { get; } = new(new AudioRoomsClientOptions { Server = server, Time = time });

    /// <summary>Whoever runs the server.</summary>
    public OperatorApi Operator => Stranger.AsOperator(operatorKey);

    /// <summary>Everybody who has come so far, in that order.</summary>
    public IReadOnlyCollection<Guest> Guests => guests.Values;

    /// <summary>Rooms, clubs and events that later scenes come back to, by the name that the script gives them.</summary>
    public Dictionary<string, string> Places { get; } = [];

    /// <summary>On Ben's screen all evening.</summary>
    public LiveBar? LiveBar { get; set; }

    /// <summary>Who sits where in the room of the evening.</summary>
    public Dictionary<string, Participant> Seats { get; } = [];

    public Guest this[string name] => guests[name];

    /// <summary>A handle that no other evening on this server has.</summary>
    public string HandleOf(string name) => $"{name.ToLowerInvariant()}_{Mark[^6..]}";

    /// <summary>Somebody signs up, with an invitation or without.</summary>
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
                // A server takes only so many sign-ups a minute from one address.
                Ledger.Print($"{name} waits {wait.TotalSeconds:0} s for a place in the queue of sign-ups.");
                await Task.Delay(wait, Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether something comes true within the time that people have.</summary>
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

    /// <summary>The code with which the server refuses something; null if it agrees.</summary>
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

    /// <summary>All of a list.</summary>
    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellation)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(cancellation).ConfigureAwait(false))
        {
            all.Add(item);
        }

        return all;
    }

    /// <summary>Whether somebody is told of something in their inbox.</summary>
    public Task<bool> IsNotifiedAsync(Guest who, Func<InboxEntry, bool> of, CancellationToken cancellation) => WaitUntilAsync(
        async () => (await AllAsync(who.Client.Notifications.ListAsync(cancellation), cancellation).ConfigureAwait(false))
            .Exists(entry => of(entry)),
        cancellation);

    /// <summary>What somebody finds who searches.</summary>
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
