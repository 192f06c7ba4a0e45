namespace Orleans.Runtime;

/// <summary>One immutable set of travelling values, shared by everybody whom it reached unchanged.</summary>
internal sealed class RequestContextValues(Dictionary<string, object>? items, Guid reentrancyId)
{
    /// <summary>Never changed after construction.</summary>
    public Dictionary<string, object>? Items { get; } = items;

    public Guid ReentrancyId { get; } = reentrancyId;

    /// <summary>Null stands for "nothing travels", which costs nothing to pass on.</summary>
    public static RequestContextValues? OrNull(Dictionary<string, object>? items, Guid reentrancyId) =>
        (items is null || items.Count == 0) && reentrancyId == Guid.Empty ? null : new RequestContextValues(items, reentrancyId);

    public Dictionary<string, object>? Export() => Items is null ? null : new Dictionary<string, object>(Items);
}
