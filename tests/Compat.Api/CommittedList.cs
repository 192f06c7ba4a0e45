using System.Runtime.CompilerServices;

namespace AudioRooms.Compat.Api;

/// <summary>
/// A text file beside the tests, one entry a line, <c>#</c> for remarks at its top. A run with the environment variable
/// <c>UPDATE_LISTS=1</c> writes what was found, so that a change of coverage is one reviewed line and not hand work.
/// </summary>
internal static class CommittedList
{
    internal static bool Updating => Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1";

    internal static string[] Read(string file) =>
        [.. File.ReadAllLines(PathOf(file)).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    internal static void Write(string file, IEnumerable<string> entries)
    {
        string[] remarks = [.. File.ReadAllLines(PathOf(file)).TakeWhile(line => line.StartsWith('#'))];
        File.WriteAllText(PathOf(file), string.Join('\n', remarks.Concat(entries)) + "\n");
    }

    private static string PathOf(string file, [CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, file);
}
