using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AudioRooms.Documents.Tests;

/// <summary>The pages of the repository.</summary>
internal static partial class Pages
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereOf(), "..", ".."));

    /// <summary>All pages of <c>docs/</c> and of the top folder, by their paths below <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    /// <summary>
    /// Files of the repository that the page names in code type, such as <c>`src/Domain/Rooms/Room.cs`</c>; each once.
    /// </summary>
    public static IEnumerable<string> FilesNamedIn(string page) =>
        NamedFile().Matches(Read(page)).Select(match => match.Groups["path"].Value).Distinct();

    /// <summary>
    /// The targets of the page's links into the repository, relative to <see cref="Root"/>, with the heading after <c>#</c> if
    /// there is one.
    /// </summary>
    public static IEnumerable<(string Path, string Heading)> LinksOf(string page) =>
        from match in Link().Matches(Read(page))
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let parts = target.Split('#', 2)
        select (
            parts[0].Length == 0 ? page : Path.GetRelativePath(Root, Path.Combine(Root, Path.GetDirectoryName(page)!, parts[0])),
            parts.Length > 1 ? parts[1] : "");

    /// <summary>The anchors of a page's headings, derived from their text.</summary>
    public static IEnumerable<string> AnchorsOf(string page) =>
        Heading().Matches(Read(page)).Select(
            match => NoAnchorCharacter().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"`(?<path>(src|tests|benchmarks|samples|docs|eng|deploy)/[\w./-]*\.\w+)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchorCharacter();

    private static string HereOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
