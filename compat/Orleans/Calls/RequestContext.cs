namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls, from caller to callee and on, but not back. They follow the async flow of the code that
/// set them; each change makes a new set, so that a callee never changes its caller's.
/// </summary>
public static class RequestContext
{
    /// <summary>The key under which the call chain's reentrancy travels.</summary>
    internal const string ReentrancyKey = "#RE";

    private static readonly AsyncLocal<RequestContextValues?> Values = new();

    public static Guid ReentrancyId
    {
        get => Values.Value?.ReentrancyId ?? Guid.Empty;
        set
        {
            var current = Values.Value;
            if ((current?.ReentrancyId ?? Guid.Empty) != value)
            {
                Values.Value = RequestContextValues.OrNull(current?.Items, value);
            }
        }
    }

    public static IEnumerable<string> Keys => (IEnumerable<string>?)Values.Value?.Items?.Keys ?? [];

    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value?.Items ?? [];

    internal static RequestContextValues? CallContextData
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    public static object? Get(string key) => Values.Value?.Items?.GetValueOrDefault(key);

    public static void Set(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var current = Values.Value;
        var items = current?.Items is { } old ? new Dictionary<string, object>(old) : [];
        items[key] = value;
        Values.Value = new RequestContextValues(items, current?.ReentrancyId ?? Guid.Empty);
    }

    public static bool Remove(string key)
    {
        if (Values.Value is not { Items: { } old } current || !old.ContainsKey(key))
        {
            return false;
        }

        var items = new Dictionary<string, object>(old);
        items.Remove(key);
        Values.Value = RequestContextValues.OrNull(items, current.ReentrancyId);
        return true;
    }

    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }

    /// <summary>
    /// Until the section is disposed, calls made from here may call back into this grain although its turn is not over.
    /// </summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        var allowed = original == Guid.Empty ? Guid.NewGuid() : original;
        return new ReentrancySection(original, allowed);
    }

    /// <summary>Until the section is disposed, calls made from here may not call back into this grain.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>Puts the former state back when disposed.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _originalReentrancyId;
        private readonly Guid _newReentrancyId;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _originalReentrancyId = originalReentrancyId;
            _newReentrancyId = newReentrancyId;
            ReentrancyId = newReentrancyId;
            if (newReentrancyId != Guid.Empty && RuntimeContext.Current is Core.Internal.ICallChainReentrantGrainContext context)
            {
                context.OnEnterReentrantSection(newReentrancyId);
            }
        }

        public void Dispose()
        {
            if (_newReentrancyId != Guid.Empty && RuntimeContext.Current is Core.Internal.ICallChainReentrantGrainContext context)
            {
                context.OnExitReentrantSection(_newReentrancyId);
            }

            ReentrancyId = _originalReentrancyId;
        }
    }
}
