using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Rooms;
using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Discovery;

/// <summary>What people and rooms are found by.</summary>
public static class SearchTexts
{
    // English and French names, ids and their folded forms: what a room's topic may have been written as.
    private static readonly ImmutableDictionary<string, string> TopicIds = TopicTree.All
        .SelectMany(topic => new[] { (topic.English, topic.Id), (topic.French, topic.Id), (topic.Id, topic.Id) })
        .GroupBy(pair => FoldedText.Fold(pair.Item1), pair => pair.Item2, StringComparer.Ordinal)
        .ToImmutableDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>A person: by name, handle, bio, expertise and interests.</summary>
    public static SearchDocument Of(Profile profile) => new(
        SearchKind.Person,
        profile.Person.Id.Value,
        profile.Person.DisplayName,
        string.Join('\n', [profile.Person.Handle, profile.Bio, .. profile.Expertise]),
        profile.Interests,
        profile.Language,
        StartsAt: null,
        profile.Person.Id.Value,
        ClubId: string.Empty);

    /// <summary>
    /// A room while it is live and open to everybody: by title, topics and its host; null when nobody is to find it.
    /// </summary>
    public static SearchDocument? Of(Room room)
    {
        if (room.Phase != RoomPhase.Live || !room.IsVisibleToAnybody)
        {
            return null;
        }

        return new SearchDocument(
            SearchKind.Room,
            room.Id.Value,
            room.Title,
            string.Join('\n', [room.Owner.DisplayName, room.Owner.Handle]),
            room.Topics,
            room.Language,
            StartsAt: null,
            room.Owner.Id.Value,
            ClubId: room.Club?.Id ?? string.Empty);
    }

    /// <summary>The topic that somebody meant, by id or name in either language; null if it is none of the tree.</summary>
    public static string? TopicOf(string written) => TopicIds.GetValueOrDefault(FoldedText.Fold(written));

    /// <summary>The topics that somebody meant, each once; what is none of the tree is left out.</summary>
    public static ImmutableArray<string> TopicsOf(ImmutableArray<string> written) =>
        [.. written.Select(TopicOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// What a document's topics are found by: what was written,
    /// and the names of the topic and the one above it in both languages.
    /// </summary>
    public static string TopicWords(ImmutableArray<string> written) =>
        string.Join('\n', [.. written.Where(text => TopicOf(text) is null), .. TopicsOf(written).Select(NamesOf)]);

    private static string NamesOf(string id) => TopicTree.Find(id) is { } topic
        ? $"{topic.English} {topic.French}{(topic.ParentId.Length > 0 ? " " + NamesOf(topic.ParentId) : string.Empty)}"
        : string.Empty;
}
