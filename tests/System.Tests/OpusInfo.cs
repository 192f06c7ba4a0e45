namespace AudioRooms.System.Tests;

/// <summary>Checks a written file with <c>opusinfo</c> of opus-tools.</summary>
internal static class OpusInfo
{
    /// <summary>The file must be an Ogg Opus file without warnings.</summary>
    public static async Task ShouldBeCleanAsync(string path)
    {
        await using var run = ProgramRun.Start("opusinfo", [path]);
        var exit = await run.WaitForExitAsync(TimeSpan.FromSeconds(20));
        var said = $"{run.Output}\n{run.Errors}";
        exit.ShouldBe(0, said);
        said.ShouldContain("Opus stream 1");
        said.ShouldNotContain("WARNING", Case.Insensitive, said);
        said.ShouldNotContain("ERROR", Case.Insensitive, said);
    }
}
