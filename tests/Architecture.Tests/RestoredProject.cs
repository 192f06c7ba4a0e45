using System.Text.Json;

namespace AudioRooms.Architecture.Tests;

/// <summary>
/// The packages and projects that a project of <c>src</c> can use, with theirs, from the list of its restore. A type of an
/// indirect package can be used like one of a direct package, so the whole list counts.
/// </summary>
internal static class RestoredProject
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Names of the packages and projects that the project can use, without versions.</summary>
    /// <param name="project">Name of its folder in <c>src</c>.</param>
    /// <exception cref="FileNotFoundException">The project was never restored.</exception>
    public static IReadOnlyList<string> LibrariesOf(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "src", project, "obj", "project.assets.json")));
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0])];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AudioRooms.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout.");
        }

        return folder.FullName;
    }
}
