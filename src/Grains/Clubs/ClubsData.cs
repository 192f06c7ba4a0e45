using System.Text.Json.Nodes;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Clubs;

/// <summary>A user's seats in clubs. Erasing removes the user from each club; a club that the user owned passes to a successor or
/// closes.</summary>
internal sealed class ClubsData(ClubStore clubs, IGrainFactory grains) : IPersonalData
{
    public string Subject => "clubs";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var seats = new JsonArray();
        foreach (var seat in await clubs.ListSeatsOfAsync(user))
        {
            seats.Add(new JsonObject
            {
                ["club"] = seat.ClubName,
                ["role"] = ((ClubRole)seat.Role).ToString(),
                ["pending"] = ((ClubPending)seat.Pending).ToString(),
                ["answer"] = seat.Answer,
                ["since"] = DateTimeOffset.FromUnixTimeMilliseconds(seat.SinceMs),
            });
        }

        return seats;
    }

    public async Task EraseAsync(UserId user)
    {
        foreach (var seat in await clubs.ListSeatsOfAsync(user))
        {
            await grains.GetGrain<IClubGrain>(seat.ClubId).ForgetAsync(user);
        }
    }
}
