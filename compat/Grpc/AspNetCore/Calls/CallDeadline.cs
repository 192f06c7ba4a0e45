namespace Grpc.StandIn.Server;

/// <summary>
/// Ends a call when its time is up: first the status is fixed, then the handler is cancelled while the answer leaves, then the
/// stream is reset, so that a client which is still sending stops. The handler may take as long as it wants to notice.
/// </summary>
internal sealed class CallDeadline(ServerCall call, TimeProvider time, TimeSpan timeout, CancellationToken aborted) : IAsyncDisposable
{
    /// <summary>The longest that a timer can be set to; longer deadlines are reached in steps.</summary>
    private static readonly TimeSpan TimerSpanMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    private readonly long startedAt = time.GetTimestamp();
    private readonly TaskCompletionSource expiry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;
    private bool hasExpired;

    /// <summary>UTC.</summary>
    public DateTime At { get; } = Add(time.GetUtcNow().UtcDateTime, timeout);

    public CancellationToken Token => cancellation.Token;

    public void Start()
    {
        if (timeout.Ticks <= 1)
        {
            // Over before it came; no timer is that short.
            Expire();
            return;
        }

        // Created without a due time, so that it cannot fire before the field is set.
        timer = time.CreateTimer(static state => ((CallDeadline)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Min(timeout, TimerSpanMax), Timeout.InfiniteTimeSpan);
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        if (hasExpired)
        {
            await expiry.Task.ConfigureAwait(false);
        }

        cancellation.Dispose();
    }

    private void OnTimer()
    {
        var left = timeout - time.GetElapsedTime(startedAt);
        if (left > TimeSpan.Zero)
        {
            timer!.Change(Min(left, TimerSpanMax), Timeout.InfiniteTimeSpan);
            return;
        }

        Expire();
    }

    private void Expire()
    {
        if (call.TryExpire())
        {
            hasExpired = true;
            _ = ExpireAsync();
        }
    }

    private async Task ExpireAsync()
    {
        try
        {
            var cancelled = cancellation.CancelAsync();
            await call.HttpContext.Response.CompleteAsync().ConfigureAwait(false);
            call.Abort(Http2Error.NoError);
            await cancelled.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Of a callback that the handler registered, or of a connection that is gone. The call has its status either way.
            call.ReportExpiryTrouble(e);
        }
        finally
        {
            expiry.SetResult();
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static DateTime Add(DateTime now, TimeSpan timeout) =>
        timeout < DateTime.MaxValue - now ? now + timeout : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
}
