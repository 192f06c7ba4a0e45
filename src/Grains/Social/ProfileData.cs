using System.Text.Json.Nodes;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Social;

/// <summary>A user's profile and relations. Followers are other people's data, so the export has only their number.</summary>
internal sealed class ProfileData(IGrainFactory grains) : IPersonalData
{
    private const int PageSize = 100;

    public string Subject => "profile";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var grain = grains.GetGrain<IUserGrain>(user.Value);
        var export = new JsonObject();
        if ((await grain.GetProfileAsync(user)).Value is not { Profile: var profile })
        {
            return export;
        }

        export["displayName"] = profile.Person.DisplayName;
        export["bio"] = profile.Bio;
        export["interests"] = new JsonArray([.. profile.Interests.Select(topic => JsonValue.Create(topic))]);
        export["language"] = profile.Language;
        export["expertise"] = new JsonArray([.. profile.Expertise.Select(line => JsonValue.Create(line))]);
        export["isVerified"] = profile.IsVerified;
        export["joinedAt"] = profile.JoinedAt;
        export["followers"] = profile.FollowerCount;
        export["following"] = await HandlesAsync(grain, PeopleList.Following, user);
        export["blocked"] = await HandlesAsync(grain, PeopleList.Blocked, user);
        export["muted"] = await HandlesAsync(grain, PeopleList.Muted, user);
        return export;
    }

    public Task EraseAsync(UserId user) => grains.GetGrain<IUserGrain>(user.Value).ForgetAsync();

    private static async Task<JsonArray> HandlesAsync(IUserGrain user, PeopleList list, UserId viewer)
    {
        var handles = new JsonArray();
        string? next = null;
        do
        {
            var page = (await user.ListAsync(list, viewer, PageSize, next)).Value;
            foreach (var card in page?.People ?? [])
            {
                handles.Add(card.Person.Handle);
            }

            next = page?.NextPageToken;
        }
        while (next is not null);

        return handles;
    }
}
