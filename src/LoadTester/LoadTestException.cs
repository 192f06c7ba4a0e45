namespace AudioRooms.LoadTester;

/// <summary>A load test that cannot be made. The message is one sentence that says why; <see cref="Fix"/> is one that says what
/// to do.</summary>
internal sealed class LoadTestException(string code, string message, string? fix = null) : Exception(message)
{
    /// <summary>The code for programs.</summary>
    public string Code { get; } = code;

    /// <summary>What the user can do about it; null for nothing.</summary>
    public string? Fix { get; } = fix;
}
