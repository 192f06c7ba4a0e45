namespace AudioRooms.System.Tests;

/// <summary>The judge of a written file: <c>opusinfo</c> of opus-tools.</summary>
internal static class OpusInfo
{
    /// <summary>The file is an Ogg Opus file that it has nothing to say against.</summary>
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
