namespace Orleans.StandIn.Runtime;

/// <summary>A token that is cancelled after a time by the silo's clock, or with another token.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource? _linked;

    public TimeLimit(TimeSpan time, TimeProvider timeProvider, CancellationToken other)
    {
        _limit = new CancellationTokenSource(time, timeProvider);
        _linked = other.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, other) : null;
    }

    public CancellationToken Token => (_linked ?? _limit).Token;

    public void Dispose()
    {
        _linked?.Dispose();
        _limit.Dispose();
    }
}
