using System.Text.Json.Nodes;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Safety;

/// <summary>What was there when something was reported.</summary>
/// <param name="Subject">What the case is about, see <see cref="SubjectNames"/>.</param>
/// <param name="Accused">The accused person; null if the report names nobody.</param>
/// <param name="Json">The names at the time, the room, and the versions of its events.</param>
internal sealed record Evidence(string Subject, UserId? Accused, JsonObject Json)
{
    public static Evidence Of(UserId accused, JsonObject json) => new(SubjectNames.Of(accused), accused, json);
}
