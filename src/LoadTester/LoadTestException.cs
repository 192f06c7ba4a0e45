namespace AudioRooms.LoadTester;

/// <summary>A load test cannot be made. The message is one sentence that says why, the fix one that says what to do.</summary>
internal sealed class LoadTestException(string code, string message, string? fix = null) : Exception(message)
{
    /// <summary>For machines.</summary>
    public string Code { get; } = code;

    /// <summary>What the user can do about it; null if nothing.</summary>
    public string? Fix { get; } = fix;
}
