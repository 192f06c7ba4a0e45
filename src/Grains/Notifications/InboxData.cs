using System.Text.Json.Nodes;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Notifications;

/// <summary>A user's notifications and notification settings.</summary>
internal sealed class InboxData(IGrainFactory grains) : IPersonalData
{
    private const int PageSize = 100;

    public string Subject => "notifications";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var inbox = grains.GetGrain<IInboxGrain>(user.Value);
        var settings = await inbox.GetSettingsAsync();
        return new JsonObject
        {
            ["pausedUntil"] = settings.PausedUntil,
            ["quietHours"] = settings.QuietHours is { } hours
                ? new JsonObject
                {
                    ["fromMinute"] = hours.FromMinute,
                    ["toMinute"] = hours.ToMinute,
                    ["timeZone"] = hours.TimeZone,
                }
                : null,
            ["mutedSources"] = new JsonArray([.. settings.MutedSources.Select(source => JsonValue.Create(source))]),
            ["mutedKinds"] = new JsonArray([.. settings.MutedKinds.Select(kind => JsonValue.Create(kind.ToString()))]),
            ["inbox"] = await EntriesAsync(inbox),
        };
    }

    public Task EraseAsync(UserId user) => grains.GetGrain<IInboxGrain>(user.Value).ForgetAsync();

    private static async Task<JsonArray> EntriesAsync(IInboxGrain inbox)
    {
        var entries = new JsonArray();
        string? next = null;
        do
        {
            var page = await inbox.ListAsync(PageSize, next);
            foreach (var entry in page.Entries)
            {
                entries.Add(new JsonObject
                {
                    ["kind"] = entry.Kind.ToString(),
                    ["count"] = entry.Count,
                    ["at"] = entry.At,
                    ["isRead"] = entry.IsRead,
                    ["newest"] = new JsonArray([.. entry.Newest.Select(item => new JsonObject
                    {
                        ["by"] = item.Actor?.Handle, ["subject"] = item.Subject, ["text"] = item.Text, ["at"] = item.At,
                    })]),
                });
            }

            next = page.NextPageToken;
        }
        while (next is not null);

        return entries;
    }
}
