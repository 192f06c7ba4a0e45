using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// What this gateway knows of sessions that ended before their access tokens did. Asks the cluster once a second what is new, and
/// before answering anybody if what it knows is older: a revoked session is refused, and its connections are closed, within 2 s,
/// for one call a second however many people there are. Thread-safe.
/// </summary>
internal sealed partial class RevokedSessions : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>What is known is good for so long; with the time of a call, less than the promised 2 s.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1.5);

    /// <summary>Silos' clocks differ, and a write that was stamped may wait before it is stored.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> revoked = [];
    private readonly Dictionary<string, List<FollowedSession>> followed = [];
    private readonly IGrainFactory grains;
    private readonly TimeProvider time;
    private readonly TimeSpan tokenLife;
    private DateTimeOffset? knownUntil;
    private long refreshedAt;
    private Task? refreshing;

    public RevokedSessions(
        IGrainFactory grains, GatewayOptions options, [ProductClock] TimeProvider time, ILogger<RevokedSessions> logger)
    {
        this.grains = grains;
        this.time = time;
        this.logger = logger;
        var tokens = options.AccessTokens;
        tokenLife = (tokens.SignedInFor > tokens.MintedFor ? tokens.SignedInFor : tokens.MintedFor) + tokens.ClockSkew + Overlap;
    }

    /// <summary>True if the session has ended.</summary>
    public async ValueTask<bool> ContainsAsync(string sessionId)
    {
        Task? current = null;
        lock (gate)
        {
            if (knownUntil is null || time.GetElapsedTime(refreshedAt) > FreshFor)
            {
                current = refreshing ??= RefreshOnceAsync();
            }
            else if (revoked.ContainsKey(sessionId))
            {
                return true;
            }
        }

        if (current is null)
        {
            return false;
        }

        await current.ConfigureAwait(false);
        lock (gate)
        {
            return revoked.ContainsKey(sessionId);
        }
    }

    /// <summary>Asks the cluster now: what this gateway itself has just revoked ends here at once.</summary>
    public Task RefreshAsync()
    {
        lock (gate)
        {
            // One that is under way may have asked too early.
            return refreshing = refreshing is { IsCompleted: false } earlier ? AfterAsync(earlier) : RefreshOnceAsync();
        }
    }

    /// <summary>Tells when a session ends, until disposed.</summary>
    public FollowedSession Follow(string sessionId)
    {
        var session = new FollowedSession(this, sessionId);
        bool isOver;
        lock (gate)
        {
            if (!followed.TryGetValue(sessionId, out var all))
            {
                followed.Add(sessionId, all = []);
            }

            all.Add(session);
            isOver = revoked.ContainsKey(sessionId);
        }

        if (isOver)
        {
            session.End();
        }

        return session;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await RefreshAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the asking; calls that need the answer fail by themselves meanwhile.
                LogUnknown(error, error.Message);
            }
        }
    }

    private void Unfollow(FollowedSession session)
    {
        lock (gate)
        {
            if (followed.TryGetValue(session.SessionId, out var all) && all.Remove(session) && all.Count == 0)
            {
                followed.Remove(session.SessionId);
            }
        }
    }

    private async Task AfterAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await RefreshOnceAsync().ConfigureAwait(false);
    }

    private async Task RefreshOnceAsync()
    {
        // Not on the caller's stack: it holds the gate.
        await Task.Yield();
        try
        {
            var (startedAt, now) = (time.GetTimestamp(), time.GetUtcNow());
            DateTimeOffset since;
            lock (gate)
            {
                since = knownUntil is { } known ? known - Overlap : now - tokenLife;
            }

            var news = await grains.GetGrain<ISessionRegistryGrain>(0).RevokedSinceAsync(since).ConfigureAwait(false);
            foreach (var ended in Learn(news, startedAt, now))
            {
                ended.End();
            }
        }
        finally
        {
            lock (gate)
            {
                refreshing = null;
            }
        }
    }

    private List<FollowedSession> Learn(IReadOnlyList<RevokedSession> news, long startedAt, DateTimeOffset now)
    {
        var ended = new List<FollowedSession>();
        lock (gate)
        {
            foreach (var session in news)
            {
                if (revoked.TryAdd(session.SessionId, session.RevokedAt) && followed.TryGetValue(session.SessionId, out var all))
                {
                    ended.AddRange(all);
                }
            }

            // No access token of theirs is left.
            foreach (var (session, revokedAt) in revoked)
            {
                if (revokedAt < now - tokenLife)
                {
                    revoked.Remove(session);
                }
            }

            knownUntil = now;
            refreshedAt = startedAt;
        }

        return ended;
    }

    /// <summary>A session that a connection depends on.</summary>
    internal sealed class FollowedSession(RevokedSessions owner, string sessionId) : IDisposable
    {
        private readonly CancellationTokenSource source = new();

        public string SessionId { get; } = sessionId;

        /// <summary>Cancelled when the session ends.</summary>
        public CancellationToken Revoked => source.Token;

        public void End()
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The connection went at the same moment, by itself.
            }
        }

        public void Dispose()
        {
            owner.Unfollow(this);
            source.Dispose();
        }
    }
}
