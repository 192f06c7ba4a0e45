using System.Collections.Immutable;

namespace AudioRooms.Domain.Discovery;

/// <summary>A live room that everybody may know of.</summary>
/// <param name="Number">The newer the room, the higher.</param>
/// <param name="OnStage">Ids of the people on stage.</param>
/// <param name="ClubId">Id of the room's club; empty for none.</param>
/// <param name="Topics">Ids in the topic tree.</param>
/// <param name="Language">BCP 47, lower case, or empty.</param>
public sealed record ListedRoom(
    string Id,
    long Number,
    string OwnerId,
    ImmutableArray<string> OnStage,
    string ClubId,
    ImmutableArray<string> Topics,
    string Language)
{
    /// <summary>True if the room's language is this one or a regional form of it. An empty language matches every room.</summary>
    /// <param name="language">BCP 47, lower case, or empty.</param>
    public bool IsIn(string language) =>
        language.Length == 0
        || Language.Equals(language, StringComparison.Ordinal)
        || (Language.StartsWith(language, StringComparison.Ordinal) && Language[language.Length] == '-');
}
