namespace Orleans.Runtime;

/// <summary>What one step of an enumeration across a grain boundary brought.</summary>
[GenerateSerializer]
public enum EnumerationResult
{
    /// <summary>Nothing yet: ask again.</summary>
    Heartbeat = 1,

    /// <summary>One element.</summary>
    Element = 1 << 1,

    /// <summary>A list of elements.</summary>
    Batch = 1 << 2,

    /// <summary>No more will come.</summary>
    Completed = 1 << 3,

    /// <summary>The grain does not know the enumeration: it was deactivated, or the enumeration expired.</summary>
    MissingEnumeratorError = 1 << 4,

    /// <summary>The enumeration threw; the value is the exception.</summary>
    Error = 1 << 5,

    Canceled = 1 << 6,

    CompletedWithElement = Completed | Element,

    CompletedWithBatch = Completed | Batch,
}
