using AudioRooms.Gateway.Services;
using AudioRooms.Gateway.Services.Accounts;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Gateway.Services.Discovery;
using AudioRooms.Gateway.Services.Draining;
using AudioRooms.Gateway.Services.Events;
using AudioRooms.Gateway.Services.Invitations;
using AudioRooms.Gateway.Services.Notifications;
using AudioRooms.Gateway.Services.Page;
using AudioRooms.Gateway.Services.Profiles;
using AudioRooms.Gateway.Services.Rooms;
using AudioRooms.Gateway.Services.Safety;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway;

/// <summary>Maps the gateway's services and pages.</summary>
public static class GatewayEndpointExtensions
{
    /// <summary>
    /// Maps gRPC and gRPC-Web (accounts, external sign-in, invitations, profiles, discovery, rooms, clubs, events, room sessions,
    /// health, and reflection in development) and HTTP (<c>/ws</c>, <c>/session</c>, the web page or the landing page,
    /// <c>/livez</c>, <c>/readyz</c>, <c>/drainz</c>, <c>/metrics</c>). A port answers those that the protocols it speaks can
    /// carry.
    /// </summary>
    public static void MapAudioRoomsGateway(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<PageFiles>();
        GrpcWebEdge.Use(app);
        var calls = app.MapGroup("");
        calls.RequireCors(GrpcWebEdge.CorsPolicy);
        calls.MapGrpcService<AccountsService>();
        calls.MapGrpcService<ExternalSignInService>();
        calls.MapGrpcService<ProfilesService>();
        calls.MapGrpcService<PhotosService>();
        calls.MapGrpcService<DiscoveryService>();
        calls.MapGrpcService<InvitationsService>();
        calls.MapGrpcService<RoomsService>();
        calls.MapGrpcService<ClubsService>();
        calls.MapGrpcService<EventsService>();
        calls.MapGrpcService<NotificationsService>();
        calls.MapGrpcService<ModerationService>();
        calls.MapGrpcService<AdminService>();
        calls.MapGrpcService<WebhooksService>();
        calls.MapGrpcService<RoomSessionService>();
        calls.MapGrpcHealthChecksService();
        if (app.Services.GetRequiredService<GatewayOptions>().IsDevelopment)
        {
            calls.MapGrpcReflectionService();
        }

        RoomSocketEndpoint.Map(app);
        var pages = app.MapGroup("").WithHead();
        GatewayPages.Map(pages);
        CalendarPages.Map(pages);
        PhotoPages.Map(pages);
        DrainPages.Map(pages);
        SessionPages.Map(pages);
        if (page.HasPage)
        {
            PageEndpoint.Map(pages);
        }
        else
        {
            LandingPage.Map(pages);
        }
    }
}
