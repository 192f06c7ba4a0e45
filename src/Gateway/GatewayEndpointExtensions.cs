using AudioRooms.Gateway.Http;
using AudioRooms.Gateway.Rpc;
using AudioRooms.Gateway.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway;

/// <summary>Puts the gateway's services and pages on a host's ports.</summary>
public static class GatewayEndpointExtensions
{
    /// <summary>
    /// Maps gRPC (accounts, sign-in from elsewhere, invitations, profiles, discovery, rooms, clubs, events, room sessions, health, and reflection in
    /// development) and HTTP (<c>/ws</c>, <c>/</c>, <c>/livez</c>, <c>/readyz</c>, <c>/metrics</c>). Which port answers what follows from the protocols that it speaks.
    /// </summary>
    public static void MapAudioRoomsGateway(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<AccountsService>();
        endpoints.MapGrpcService<ExternalSignInService>();
        endpoints.MapGrpcService<ProfilesService>();
        endpoints.MapGrpcService<PhotosService>();
        endpoints.MapGrpcService<DiscoveryService>();
        endpoints.MapGrpcService<InvitationsService>();
        endpoints.MapGrpcService<RoomsService>();
        endpoints.MapGrpcService<ClubsService>();
        endpoints.MapGrpcService<EventsService>();
        endpoints.MapGrpcService<NotificationsService>();
        endpoints.MapGrpcService<ModerationService>();
        endpoints.MapGrpcService<AdminService>();
        endpoints.MapGrpcService<WebhooksService>();
        endpoints.MapGrpcService<RoomSessionService>();
        endpoints.MapGrpcHealthChecksService();
        if (endpoints.ServiceProvider.GetRequiredService<GatewayOptions>().IsDevelopment)
        {
            endpoints.MapGrpcReflectionService();
        }

        RoomSocketEndpoint.Map(endpoints);
        GatewayPages.Map(endpoints);
        CalendarPages.Map(endpoints);
        PhotoPages.Map(endpoints);
    }
}
