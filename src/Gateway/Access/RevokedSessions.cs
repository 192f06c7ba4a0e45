using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// The sessions that ended before their access tokens expired. An access token is valid by its signature alone, so without this
/// list a stolen token would work until it expires, and asking the account at every call would cost a grain call each. The
/// gateway asks the cluster once a second for new revocations, and before it answers a caller if its knowledge is older. So
/// within 2 s a revoked session is refused and its connections are closed, for one call a second however many people there are.
/// Thread-safe.
/// </summary>
internal sealed partial class RevokedSessions : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long the known list counts as current; with the time of a call it stays below the promised 2 s.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How far back each question reaches: the clocks of silos differ, and a stamped write may wait before it is stored.
    /// </summary>
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

    /// <summary>Asks the cluster now, so that a session that this gateway has just revoked ends here at once.</summary>
    public Task RefreshAsync()
    {
        lock (gate)
        {
            // A question under way may have been asked before the revocation.
            return refreshing = refreshing is { IsCompleted: false } earlier ? AfterAsync(earlier) : RefreshOnceAsync();
        }
    }

    /// <summary>Reports the end of a session until the result is disposed.</summary>
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
                // No error may end the loop. Calls that need the list fail by themselves meanwhile.
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
        // Not on the caller's stack, because the caller holds the gate.
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
            foreach (var ended in Apply(news, startedAt, now))
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

    private List<FollowedSession> Apply(IReadOnlyList<RevokedSession> news, long startedAt, DateTimeOffset now)
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

            // The access tokens of these sessions have all expired.
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

    /// <summary>A session on which a connection depends.</summary>
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
                // The connection ended by itself at the same moment.
            }
        }

        public void Dispose()
        {
            owner.Unfollow(this);
            source.Dispose();
        }
    }
}
