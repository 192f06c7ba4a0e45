namespace AudioRooms.Cli.Sound;

/// <summary>Programs of the system that play and record.</summary>
internal static class SystemPrograms
{
    /// <summary>Path of a program.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="environment">Reads a variable of the environment: <c>PATH</c> is asked for.</param>
    /// <returns>Null where none of the folders of <c>PATH</c> has it.</returns>
    public static string? Find(string program, Func<string, string?> environment) =>
        (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
