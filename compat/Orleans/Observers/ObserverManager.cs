using System.Collections;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>
/// A grain's list of observers. A subscription ends when it is not renewed within the expiration, or when telling the
/// observer fails. Not thread-safe: one grain's turns use it.
/// </summary>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, Entry> _observers = [];
    private readonly ILogger _log;

    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        GetDateTime = () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock, in UTC; tests put their own here.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    public TimeSpan ExpirationDuration { get; set; }

    public int Count => _observers.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers =>
        _observers.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    public void Clear() => _observers.Clear();

    /// <summary>Adds the observer, or renews and replaces it.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = new Entry(observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    /// <summary>Tells all live observers one after the other; who fails is taken out.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, entry) in Snapshot())
        {
            if (predicate?.Invoke(entry.Observer) == false)
            {
                continue;
            }

            try
            {
                await notification(entry.Observer);
            }
            catch (Exception exception)
            {
                Drop(id, entry, exception);
            }
        }
    }

    /// <inheritdoc cref="Notify(Func{TObserver, Task}, Func{TObserver, bool}?)"/>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, entry) in Snapshot())
        {
            if (predicate?.Invoke(entry.Observer) == false)
            {
                continue;
            }

            try
            {
                notification(entry.Observer);
            }
            catch (Exception exception)
            {
                Drop(id, entry, exception);
            }
        }
    }

    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in _observers)
        {
            if (IsExpired(entry, now))
            {
                _observers.Remove(id);
            }
        }
    }

    public IEnumerator<TObserver> GetEnumerator() => _observers.Select(entry => entry.Value.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The live observers; a notification may subscribe and unsubscribe meanwhile.</summary>
    private KeyValuePair<TIdentity, Entry>[] Snapshot()
    {
        ClearExpired();
        return [.. _observers];
    }

    private bool IsExpired(Entry entry, DateTime now) => entry.LastSeen + ExpirationDuration < now;

    private void Drop(TIdentity id, Entry entry, Exception exception)
    {
        if (_observers.TryGetValue(id, out var current) && ReferenceEquals(current, entry))
        {
            _observers.Remove(id);
        }

        ObserverManagerLog.ObserverFailed(_log, id, exception);
    }

    private sealed record Entry(TObserver Observer, DateTime LastSeen);
}

/// <summary>Observers known by their own reference.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);
