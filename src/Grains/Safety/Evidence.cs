using System.Text.Json.Nodes;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Safety;

/// <summary>What was there when something was reported.</summary>
/// <param name="Subject">Whom or what the case is about.</param>
/// <param name="Accused">Whom, if that is known.</param>
/// <param name="Json">Names as they were, the room, the numbers of its events.</param>
internal sealed record Evidence(string Subject, UserId? Accused, JsonObject Json)
{
    /// <summary>About a person.</summary>
    public static Evidence Of(UserId accused, JsonObject json) => new(SubjectNames.Of(accused), accused, json);
}
