using System.Text.RegularExpressions;

namespace AudioRooms.Architecture.Tests;

/// <summary>
/// Which folders at the top of a project use which others, by its source text: <c>using</c> lines of every kind, and names with
/// their folder. Files beside the folders connect the project and may use all of them, so they are not read. Namespaces follow
/// folders.
/// </summary>
internal sealed partial class FolderGraph
{
    private readonly SortedDictionary<(string From, string To), List<Mention>> edges = [];

    private FolderGraph(IReadOnlySet<string> folders) => Folders = folders;

    public IReadOnlySet<string> Folders { get; }

    /// <summary>Reads a project.</summary>
    /// <param name="project">Its name, as in its namespace after <c>AudioRooms.</c>.</param>
    /// <param name="files">The text of each file by its path in the project, with slashes.</param>
    public static FolderGraph Read(string project, IReadOnlyDictionary<string, string> files)
    {
        var inFolders = files.Where(file => file.Key.Contains('/')).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        var graph = new FolderGraph(inFolders.Select(file => FolderOf(file.Key)).ToHashSet());
        var types = inFolders.Select(file => (FolderOf(file.Key), Path.GetFileName(file.Key).Split('.')[0])).ToHashSet();
        var prefix = $@"(?<whole>AudioRooms\.{project}\.)?(?:{project}\.)?";
        var mention = new Regex($@"(?<![\w.]){prefix}(?<to>{string.Join('|', graph.Folders)})\b(?:\.(?<type>\w+))?");
        foreach (var (path, text) in inFolders)
        {
            var code = NoCode().Replace(text, static found => new string('\n', found.Value.Count(static c => c == '\n')));
            var lines = code.Split('\n');
            for (var line = 0; line < lines.Length; line++)
            {
                foreach (Match found in mention.Matches(lines[line]))
                {
                    // Without its namespace in front a word counts as a folder only before one of the folder's types.
                    var (from, to) = (FolderOf(path), found.Groups["to"].Value);
                    if (to != from && (found.Groups["whole"].Success || types.Contains((to, found.Groups["type"].Value))))
                    {
                        graph.Add(from, to, new Mention($"src/{project}/{path}", line + 1, lines[line].Trim()));
                    }
                }
            }
        }

        return graph;
    }

    /// <summary>
    /// The mentions that must go so that no folder uses itself through others, a sentence each. In each cycle the step with the
    /// fewest mentions counts as the wrong one.
    /// </summary>
    public IReadOnlyList<string> Cycles()
    {
        var left = edges.Keys.ToHashSet();
        var sentences = new List<string>();
        while (CycleIn(left) is { } cycle)
        {
            var wrong = cycle.MinBy(edge => edges[edge].Count);
            left.Remove(wrong);
            var round = cycle.SkipWhile(edge => edge != wrong).Concat(cycle.TakeWhile(edge => edge != wrong));
            var why = $"{wrong.From} may not know {wrong.To}, because {string.Join(" knows ", round.Select(edge => edge.To))}";
            sentences.AddRange(edges[wrong].Select(mention => $"{mention}: {why}"));
        }

        return sentences;
    }

    /// <summary>The mentions that an order of the folders forbids, and folders missing in the order, a sentence each.</summary>
    /// <param name="layers">The folders from the ground up: each may use those before it.</param>
    public IReadOnlyList<string> BreaksOf(IReadOnlyList<string> layers) =>
    [
        .. Folders.Except(layers).Order(StringComparer.Ordinal).Select(static folder => $"{folder} is no layer"),
        .. from edge in edges
           where layers.SkipWhile(layer => layer != edge.Key.From).Contains(edge.Key.To)
           from mention in edge.Value
           select $"{mention}: {edge.Key.From} may not know {edge.Key.To}, which is above it",
    ];

    private void Add(string from, string to, Mention mention)
    {
        if (!edges.TryGetValue((from, to), out var mentions))
        {
            edges.Add((from, to), mentions = []);
        }

        mentions.Add(mention);
    }

    private List<(string From, string To)>? CycleIn(HashSet<(string From, string To)> left) => Folders
        .Order(StringComparer.Ordinal)
        .Select(folder => PathTo(folder, folder, left))
        .FirstOrDefault(path => path.Count > 0);

    // The shortest path along the remaining edges; empty if there is none.
    private static List<(string From, string To)> PathTo(string from, string to, HashSet<(string From, string To)> left)
    {
        var ways = new Queue<List<(string From, string To)>>([[]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var step in left.Where(edge => edge.From == (way.Count == 0 ? from : way[^1].To)).Order())
            {
                if (step.To == to)
                {
                    return [.. way, step];
                }

                if (seen.Add(step.To))
                {
                    ways.Enqueue([.. way, step]);
                }
            }
        }

        return [];
    }

    private static string FolderOf(string path) => path.Split('/')[0];

    // Comments, texts and the file's own namespace.
    [GeneratedRegex(
        """"//[^\n]*|/\*[\s\S]*?\*/|"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|^namespace [^\n]*"""",
        RegexOptions.Multiline)]
    private static partial Regex NoCode();

    private sealed record Mention(string File, int Line, string Text)
    {
        public override string ToString() => $"{File}({Line}) \"{Text}\"";
    }
}
