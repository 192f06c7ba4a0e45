namespace AudioRooms.Deploy.Tests;

/// <summary>What came of a program.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    /// <summary>What it said, with its errors first; for the message of a test that fails.</summary>
    public string All => Errors + Output;
}
