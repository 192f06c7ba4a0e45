using System.Diagnostics.Metrics;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Media;

/// <summary>The path of a packet from a speaker grain through the live stream to the gateway's side of a listener
/// grain.</summary>
public sealed class MediaPathTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");
    private static readonly Person Ben = new(new UserId("ben"), "ben", "Ben");

    private readonly RoomId id = new(Identifiers.NewId());
    private readonly RecordingGatewayRoom gatewayRoom = new();
    private GrainCluster cluster = null!;
    private IGatewayRoom gatewayRoomReference = null!;

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        await Room.CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        gatewayRoomReference = cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        await cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "gateway")).OpenAsync(
            gatewayRoomReference, opening: 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Speak_OnStage_ArrivesInOrderWithSourceAndUnwrappedSequence()
    {
        var (speaker, grant) = await TakeStageAsync(Ada);

        await speaker.SpeakAsync(Packet(65_535));
        await speaker.SpeakAsync(Packet(0));

        var first = await gatewayRoom.NextPacketAsync();
        var second = await gatewayRoom.NextPacketAsync();
        first.Source.ShouldBe(grant.Source);
        (first.Sequence, second.Sequence).ShouldBe((65_535, 65_536));
    }

    [Fact]
    public async Task Speak_TwoSpeakers_AreToldApart()
    {
        var (ada, adasGrant) = await TakeStageAsync(Ada);
        var (ben, bensGrant) = await TakeStageAsync(Ben);

        await ada.SpeakAsync(Packet(1));
        var first = await gatewayRoom.NextPacketAsync();
        await ben.SpeakAsync(Packet(1));
        var second = await gatewayRoom.NextPacketAsync();

        first.Source.ShouldBe(adasGrant.Source);
        second.Source.ShouldBe(bensGrant.Source);
        first.Source.ShouldNotBe(second.Source);
    }

    [Fact]
    public async Task Speak_Duplicate_IsHeardOnce()
    {
        var (speaker, _) = await TakeStageAsync(Ada);

        await speaker.SpeakAsync(Packet(1));
        await speaker.SpeakAsync(Packet(1));
        await speaker.SpeakAsync(Packet(2));

        (await gatewayRoom.NextPacketAsync()).Sequence.ShouldBe(1);
        (await gatewayRoom.NextPacketAsync()).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Speak_AfterLeavingTheStageButNotRevoked_IsAGhostAndNotHeard()
    {
        var (ada, _) = await TakeStageAsync(Ada);
        var (ben, bensGrant) = await TakeStageAsync(Ben);
        await Room.LeaveStageAsync(Ada.Id);

        await ada.SpeakAsync(Packet(1));
        await ben.SpeakAsync(Packet(1));

        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(bensGrant.Source);
    }

    [Fact]
    public async Task Speak_WhileMuted_IsNotHeard()
    {
        var (speaker, _) = await TakeStageAsync(Ada);
        await Room.SetMutedAsync(Ada.Id, muted: true);
        using var dropped = new DropSignal(cluster, "muted");
        await speaker.SpeakAsync(Packet(1));
        await dropped.WaitAsync();
        await Room.SetMutedAsync(Ada.Id, muted: false);

        await speaker.SpeakAsync(Packet(2));

        (await gatewayRoom.NextPacketAsync()).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Speak_Revoked_IsNotPublished()
    {
        var (ada, grant) = await TakeStageAsync(Ada);
        var (ben, bensGrant) = await TakeStageAsync(Ben);
        await ada.RevokeAsync(grant.Source);

        await ada.SpeakAsync(Packet(1));
        await ben.SpeakAsync(Packet(1));

        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(bensGrant.Source);
    }

    [Fact]
    public async Task Speak_GrantWasLostWithItsActivation_IsAskedForAndHeard()
    {
        await Room.TakeStageAsync(Ada);
        var speaker = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, Ada.Id));
        using var found = new CounterWatch(
            cluster.Services.GetRequiredService<IMeterFactory>(), "audiorooms.speaker.grants_found");
        await speaker.SpeakAsync(Packet(1));
        await found.WhenAsync(1);

        await speaker.SpeakAsync(Packet(2));

        (await gatewayRoom.NextPacketAsync()).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Grant_OfAStayThatIsOver_ComesLate_OpensNothing()
    {
        var (ada, grant) = await TakeStageAsync(Ada);
        var (ben, bensGrant) = await TakeStageAsync(Ben);
        await Room.LeaveStageAsync(Ada.Id);
        using var dropped = new DropSignal(cluster, "no_grant");
        await Task.WhenAll(ada.RevokeAsync(grant.Source), ada.GrantAsync(grant));

        await ada.SpeakAsync(Packet(1));
        await ben.SpeakAsync(Packet(1));

        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(bensGrant.Source);
    }

    private static SpokenPacket Packet(ushort sequence) => new() { Sequence = sequence, Level = 30, Opus = [0x48, 1, 2] };

    private async Task<(ISpeakerGrain Speaker, StageGrant Grant)> TakeStageAsync(Person person)
    {
        var grant = (await Room.TakeStageAsync(person)).Value.ShouldNotBeNull();
        var speaker = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, person.Id));
        await speaker.GrantAsync(grant);
        return (speaker, grant);
    }
}
