using System.Xml.Linq;

namespace AudioRooms.Architecture.Tests;

/// <summary>A version that no project uses would be kept up to date for nothing.</summary>
public sealed class CentralVersionsTests
{
    // The samples and the web page have their packages elsewhere.
    private static readonly string[] FoldersWithProjects = ["src", "tests", "benchmarks"];

    [Fact]
    public void CentralVersions_All_AreAskedForByAProject()
    {
        var asked = ProjectFiles()
            .SelectMany(file => NamesIn(file, "PackageReference"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        var versions = NamesIn(Path.Combine(RestoredProject.Root, "Directory.Packages.props"), "PackageVersion").ToList();

        versions.ShouldNotBeEmpty();
        versions.Where(name => !asked.Contains(name)).ShouldBeEmpty();
    }

    private static IEnumerable<string> NamesIn(string file, string element) =>
        XDocument.Load(file).Descendants(element)
            .Select(found => found.Attribute("Include")?.Value ?? "")
            .Where(name => name.Length > 0);

    private static IEnumerable<string> ProjectFiles() => FoldersWithProjects
        .Select(folder => Path.Combine(RestoredProject.Root, folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(folder, "Directory.Build.*", SearchOption.TopDirectoryOnly)))
        .Append(Path.Combine(RestoredProject.Root, "Directory.Build.props"));
}
