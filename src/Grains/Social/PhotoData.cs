using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Social;

/// <summary>A user's photo. The export holds the image itself.</summary>
internal sealed class PhotoData(PhotoTable photos) : IPersonalData
{
    public string Subject => "photo";

    public async Task<JsonNode> ExportAsync(UserId user) => await photos.ReadOwnAsync(user) is { } image
        ? new JsonObject { ["type"] = "image/jpeg", ["base64"] = Convert.ToBase64String(image) }
        : new JsonObject();

    public Task EraseAsync(UserId user) => photos.RemoveAsync(user);
}
