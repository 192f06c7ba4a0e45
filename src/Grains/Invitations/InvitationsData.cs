using System.Text.Json.Nodes;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Invitations;

/// <summary>A member's invitations. The export does not contain the inviter, which is another person's data.</summary>
internal sealed class InvitationsData(IGrainFactory grains) : IPersonalData
{
    private const int PageSize = 100;

    public string Subject => "invitations";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var ledger = grains.GetGrain<IInvitationLedgerGrain>(user.Value);
        var made = new JsonArray();
        InvitationPage page;
        string? next = null;
        do
        {
            page = await ledger.ListAsync(PageSize, next);
            foreach (var invitation in page.Invitations)
            {
                made.Add(new JsonObject
                {
                    ["state"] = invitation.State.ToString(),
                    ["createdAt"] = invitation.CreatedAt,
                    ["expiresAt"] = invitation.ExpiresAt,
                    ["acceptedBy"] = invitation.AcceptedBy?.Value,
                });
            }

            next = page.NextPageToken;
        }
        while (next is not null);

        return new JsonObject { ["remaining"] = page.Remaining, ["made"] = made };
    }

    public Task EraseAsync(UserId user) => grains.GetGrain<IInvitationLedgerGrain>(user.Value).ForgetAsync();
}
