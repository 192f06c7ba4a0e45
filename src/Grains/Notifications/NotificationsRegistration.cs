using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Notifications;

/// <summary>Registers the services of inboxes.</summary>
internal static class NotificationsRegistration
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<InboxLimits>();
        services.AddSingleton<InboxStore>();
        services.AddSingleton<InboxWriter>();
        services.AddSingleton<InboxAudience>();
        services.AddSingleton<InboxAudienceFinder>();
        services.AddSingleton<InboxNotifier>();
        services.AddSingleton<IAnnouncementConsumer>(static provider => provider.GetRequiredService<InboxNotifier>());
        services.AddSingleton<IScheduledWorkHandler>(static provider => provider.GetRequiredService<InboxNotifier>());
        services.AddSingleton<IScheduledWorkHandler, InboxWithdrawal>();
        services.AddSingleton<IScheduledWorkHandler, InboxRelease>();
        services.AddSingleton<IScheduledWorkHandler, InboxExpiry>();
        services.AddSingleton<IScheduledWorkHandler, InboxForgetting>();
        services.AddSingleton<IPersonalData, InboxData>();
    }
}
