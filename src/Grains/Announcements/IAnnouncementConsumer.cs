using AudioRooms.Domain.Announcements;
namespace AudioRooms.Grains.Announcements;

/// <summary>
/// Somebody who hears of every announcement. Announcements about one subject come in the order in which they were made, each at
/// least once: after a failure of any consumer all of them hear it again.
/// </summary>
internal interface IAnnouncementConsumer
{
    /// <summary>
    /// Takes note. Must be quick: whatever grows with the number of people is put into the schedule in bounded pages.
    /// </summary>
    /// <param name="a">What happened.</param>
    /// <param name="id">The same whenever this announcement is told again.</param>
    /// <param name="ct">The silo stops.</param>
    Task ConsumeAsync(Announcement a, string id, CancellationToken ct);
}
