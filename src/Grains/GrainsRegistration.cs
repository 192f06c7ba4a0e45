using System.Data.Common;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Clubs;
using AudioRooms.Grains.Discovery;
using AudioRooms.Grains.Events;
using AudioRooms.Grains.Idempotency;
using AudioRooms.Grains.Invitations;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Media;
using AudioRooms.Grains.Notifications;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Safety;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using AudioRooms.Grains.Webhooks;
using AudioRooms.Protocol.Bounds;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AudioRooms.Grains;

/// <summary>Registers the services of the grains.</summary>
public static class GrainsRegistration
{
    /// <summary>Adds the services of the grains. The host also registers the live stream provider "live" and a default grain
    /// storage, and runs <see cref="SchemaMigrations"/> before it starts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="source">The product's database; the container disposes of it.</param>
    /// <param name="dialect">The SQL dialect of the database.</param>
    public static IServiceCollection AddAudioRoomsGrains(
        this IServiceCollection services, DbDataSource source, SqlDialect dialect)
    {
        services.AddPlacementDirector<AtGatewayPlacement, AtGatewayDirector>();
        services.TryAddKeyedSingleton(ProductClockAttribute.ClockKey, TimeProvider.System);

        // Grain timers use the product's clock, so a test that moves this clock moves them. The rest of Orleans keeps real time.
        services.AddKeyedSingleton(
            TimeProviderNames.Grains,
            static (provider, _) => provider.GetRequiredKeyedService<TimeProvider>(ProductClockAttribute.ClockKey));
        services.AddOptions<RoomLimits>();
        services.AddOptions<ClubLimits>();
        services.AddOptions<AccountOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InvitationOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EventLimits>();
        services.AddSingleton(_ => source);
        services.AddSingleton(_ => new SqlDatabase(source, dialect));
        services.AddSingleton<StorageSpace>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StorageSpaceStart>();
        services.AddSingleton<UnreadableRows>();
        services.AddSingleton<IRoomJournal, SqlRoomJournal>();
        services.AddSingleton<StageHolderTable>();
        services.AddSingleton<RoomMetrics>();
        services.AddSingleton<LocalRooms>();
        services.AddSingleton<ClubStore>();
        services.AddSingleton<ClubGuests>();
        services.AddSingleton<IPersonalData, ClubsData>();
        services.AddSingleton<IStageRelations, UserStageRelations>();
        services.AddSingleton<ClubRooms>();
        services.AddSingleton<ISearchSource>(static provider => provider.GetRequiredService<ClubStore>());
        services.AddSingleton<IPasswordHasher<AccountState>, PasswordHasher<AccountState>>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<PersonalRecords>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<StandingStore>();
        services.AddSingleton<CaseStore>();
        services.AddSingleton<AccountTable>();
        services.AddSingleton<EvidenceCollector>();
        services.AddSingleton<IPersonalData, ReportsData>();
        services.AddSingleton<InvitationKeys>();
        services.AddSingleton<Admission>();
        services.AddSingleton<IAnnouncementConsumer, RoomEarnings>();
        services.AddSingleton<IdentityTable>();
        services.AddSingleton<IPersonalData, SessionsData>();
        services.AddSingleton<IPersonalData, IdentitiesData>();
        services.AddSingleton<IPersonalData, InvitationsData>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<IPersonalData>(static provider => provider.GetRequiredService<IdempotencyKeys>());
        services.AddSingleton<PhotoTable>();
        services.AddSingleton<IPersonalData, PhotoData>();
        services.AddSingleton<IPersonalData, SuggestionsData>();
        services.AddSingleton<IPersonalData, ProfileData>();
        services.AddSingleton<MediaMetrics>();
        services.TryAddSingleton<OpusDecoderPool>();
        services.AddSingleton<MixSlots>();
        services.AddOptions<MixOptions>().Configure<OpusDecoderPool>(static (mix, decoders) =>
        {
            if (decoders.Implementation == OpusImplementation.Managed)
            {
                mix.UseManagedCodec();
            }
        }).ValidateDataAnnotations().ValidateOnStart();
        AddSchedule(services);
        AddAnnouncements(services);
        AddEvents(services);
        AddPeople(services, dialect);
        services.AddNotifications();
        services.AddWebhooks();
        return services;
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddSingleton<EventStore>();
        services.AddSingleton<CalendarFeeds>();
        services.AddSingleton<EventListing>();
        services.AddSingleton<EventOutbox>();
        services.AddSingleton<IScheduledWorkHandler, EventMomentsWork>();
        services.AddSingleton<IScheduledWorkHandler, EventNotificationWork>();
        services.AddSingleton<IPersonalData, EventsData>();
        services.AddSingleton<ISearchSource>(static provider => provider.GetRequiredService<EventListing>());
    }

    private static void AddSchedule(IServiceCollection services)
    {
        services.AddOptions<ScheduleOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<ISchedule, SqlSchedule>();
        services.AddSingleton<WorkRunner>();
        services.AddSingleton<ScheduleMetrics>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SchedulerStart>();
    }

    private static void AddAnnouncements(IServiceCollection services)
    {
        services.AddSingleton<IAnnouncements, ScheduledAnnouncements>();
        services.AddSingleton<IScheduledWorkHandler, AnnouncementDispatch>();
    }

    private static void AddPeople(IServiceCollection services, SqlDialect dialect)
    {
        services.AddSingleton<ISearchIndex>(new SqlSearchIndex(dialect));
        services.AddSingleton<SearchTables>();
        services.AddSingleton<HallwayTables>();
        services.AddSingleton<HallwayChanges>();
        services.AddSingleton<WatchTables>();
        services.AddSingleton<SuggestionTables>();
        services.AddSingleton<PeopleTable>();
        services.AddSingleton<RelationsTable>();
        services.AddSingleton<IScheduledWorkHandler, Parting>();
        services.AddSingleton<RoomListing>();
        services.AddSingleton<ISearchSource>(static provider => provider.GetRequiredService<PeopleTable>());
        services.AddSingleton<ISearchSource>(static provider => provider.GetRequiredService<RoomListing>());
    }
}
