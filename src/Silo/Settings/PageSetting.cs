namespace AudioRooms.Silo.Settings;

/// <summary>
/// Where the built page is: <c>off</c>, or the folder that its build wrote. If the environment does not say, the folder
/// <c>page</c> beside the program, if there is one.
/// </summary>
internal static class PageSetting
{
    public const string Variable = "AUDIOROOMS_PAGE";

    private const string Off = "off";

    /// <returns>The folder; null if no page is served.</returns>
    public static string? Read(string? value, string programFolder)
    {
        if (value is not null)
        {
            return value == Off ? null : Path.GetFullPath(value);
        }

        var beside = Path.Combine(programFolder, "page");
        return Directory.Exists(beside) ? beside : null;
    }
}
