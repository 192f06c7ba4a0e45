using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;

namespace AudioRooms.Domain.Announcements;

/// <summary>Turns a change of a club into announcements.</summary>
public static class ClubAnnouncements
{
    /// <summary>The announcements, from a comparison of the seats before and after.</summary>
    /// <param name="touched">The users whose seats differ.</param>
    /// <param name="actor">The user who changed the club.</param>
    public static IEnumerable<Announcement> Of(
        Club before, Club next, IReadOnlyCollection<UserId> touched, UserId actor, DateTimeOffset now)
    {
        foreach (var user in touched)
        {
            if (next.Seats.GetValueOrDefault(user) is not { } seat)
            {
                continue;
            }

            var former = before.Seats.GetValueOrDefault(user);
            if (seat.Pending == ClubPending.Invited && former?.Pending != ClubPending.Invited)
            {
                yield return new Announcement(
                    AnnouncementKind.ClubInvited, actor, $"club/{next.Id}", now, Recipient: user, Text: next.Name, Club: next.Id);
            }

            if (seat.Pending == ClubPending.Applied && former?.Pending != ClubPending.Applied)
            {
                yield return new Announcement(
                    AnnouncementKind.ClubApplied, user, $"club/{next.Id}", now, Text: next.Name, Club: next.Id);
            }

            if (seat.Belongs && former is not { Belongs: true })
            {
                yield return new Announcement(
                    AnnouncementKind.ClubMemberJoined, user, $"club/{next.Id}", now, Text: next.Name, Club: next.Id);

                // A person who was let in by another person is told.
                if (user != actor)
                {
                    yield return new Announcement(
                        AnnouncementKind.ClubMemberJoined, actor, $"club/{next.Id}", now, user, next.Name, next.Id);
                }
            }
        }
    }
}
