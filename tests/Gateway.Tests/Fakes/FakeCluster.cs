using System.Collections.Concurrent;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Contracts.Webhooks;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>
/// The grains that the gateway calls, as plain objects: enough of a room to see how the gateway handles its answers.
/// </summary>
internal sealed class FakeCluster : IGrainFactory
{
    private readonly ConcurrentDictionary<string, FakeRoom> rooms = new();
    private readonly ConcurrentDictionary<string, FakeListenerGrain> listeners = new();
    private readonly ConcurrentDictionary<string, FakeSpeakerGrain> speakers = new();
    private readonly ConcurrentDictionary<string, FakeMixGrain> mixes = new();
    private readonly ConcurrentDictionary<string, FakeAccount> accounts = new();
    private readonly ConcurrentDictionary<string, FakeClub> clubs = new();
    private readonly ConcurrentDictionary<string, FakeEvent> events = new();
    private readonly ConcurrentDictionary<string, FakeUser> users = new();
    private readonly ConcurrentDictionary<string, FakeLedger> ledgers = new();
    private readonly ConcurrentDictionary<string, FakeIdentity> identities = new();
    private readonly ConcurrentDictionary<string, FakeStanding> standings = new();
    private readonly FakeWaitingList waitingList = new();
    private readonly ConcurrentDictionary<string, FakeInbox> inboxes = new();
    private readonly ConcurrentDictionary<string, FakeIdempotency> idempotency = new();

    /// <summary>The revoked sessions for the gateway.</summary>
    public FakeSessionRegistry Sessions { get; } = new();

    /// <summary>If set, every call into the cluster fails with this exception.</summary>
    public Exception? Fault { get; set; }

    public FakeDiscovery Discovery { get; } = new();

    public FakeAudit Audit { get; } = new();

    public FakeStanding Standing(string userId) => standings.GetOrAdd(userId, static _ => new FakeStanding());

    public FakePhotos Photos { get; } = new();

    public FakeHallwayWatch HallwayWatch { get; } = new();

    public FakeRoom CreateRoom(Person owner)
    {
        var room = Room(Identifiers.NewId());
        room.CreateAsync(new CreateRoom(owner, "Coffee", [], "en", StagePolicy.Open, 3));
        return room;
    }

    public FakeRoom Room(string id) => rooms.GetOrAdd(id, static (id, cluster) => new FakeRoom(new RoomId(id), cluster), this);

    public FakeAccount Account(string handle) =>
        accounts.GetOrAdd(handle, static (handle, cluster) => new FakeAccount(handle, cluster.Sessions), this);

    public FakeEvent Event(string id) => events.GetOrAdd(id, static _ => new FakeEvent());

    public FakeEventDirectory EventDirectory { get; } = new();

    public FakeWebhooks Webhooks { get; } = new();

    public FakeClub Club(string id) => clubs.GetOrAdd(id, static _ => new FakeClub());

    public FakeUser User(string id) => users.GetOrAdd(id, static id => new FakeUser(new UserId(id)));

    public FakeInbox Inbox(string user) => inboxes.GetOrAdd(user, static user => new FakeInbox(new UserId(user)));

    public IEnumerable<FakeRoom> Rooms => rooms.Values;

    public FakeClubDirectory ClubDirectory { get; } = new();

    public IEnumerable<FakeClub> Clubs => clubs.Values;

    public FakeListenerGrain Listener(RoomId room, string gateway) => listeners.GetOrAdd(
        ListenerKeys.For(room, gateway), static (key, cluster) => new FakeListenerGrain(cluster.Room(key.Split('/')[0])), this);

    public IEnumerable<FakeListenerGrain> ListenerGrainsOf(RoomId room) =>
        listeners.Where(listener => listener.Key.StartsWith($"{room.Value}/", StringComparison.Ordinal))
            .Select(listener => listener.Value);

    public FakeMixGrain Mix(RoomId room) => mixes.GetOrAdd(room.Value, static _ => new FakeMixGrain());

    public FakeSpeakerGrain Speaker(RoomId room, UserId user) => Speaker(SpeakerKeys.For(room, user));

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        object grain = typeof(TGrainInterface).Name switch
        {
            nameof(IRoomGrain) => Room(primaryKey),
            nameof(IEventGrain) => Event(primaryKey),
            nameof(IClubGrain) => Club(primaryKey),
            nameof(IListenerGrain) => listeners.GetOrAdd(
                primaryKey, static (key, cluster) => new FakeListenerGrain(cluster.Room(key.Split('/')[0])), this),
            nameof(ISpeakerGrain) => Speaker(primaryKey),
            nameof(IMixGrain) => Mix(new RoomId(primaryKey)),
            nameof(IUserGrain) => User(primaryKey),
            nameof(IAccountSafetyGrain) => Standing(primaryKey),
            nameof(IInboxGrain) => Inbox(primaryKey),
            nameof(IIdempotencyGrain) => idempotency.GetOrAdd(primaryKey, static _ => new FakeIdempotency()),
            nameof(IAccountGrain) => Account(primaryKey),
            nameof(IHallwayWatchGrain) => HallwayWatch,
            nameof(IExternalIdentityGrain) =>
                identities.GetOrAdd(primaryKey, static (_, cluster) => new FakeIdentity(cluster), this),
            nameof(IInvitationLedgerGrain) => ledgers.GetOrAdd(primaryKey, static _ => new FakeLedger()),
            _ => throw new NotSupportedException(typeof(TGrainInterface).Name),
        };
        return (TGrainInterface)grain;
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Fault is { } fault ? throw fault : (TGrainInterface)(typeof(TGrainInterface).Name switch
        {
            nameof(IRoomDirectoryGrain) => (object)new FakeDirectory(this),
            nameof(IEventDirectoryGrain) => EventDirectory,
            nameof(IClubDirectoryGrain) => ClubDirectory,
            nameof(IDiscoveryGrain) => Discovery,
            nameof(IPhotoGrain) => Photos,
            nameof(ISessionRegistryGrain) => Sessions,
            nameof(IWaitingListGrain) => waitingList,
            nameof(IAuditGrain) => Audit,
            nameof(IWebhooksGrain) => Webhooks,
            _ => throw new NotSupportedException(typeof(TGrainInterface).Name),
        });

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    private FakeSpeakerGrain Speaker(string key) => speakers.GetOrAdd(
        key, static (key, cluster) => new FakeSpeakerGrain(cluster.Room(key.Split('/')[0]), cluster), this);
}
