using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Users;

/// <summary>The external identities that open an account.</summary>
internal sealed class IdentitiesData(IdentityTable identities) : IPersonalData
{
    public string Subject => "identities";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var linked = new JsonArray();
        foreach (var identity in await identities.ListAsync(user))
        {
            linked.Add(new JsonObject
            {
                ["issuer"] = identity.Identity.Issuer, ["subject"] = identity.Identity.Subject, ["linkedAt"] = identity.LinkedAt,
            });
        }

        return linked;
    }

    public Task EraseAsync(UserId user) => identities.UnlinkAsync(user, issuer: null);
}
