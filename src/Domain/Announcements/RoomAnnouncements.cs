using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Announcements;

/// <summary>Turns a room's events into announcements.</summary>
public static class RoomAnnouncements
{
    /// <summary>The announcements of an event.</summary>
    /// <param name="room">The room after the event.</param>
    /// <param name="happened">The event.</param>
    public static IEnumerable<Announcement> Of(Room room, RoomEvent happened)
    {
        Announcement About(AnnouncementKind kind) =>
            new(kind, Actor: null, $"room/{room.Id}", happened.At, Text: room.Title, Club: room.Club?.Id);

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
                yield return About(AnnouncementKind.RoomEnded) with
                {
                    Actor = ended.IsAbandoned || ended.IsByService ? null : ended.By,
                };
                break;
            case StageInvited invited:
                yield return About(AnnouncementKind.StageInvited) with { Actor = invited.By, Recipient = invited.User };
                break;
            case PersonAskedIn asked:
                yield return About(AnnouncementKind.RoomPing) with { Actor = asked.By, Recipient = asked.User };
                break;

            // The owner coming on stage is part of starting a room, so it is not announced.
            case StageTaken taken when taken.Member.Person.Id != room.Owner.Id:
                yield return About(AnnouncementKind.SpokeOnStage) with { Actor = taken.Member.Person.Id };
                break;
        }
    }
}
