using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AudioRooms.Contracts.Discovery;

/// <summary>One topic of the tree.</summary>
/// <param name="Id">Lower case ASCII; never changes and is never reused for another topic.</param>
/// <param name="ParentId">Id of the topic above; empty on the first level.</param>
/// <param name="English">The English name.</param>
/// <param name="French">The French name.</param>
public sealed record Topic(string Id, string ParentId, string English, string French);

/// <summary>The topics that people and rooms may choose from: two levels, the same for everybody, read from the file
/// <c>topics.tsv</c> beside this one. Names may be corrected and topics added; an id never changes.</summary>
public static class TopicTree
{
    private const string Resource = "Discovery/topics.tsv";
    private const int Columns = 4;

    /// <summary>Every topic, each parent before its children.</summary>
    public static ImmutableArray<Topic> All { get; } = Load();

    private static readonly FrozenDictionary<string, Topic> ById = All.ToFrozenDictionary(
        topic => topic.Id, StringComparer.Ordinal);

    /// <summary>The topic with this id, or null.</summary>
    public static Topic? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The ids of the topic and of all topics below it; empty if no topic has this id.</summary>
    public static ImmutableArray<string> WithChildren(string id) =>
        [.. All.Where(topic => topic.Id == id || (id.Length > 0 && topic.ParentId == id)).Select(topic => topic.Id)];

    private static ImmutableArray<Topic> Load()
    {
        using var stream = typeof(TopicTree).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly was built without {Resource}.");
        using var reader = new StreamReader(stream);
        var topics = ImmutableArray.CreateBuilder<Topic>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            topics.Add(cells.Length == Columns
                ? new Topic(cells[0], cells[1], cells[2], cells[3])
                : throw new InvalidDataException(
                    $"{Resource} line {topics.Count + 1} has {cells.Length} columns instead of {Columns}."));
        }

        return topics.ToImmutable();
    }
}
