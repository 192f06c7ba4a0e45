using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Users;

/// <summary>A user's sessions. Erasing ends them. Their rows (random ids and times) are needed until the last access token has
/// expired; they are deleted two days later, with the next sign-in of any user.</summary>
internal sealed class SessionsData(SessionStore sessions, [ProductClock] TimeProvider time) : IPersonalData
{
    public string Subject => "sessions";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var spans = new JsonArray();
        foreach (var span in await sessions.ListAsync(user))
        {
            spans.Add(new JsonObject
            {
                ["createdAt"] = span.CreatedAt, ["renewedAt"] = span.RenewedAt, ["endsAt"] = span.EndsAt,
            });
        }

        return spans;
    }

    public Task EraseAsync(UserId user) => sessions.RevokeAllAsync(user, time.GetUtcNow());
}
