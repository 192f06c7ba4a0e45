namespace AudioRooms.Cli.Sound;

/// <summary>Finds programs of the system.</summary>
internal static class SystemPrograms
{
    /// <summary>Path of a program.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="environment">Reads an environment variable; <c>PATH</c> is read.</param>
    /// <returns>Null if no folder of <c>PATH</c> contains it.</returns>
    public static string? Find(string program, Func<string, string?> environment) =>
        (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
