using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Join = AudioRooms.Wire.V1.Join;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>A device whose gateway died comes back at another one, with the resume token of the first.</summary>
public sealed class ResumeElsewhereTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan RoomPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly Person Cem = new(new UserId(Contracts.Identifiers.NewId()), "cem", "Cem");

    private readonly SessionHarness first = new();
    private readonly SessionHarness second;
    private readonly FakeRoom room;
    private readonly TaskCompletionSource roomIsBack = new();

    public ResumeElsewhereTests()
    {
        second = new SessionHarness(first);
        room = first.Cluster.CreateRoom(People.Ada);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        roomIsBack.TrySetResult();
        await first.StopAsync();
        await second.StopAsync();
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Resume_RoomIsLockedAndAnswers_LetsThePersonBackInWithWhatWasMissed()
    {
        var ben = await first.JoinAsync(People.Ben, room.Id);
        await room.TakeStageAsync(People.Ada);
        room.JoinRefusal = RoomRejection.Locked;

        var again = ComeBack(People.Ben, ben, knownVersion: 1);

        (await again.NextAsync()).Joined.Room.Version.ShouldBe(2ul);
        (await again.NextAsync()).Event.StageTaken.Member.Person.Handle.ShouldBe("ada");
    }

    [Fact]
    public async Task Resume_RoomIsLockedAndTheTokenIsSomebodyElses_IsRefused()
    {
        var ben = await first.JoinAsync(People.Ben, room.Id);
        room.JoinRefusal = RoomRejection.Locked;

        (await ComeBack(Cem, ben).NextAsync()).Refusal.Code.ShouldBe("room_locked");
    }

    [Fact]
    public async Task Resume_RoomDoesNotAnswerAndIsOpenHere_LetsThePersonInWithRoleAndMicrophoneAsBefore()
    {
        await second.JoinAsync(Cem, room.Id);
        var ada = await first.JoinStageAsync(People.Ada, room.Id);
        await room.SetMutedAsync(People.Ada.Id, muted: true);

        var again = await ComeBackWithoutRoomAsync(People.Ada, ada);

        var joined = (await again.NextAsync()).Joined;
        var member = joined.Room.Stage.ShouldHaveSingleItem();
        (member.Person.Handle, member.Muted).ShouldBe(("ada", true));
        roomIsBack.SetResult();
        await room.SetMutedAsync(People.Ada.Id, muted: false);
        again.Speak(1);
        await again.SettleAsync();
        first.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Resume_RoomComesBackAndRefuses_ClosesTheConnection()
    {
        await second.JoinAsync(Cem, room.Id);
        var ben = await first.JoinAsync(People.Ben, room.Id);
        var again = await ComeBackWithoutRoomAsync(People.Ben, ben);
        (await again.NextAsync()).Joined.ShouldNotBeNull();

        room.JoinRefusal = RoomRejection.Removed;
        roomIsBack.SetResult();

        (await again.NextAsync()).Closing.Code.ShouldBe("removed");
    }

    [Fact]
    public async Task Resume_QuestionIsLostWithTheSilo_TheRoomIsAskedAgain()
    {
        await second.JoinAsync(Cem, room.Id);
        var ben = await first.JoinAsync(People.Ben, room.Id);
        var again = await ComeBackWithoutRoomAsync(People.Ben, ben);
        (await again.NextAsync()).Joined.ShouldNotBeNull();
        room.Joining = Task.CompletedTask;
        room.JoinRefusal = RoomRejection.Removed;
        var waits = first.Time.WhenDelayedAsync(AskAgainAfter);

        roomIsBack.SetException(new TimeoutException());
        await waits;
        first.Time.Advance(AskAgainAfter);

        (await again.NextAsync()).Closing.Code.ShouldBe("removed");
    }

    [Fact]
    public async Task Resume_PersonWasPutOutAndTheRoomDoesNotAnswer_WaitsForTheRoom()
    {
        await second.JoinAsync(Cem, room.Id);
        var ben = await first.JoinAsync(People.Ben, room.Id);
        await room.HappenAsync(
            new Contracts.Rooms.PersonRemoved(People.Ben.Id, People.Ada.Id, IsBan: false),
            view => view with { Removed = [People.Ben.Id] });

        await WaitsForTheRoomAsync(People.Ben, ben);
    }

    [Fact]
    public async Task Resume_RoomDoesNotAnswerAndIsNotOpenHere_WaitsForTheRoom() =>
        await WaitsForTheRoomAsync(People.Ben, await first.JoinAsync(People.Ben, room.Id));

    private async Task WaitsForTheRoomAsync(Person person, FakeDevice former)
    {
        var again = await ComeBackWithoutRoomAsync(person, former);
        room.JoinRefusal = RoomRejection.NotFound;
        roomIsBack.SetResult();

        // The room's answer, and nothing before it.
        (await again.NextAsync()).Refusal.Code.ShouldBe("room_not_found");
    }

    private async Task<FakeDevice> ComeBackWithoutRoomAsync(Person person, FakeDevice former)
    {
        room.Joining = roomIsBack.Task;
        var waits = first.Time.WhenDelayedAsync(RoomPatience);
        var again = ComeBack(person, former);
        await waits;
        first.Time.Advance(RoomPatience);
        return again;
    }

    private FakeDevice ComeBack(Person person, FakeDevice former, ulong knownVersion = 0)
    {
        var again = second.Connect(person);
        again.Send(new ClientMessage
        {
            Join = new Join
            {
                RoomId = room.Id.Value,
                Latency = LatencyClass.Interactive,
                ResumeToken = former.Joined!.ResumeToken,
                KnownVersion = knownVersion,
            },
        });
        return again;
    }
}
