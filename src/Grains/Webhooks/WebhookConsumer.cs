using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Webhooks;
using AudioRooms.Grains.Announcements;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Stores each announcement as a delivery for every webhook that wants its kind.</summary>
internal sealed class WebhookConsumer(WebhookStore store) : IAnnouncementConsumer
{
    public Task ConsumeAsync(Announcement a, string id, CancellationToken ct)
    {
        var kind = WebhookKinds.NameOf(a.Kind);
        var body = new JsonObject
        {
            ["id"] = id,
            ["kind"] = kind,
            ["at_unix_ms"] = a.At.ToUnixTimeMilliseconds(),
            ["subject"] = a.Subject,
            ["actor_user_id"] = a.Actor?.Value,
            ["recipient_user_id"] = a.Recipient?.Value,
            ["club_id"] = a.Club,
            ["text"] = a.Text,
        };
        return store.AppendAsync(id, kind, a.At, body.ToJsonString(JsonSerializerOptions.Web), ct);
    }
}
