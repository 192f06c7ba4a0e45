using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Rooms;

/// <summary>Finds the live rooms of clubs.</summary>
internal sealed class ClubRooms(SqlDatabase database, IGrainFactory grains)
{
    /// <summary>Removes a person who left the club from its live rooms. A repeated call changes nothing.</summary>
    public async Task RemoveFormerMemberAsync(string club, UserId user)
    {
        var rooms = await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT room_id FROM rooms WHERE club_id = @Club AND is_live = @IsLive", new { Club = club, IsLive = true }));
        foreach (var room in rooms)
        {
            var grain = grains.GetGrain<IRoomGrain>(room);
            await grain.SettledAsync(grain.RemoveFormerMemberAsync(user));
        }
    }
}
