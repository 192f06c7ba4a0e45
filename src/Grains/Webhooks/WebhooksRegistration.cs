using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Schedule;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Registers the services of webhooks.</summary>
internal static class WebhooksRegistration
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<IAnnouncementConsumer, WebhookConsumer>();
        services.AddSingleton<IScheduledWorkHandler, WebhookWork>();
    }
}
