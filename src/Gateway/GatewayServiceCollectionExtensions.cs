using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
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
using AudioRooms.Protocol.Bounds;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Gateway;

/// <summary>Adds the gateway to a host.</summary>
public static class GatewayServiceCollectionExtensions
{
    private const string HealthCheckLog = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";

    /// <summary>Above the largest message of a room connection; a photo is sent in several windows.</summary>
    private const int StreamWindowBytes = 128 * 1_024;

    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepAliveWithin = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Adds the gateway. The host also needs an Orleans client or silo, and maps the gateway with
    /// <see cref="GatewayEndpointExtensions.MapAudioRoomsGateway"/>. If options are wrong, the host does not start, and one
    /// message names all errors.
    /// </summary>
    public static IServiceCollection AddAudioRoomsGateway(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        services.AddOptions<GatewayOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        services.AddSingleton(BoundsInForce);
        services.TryAddKeyedSingleton(ProductClockAttribute.ClockKey, TimeProvider.System);
        services.AddSingleton<GatewayIdentity>();
        services.AddSingleton<SiloLosses>();
        services.AddSingleton<GatewayMetrics>();
        services.AddHostMetrics();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<KeyDocuments>();
        services.AddSingleton<SignInNonces>();
        services.AddSingleton<IdTokens>();
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<AttemptThrottle>();
        services.AddSingleton<RevokedSessions>();
        services.AddSingleton<BearerTokens>();
        services.AddSingleton<InvitationSecrets>();
        services.AddSingleton<FaultInterceptor>();
        services.AddSingleton<AuthenticationInterceptor>();
        services.AddSingleton<RateLimitInterceptor>();
        services.AddSingleton<IdempotencyInterceptor>();
        services.AddSingleton<AuditInterceptor>();
        services.AddSingleton<RoomIds>();
        services.AddSingleton<DerivedIds>();
        services.AddSingleton<CommandRouter>();
        services.AddSingleton(static _ => new EncodedMessagePool());
        services.AddSingleton(static services => services.GetRequiredService<GatewayOptions>().FanOut);
        services.AddSingleton(static _ => ProcessLoad.OfThisProcess());
        services.AddSingleton<FanOutWheel>();
        services.AddSingleton<GatewayRooms>();
        services.AddSingleton<InboxWatches>();
        services.AddSingleton<InboxNews>();
        services.AddSingleton<ResumeClaims>();
        services.AddSingleton<RoomStays>();
        services.AddSingleton<JoinHandler>();
        services.AddSingleton<ClientConnections>();
        services.AddSingleton<PageFiles>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<SessionPages>();
        services.AddSingleton<AccountsService>();
        services.AddSingleton<ExternalSignInService>();
        services.AddSingleton<ProfilesService>();
        services.AddSingleton<PhotosService>();
        services.AddSingleton<HallwayWatchers>();
        services.AddSingleton<DiscoveryService>();
        services.AddSingleton<InvitationsService>();
        services.AddSingleton<RoomsService>();
        services.AddSingleton<ClubsService>();
        services.AddSingleton<EventsService>();
        services.AddSingleton<NotificationsService>();
        services.AddSingleton<AppealTickets>();
        services.AddSingleton<ModerationService>();
        services.AddSingleton<AdminService>();
        services.AddSingleton<WebhooksService>();
        services.AddSingleton<RoomSessionService>();
        services.AddSingleton<WebSocketDoor>();
        services.AddSingleton<RoomSocketEndpoint>();
        services.AddHostedService<FanOutThread>();
        services.AddHostedService(static provider => provider.GetRequiredService<RevokedSessions>());
        services.AddHostedService(static provider => provider.GetRequiredService<GatewayRooms>());
        services.AddHostedService(static provider => provider.GetRequiredService<HallwayWatchers>());
        services.AddHostedService(static provider => provider.GetRequiredService<InboxWatches>());

        services.AddSingleton<CapacityWatch>();
        services.AddSingleton<IDrainPart, DevicesDrain>();
        services.AddSingleton<Drain>();
        services.AddHostedService(static provider =>
        {
            var capacity = provider.GetRequiredService<CapacityWatch>();
            var wheel = provider.GetRequiredService<FanOutWheel>();
            capacity.IsFull = () => wheel.Audience.IsFull(wheel.NowMicros);
            return capacity;
        });

        // After those that it sends away: services stop in reverse.
        services.AddHostedService<DrainOnStop>();

        services.AddGrpc(static grpc =>
        {
            grpc.MaxReceiveMessageSize = RequestBounds.BytesMax;
            grpc.Interceptors.Add<FaultInterceptor>();
            grpc.Interceptors.Add<AuthenticationInterceptor>();
            grpc.Interceptors.Add<RateLimitInterceptor>();
            grpc.Interceptors.Add<IdempotencyInterceptor>();
            grpc.Interceptors.Add<AuditInterceptor>();
        });
        services.Configure<Grpc.AspNetCore.Server.GrpcServiceOptions<PhotosService>>(static grpc =>
            grpc.MaxReceiveMessageSize = PhotoBounds.RequestBytesMax);
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions<RoomSessionService>>()
            .Configure<IOptions<GatewayOptions>>(static (grpc, gateway) =>
                grpc.MaxReceiveMessageSize = gateway.Value.Session.MessageBytesMax);
        services.AddGrpcWebEdge();
        services.AddSingleton<OperatorDoor>();
        services.AddSingleton<ReadinessCheck>();
        services.AddGrpcHealthChecks().AddCheck<ReadinessCheck>("ready");

        // ASP.NET Core logs an error for every unhealthy answer, even while the host stops. The readiness check logs changes
        // itself.
        services.AddLogging(static logging => logging.AddFilter(HealthCheckLog, LogLevel.None));
        services.AddGrpcReflection();
        services.Configure<KestrelServerOptions>(ConfigureKestrel);
        services.AddSingleton<IMemoryPoolFactory<byte>, WarmMemoryPoolFactory>();
        return services;
    }

    // In a process with grains these are the records that the rules use; a gateway alone is configured with the same settings.
    private static ConfiguredBounds BoundsInForce(IServiceProvider services)
    {
        var gateway = services.GetRequiredService<GatewayOptions>();
        return new ConfiguredBounds
        {
            Rooms = services.GetRequiredService<IOptions<RoomLimits>>().Value,
            Clubs = services.GetRequiredService<IOptions<ClubLimits>>().Value,
            Events = services.GetRequiredService<IOptions<EventLimits>>().Value,
            Invitations = services.GetRequiredService<IOptions<InvitationOptions>>().Value,
            Inboxes = services.GetRequiredService<IOptions<InboxLimits>>().Value,
            Session = gateway.Session,
            AcknowledgedWithin = gateway.FanOut.CloseAfter,
        };
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        // A device that vanished without a word is noticed within a minute.
        kestrel.Limits.Http2.KeepAlivePingDelay = KeepAliveAfter;
        kestrel.Limits.Http2.KeepAlivePingTimeout = KeepAliveWithin;

        // Bytes that a device may send before the server reads them: 32 s of a speaker; the default would be 190 s.
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 2 * StreamWindowBytes;

        // Acknowledgements decide whether a listener is too slow, not bytes per second.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
    }
}
