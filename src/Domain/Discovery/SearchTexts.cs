using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Rooms;
using AudioRooms.Domain.Text;

namespace AudioRooms.Domain.Discovery;

/// <summary>The texts by which people and rooms are found.</summary>
public static class SearchTexts
{
    // A room's topic is free text. It may be an English or French name of a topic or an id; all of them are compared in folded
    // form.
    private static readonly ImmutableDictionary<string, string> TopicIds = TopicTree.All
        .SelectMany(topic => new[] { (topic.English, topic.Id), (topic.French, topic.Id), (topic.Id, topic.Id) })
        .GroupBy(pair => FoldedText.Fold(pair.Item1), pair => pair.Item2, StringComparer.Ordinal)
        .ToImmutableDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>A person's document: name, handle, bio, expertise and interests.</summary>
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

    /// <summary>A room's document: title, topics and host; null if the room is not live or not open to everybody.</summary>
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

    /// <summary>The topic that a text names by id or by name in either language; null if there is none.</summary>
    public static string? TopicOf(string written) => TopicIds.GetValueOrDefault(FoldedText.Fold(written));

    /// <summary>The topics that the texts name, each once. A text that names no topic is left out.</summary>
    public static ImmutableArray<string> TopicsOf(ImmutableArray<string> written) =>
        [.. written.Select(TopicOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The words by which a document's topics are found: the typed texts, and the names in both languages of each topic
    /// and of the topic above it.</summary>
    public static string TopicWords(ImmutableArray<string> written) =>
        string.Join('\n', [.. written.Where(text => TopicOf(text) is null), .. TopicsOf(written).Select(NamesOf)]);

    private static string NamesOf(string id) => TopicTree.Find(id) is { } topic
        ? $"{topic.English} {topic.French}{(topic.ParentId.Length > 0 ? " " + NamesOf(topic.ParentId) : string.Empty)}"
        : string.Empty;
}
