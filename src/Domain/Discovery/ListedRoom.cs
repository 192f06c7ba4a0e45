using System.Collections.Immutable;

namespace AudioRooms.Domain.Discovery;

/// <summary>A live room that strangers may know of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">The newer the room, the higher.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="OnStage">Ids of who is on stage.</param>
/// <param name="ClubId">Whose club's it is, or empty.</param>
/// <param name="Topics">Ids of the topic tree.</param>
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
    /// <summary>
    /// True if the language is the room's, or the room's is a regional form of it; an empty one is every room's.
    /// </summary>
    /// <param name="language">BCP 47, lower case, or empty.</param>
    public bool IsIn(string language) =>
        language.Length == 0
        || Language.Equals(language, StringComparison.Ordinal)
        || (Language.StartsWith(language, StringComparison.Ordinal) && Language[language.Length] == '-');
}
