using System.Data.Common;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Announcements;

namespace AudioRooms.Grains.Rooms;

/// <summary>What a room's events mean to people outside it. Written in the transaction that appends to its journal.</summary>
internal sealed class RoomAnnouncements(IAnnouncements announcements)
{
    /// <summary>Announces what is worth it.</summary>
    /// <returns>True if there was something: wake the schedule after the commit.</returns>
    public async Task<bool> AppendAsync(DbConnection connection, DbTransaction transaction, Room room, IReadOnlyList<RoomEvent> events)
    {
        var found = false;
        foreach (var announcement in events.SelectMany(happened => Of(room, happened)))
        {
            await announcements.AppendAsync(connection, transaction, announcement);
            found = true;
        }

        return found;
    }

    /// <summary>After the commit.</summary>
    public void Wake() => announcements.Wake();

    private static IEnumerable<Announcement> Of(Room room, RoomEvent happened)
    {
        Announcement About(AnnouncementKind kind) => new(kind, null, $"room/{room.Id}", happened.At, Text: room.Title, Club: room.Club?.Id);
        switch (happened)
        {
            case RoomCreated:
                yield return About(AnnouncementKind.RoomStarted) with { Actor = room.Owner.Id };
                if (room.Club is not null)
                {
                    yield return About(AnnouncementKind.ClubRoomStarted) with { Actor = room.Owner.Id };
                }

                break;
            case RoomEnded ended:
                yield return About(AnnouncementKind.RoomEnded) with { Actor = ended.IsAbandoned || ended.IsByService ? null : ended.By };
                break;
            case StageInvited invited:
                yield return About(AnnouncementKind.StageInvited) with { Actor = invited.By, Recipient = invited.User };
                break;
            case PersonAskedIn asked:
                yield return About(AnnouncementKind.RoomPing) with { Actor = asked.By, Recipient = asked.User };
                break;

            // That its owner came on stage is how a room starts.
            case StageTaken taken when taken.Member.Person.Id != room.Owner.Id:
                yield return About(AnnouncementKind.SpokeOnStage) with { Actor = taken.Member.Person.Id };
                break;
        }
    }
}
