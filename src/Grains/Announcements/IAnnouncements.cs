using System.Data.Common;
using AudioRooms.Domain.Announcements;

namespace AudioRooms.Grains.Announcements;

/// <summary>
/// Where writers say what happened. It is told to every <see cref="IAnnouncementConsumer"/> after the writer's transaction.
/// </summary>
internal interface IAnnouncements
{
    /// <summary>Announces it in the transaction that makes it true: told if and only if that is committed.</summary>
    Task AppendAsync(DbConnection c, DbTransaction t, Announcement a);

    /// <summary>To be called after the commit: what was appended is told now instead of a little later.</summary>
    void Wake();

    /// <summary>For writers without an SQL transaction: stored when this returns.</summary>
    Task PublishAsync(Announcement a);
}
