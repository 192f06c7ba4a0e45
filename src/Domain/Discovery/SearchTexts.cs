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

    /// <summary>A person: by name, handle, bio, expertise and the names of their interests in both languages.</summary>
    public static SearchDocument Of(Profile profile) => new(
        SearchKind.Person,
        profile.Person.Id.Value,
        profile.Person.DisplayName,
        string.Join('\n', [profile.Person.Handle, profile.Bio, .. profile.Expertise, .. profile.Interests.Select(NamesOf)]),
        profile.Interests,
        profile.Language,
        StartsAt: null,
        profile.Person.Id.Value,
        ClubId: string.Empty);

    /// <summary>A room while it is live and open to everybody: by title, topics and its host; null when nobody is to find it.</summary>
    public static SearchDocument? Of(Room room)
    {
        if (room.Phase != RoomPhase.Live)
        {
            return null;
        }

        ImmutableArray<string> topics = [.. room.Topics.Select(TopicOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new SearchDocument(
            SearchKind.Room,
            room.Id.Value,
            room.Title,
            string.Join('\n', [room.Owner.DisplayName, room.Owner.Handle, .. room.Topics, .. topics.Select(NamesOf)]),
            topics,
            room.Language,
            StartsAt: null,
            room.Owner.Id.Value,
            ClubId: string.Empty);
    }

    /// <summary>The topic that somebody meant, by id or name in either language; null if it is none of the tree.</summary>
    public static string? TopicOf(string written) => TopicIds.GetValueOrDefault(FoldedText.Fold(written));

    private static string NamesOf(string id) => TopicTree.Find(id) is { } topic
        ? $"{topic.English} {topic.French}{(topic.ParentId.Length > 0 ? " " + NamesOf(topic.ParentId) : string.Empty)}"
        : string.Empty;
}
