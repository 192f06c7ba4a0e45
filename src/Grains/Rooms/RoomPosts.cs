using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// The listening posts of a room. Telling them waits at most 100 ms, so that a dead gateway delays a command once and is not waited for
/// again until it reports.
/// </summary>
internal sealed partial class RoomPosts(RoomId room, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    // "Nobody hears a ghost for longer": the bound within which a change of the stage reaches every post that answers.
    private static readonly TimeSpan TellBound = TimeSpan.FromMilliseconds(100);

    // Posts report at least every 10 s.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(35);

    private readonly Dictionary<string, Post> posts = new(StringComparer.Ordinal);

    public void Attach(string gatewayId) => posts[gatewayId] = new Post(
        grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, gatewayId)), time.GetUtcNow());

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

    private async Task ApplyAsync(string gatewayId, Post post, RoomChange change)
    {
        post.UnderWay++;
        try
        {
            await post.Grain.ApplyAsync(change);
        }
        catch (Exception exception)
        {
            // The post takes the whole view when it opens again; until then it forwards by the stage that it has.
            LogPostFailed(exception, room.Value, gatewayId, change.Event.Version);
        }
        finally
        {
            post.UnderWay--;
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

        /// <summary>Changes under way to this post.</summary>
        public int UnderWay { get; set; }
    }
}
