namespace Orleans.CodeGeneration;

/// <summary>How a call is delivered and scheduled, from the attributes on the interface method.</summary>
[Flags]
public enum InvokeMethodOptions
{
    None = 0,

    /// <summary>Nobody waits for a response.</summary>
    OneWay = 1 << 0,

    /// <summary>May run between the turns of other read-only calls.</summary>
    ReadOnly = 1 << 1,

    /// <summary>May run between the turns of any call.</summary>
    AlwaysInterleave = 1 << 2,

    /// <summary>Accepted for source compatibility; has no effect.</summary>
    Unordered = 1 << 3,
}
