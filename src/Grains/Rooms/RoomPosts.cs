using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// The listening posts of a room. Telling them waits at most 100 ms, so that a dead gateway delays a command once and is not waited for
/// again until it reports. What a post does not take is told again at once and then with every sweep; until it takes it, nobody is heard
/// there who should not be, because a post asks before it judges by a stage that is older than 100 ms.
/// </summary>
internal sealed partial class RoomPosts(RoomId room, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    // "Nobody hears a ghost for longer": the bound within which a change of the stage reaches every post that answers.
    private static readonly TimeSpan TellBound = TimeSpan.FromMilliseconds(100);

    private const int AttemptsMax = 3;

    // Posts report at least every 10 s.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(35);

    private readonly Dictionary<string, Post> posts = new(StringComparer.Ordinal);

    /// <summary>Whose posts these are, in a fixed order.</summary>
    public ImmutableArray<string> Gateways => [.. posts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>True if a post did not take the newest changes.</summary>
    public bool IsAnyBehind => posts.Values.Any(post => post.IsBehind);

    public void Attach(string gatewayId) => posts[gatewayId] = new Post(
        grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, gatewayId)), time.GetUtcNow());

    /// <summary>A post that this activation has not met shows that it is there; what it missed is told with the next sweep.</summary>
    public void Meet(string gatewayId)
    {
        if (!posts.ContainsKey(gatewayId))
        {
            Attach(gatewayId);
            posts[gatewayId].IsBehind = true;
        }
    }

    public void Detach(string gatewayId) => posts.Remove(gatewayId);

    public void Seen(string gatewayId)
    {
        if (posts.TryGetValue(gatewayId, out var post))
        {
            post.LastSeen = time.GetUtcNow();
            post.IsSlow = false;
        }
    }

    /// <summary>Drops the posts that stopped reporting and names their gateways.</summary>
    public ImmutableArray<string> RemoveExpired()
    {
        var deadline = time.GetUtcNow() - Expiry;
        ImmutableArray<string> expired = [.. posts.Where(pair => pair.Value.LastSeen < deadline).Select(pair => pair.Key)];
        foreach (var gatewayId in expired)
        {
            posts.Remove(gatewayId);
        }

        return expired;
    }

    /// <summary>Tells every post, in order, and waits for the quick ones.</summary>
    public async Task TellAsync(ImmutableArray<RoomEvent> events, RoomView view)
    {
        List<Task>? pending = null;
        foreach (var (gatewayId, post) in posts)
        {
            foreach (var happened in events)
            {
                var told = ApplyAsync(gatewayId, post, new RoomChange(happened, view.Stage) { View = view });
                if (!post.IsSlow && !told.IsCompletedSuccessfully)
                {
                    (pending ??= []).Add(told);
                }
            }
        }

        if (pending is null)
        {
            return;
        }

        try
        {
            await Task.WhenAll(pending).WaitAsync(TellBound, time);
        }
        catch (TimeoutException)
        {
            foreach (var (gatewayId, post) in posts)
            {
                if (post.UnderWay > 0)
                {
                    post.IsSlow = true;
                    LogSlowPost(room.Value, gatewayId, TellBound.TotalMilliseconds);
                }
            }
        }
    }

    /// <summary>Tells the newest change to the posts that did not take it; from its number they see what else they miss.</summary>
    public void TellBehind(RoomEvent newest, RoomView view)
    {
        foreach (var (gatewayId, post) in posts)
        {
            if (post is { IsBehind: true, UnderWay: 0 })
            {
                post.IsBehind = false;
                _ = ApplyAsync(gatewayId, post, new RoomChange(newest, view.Stage) { View = view });
            }
        }
    }

    private async Task ApplyAsync(string gatewayId, Post post, RoomChange change)
    {
        post.UnderWay++;
        try
        {
            var attempts = 0;
            bool isTold;
            do
            {
                isTold = await TryApplyAsync(gatewayId, post, change);
                attempts++;
            }
            while (!isTold && attempts < AttemptsMax);

            post.IsBehind |= !isTold;
        }
        finally
        {
            post.UnderWay--;
        }
    }

    private async Task<bool> TryApplyAsync(string gatewayId, Post post, RoomChange change)
    {
        try
        {
            await post.Grain.ApplyAsync(change);
            return true;
        }
        catch (Exception exception)
        {
            LogPostFailed(exception, room.Value, gatewayId, change.Event.Version);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Room {RoomId}: listening post at gateway {GatewayId} did not answer within {BoundMs} ms.")]
    private partial void LogSlowPost(string roomId, string gatewayId, double boundMs);

    [LoggerMessage(LogLevel.Warning, "Room {RoomId}: listening post at gateway {GatewayId} did not take version {Version}.")]
    private partial void LogPostFailed(Exception exception, string roomId, string gatewayId, long version);

    private sealed class Post(IListenerGrain grain, DateTimeOffset lastSeen)
    {
        public IListenerGrain Grain { get; } = grain;

        public DateTimeOffset LastSeen { get; set; } = lastSeen;

        /// <summary>Did not answer in time; told, but not waited for.</summary>
        public bool IsSlow { get; set; }

        /// <summary>Did not take a change; told again.</summary>
        public bool IsBehind { get; set; }

        /// <summary>Changes under way to this post.</summary>
        public int UnderWay { get; set; }
    }
}
