namespace AudioRooms.Architecture.Tests;

/// <summary>The source text of the projects of <c>src</c>.</summary>
internal static class SourceProject
{
    private static readonly string[] MadeByTheBuild = ["bin", "obj"];

    private static string Sources => Path.Combine(RestoredProject.Root, "src");

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Sources)
        .Select(folder => Path.GetFileName(folder))
        .Where(name => File.Exists(Path.Combine(Sources, name, $"{name}.csproj")))
        .Order(StringComparer.Ordinal);

    public static FolderGraph FoldersOf(string project) => FolderGraph.Read(project, FilesOf(project));

    /// <summary>Every type that a source file of <c>src</c> declares outside other types.</summary>
    public static IEnumerable<DeclaredType> Types() =>
        from project in Names
        from file in FilesOf(project)
        from type in DeclaredType.In($"src/{project}/{file.Key}", file.Value)
        select type;

    // The text of each file by its path in the project, with slashes.
    private static Dictionary<string, string> FilesOf(string project)
    {
        var folder = Path.Combine(Sources, project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !MadeByTheBuild.Contains(path.Split('/')[0]))
            .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path)));
    }
}
