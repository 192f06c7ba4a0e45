namespace Orleans.Runtime;

/// <summary>The activation whose turn runs on this thread, if any.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    public static IGrainContext? Current => _current;

    /// <summary>Returns the former context, to be put back.</summary>
    public static IGrainContext? Enter(IGrainContext? context)
    {
        var former = _current;
        _current = context;
        return former;
    }
}
