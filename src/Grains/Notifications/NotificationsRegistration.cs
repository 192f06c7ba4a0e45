using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Users;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Notifications;

/// <summary>What announcements and inboxes are made of.</summary>
internal static class NotificationsRegistration
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<InboxLimits>();
        services.AddSingleton<IAnnouncements, ScheduledAnnouncements>();
        services.AddSingleton<IScheduledWorkHandler, AnnouncementTelling>();
        services.AddSingleton<RoomAnnouncements>();
        services.AddSingleton<InboxStore>();
        services.AddSingleton<InboxWriter>();
        services.AddSingleton<InboxAudience>();
        services.AddSingleton<InboxAudienceRules>();
        services.AddSingleton<InboxTelling>();
        services.AddSingleton<IAnnouncementConsumer>(static provider => provider.GetRequiredService<InboxTelling>());
        services.AddSingleton<IScheduledWorkHandler>(static provider => provider.GetRequiredService<InboxTelling>());
        services.AddSingleton<IScheduledWorkHandler, InboxWithdrawal>();
        services.AddSingleton<IScheduledWorkHandler, InboxRelease>();
        services.AddSingleton<IScheduledWorkHandler, InboxExpiry>();
        services.AddSingleton<IScheduledWorkHandler, InboxForgetting>();
        services.AddSingleton<IScheduledWorkHandler, InboxParting>();
        services.AddSingleton<IPersonalData, InboxData>();
    }
}
