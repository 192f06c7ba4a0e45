namespace AudioRooms.Cli;

/// <summary>A verb cannot do its work. The message is one sentence that gives the reason; the fix is one sentence that says what
/// to do.</summary>
internal sealed class CliException(string code, string message, string? fix = null) : Exception(message)
{
    /// <summary>Stable code, for programs.</summary>
    public string Code { get; } = code;

    /// <summary>What the user can do about it; null for nothing.</summary>
    public string? Fix { get; } = fix;
}
