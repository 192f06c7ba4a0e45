using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomCreateTests
{
    [Fact]
    public void Create_WithGuestsAndCoHosts_LetsThemStraightOnStageGuestsMuted()
    {
        var coHost = Somebody("cohost");
        var command = Command(policy: StagePolicy.Owner) with
        {
            Guests = [Guest.Id], CoHosts = [coHost.Id], Settings = RoomSettings.Default with { Kind = RoomKind.Closed },
        };
        var room = Room.Create(Id, command, Limits, Noon).After();

        room.Admit(Guest.Id, isFollowed: false, listenerCount: 0, Limits).ShouldBeNull();
        room = room.TakeStage(Guest, Limits, Noon).After().TakeStage(coHost, Limits, Noon).After();

        room.Stage.Members.Select(member => (member.Person, member.Muted, member.Role))
            .ShouldBe([(Guest, true, StageRole.Speaker), (coHost, false, StageRole.CoHost)]);
        room.TakeStage(Somebody("stranger"), Limits, Noon).Rejection.ShouldBe(RoomRejection.StageNotOpen);

        // The guest unmutes; a host may mute the guest again.
        room = room.SetMuted(Guest.Id, muted: false, Noon).After();
        room.Ask(coHost, new MuteSpeaker(Guest.Id)).After().FindOnStage(Guest.Id)!.Muted.ShouldBeTrue();
    }

    [Fact]
    public void Create_WithMoreCoHostsThanThereArePlaces_IsRejected() =>
        Room.Create(Id, Command() with { CoHosts = [new("a"), new("b"), new("c")] }, Limits, Noon)
            .Rejection.ShouldBe(RoomRejection.CoHostsFull);

    [Fact]
    public void Create_ValidCommand_IsLiveAtVersionOneWithEmptyStage()
    {
        var decision = Room.Create(Id, Command(), Limits, Noon);

        var room = decision.After();
        room.Phase.ShouldBe(RoomPhase.Live);
        room.Version.ShouldBe(1);
        room.Stage.Members.ShouldBeEmpty();
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<RoomCreated>().At.ShouldBe(Noon);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("bell\u0007")]
    [InlineData("evil\u202Egpj.exe")] // right-to-left override
    public void Create_UnreadableTitle_IsRejected(string title) =>
        Room.Create(Id, Command(title: title), Limits, Noon).Rejection.ShouldBe(RoomRejection.TitleInvalid);

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Create_TitleLength_IsCountedInGraphemes(int length, bool isAccepted)
    {
        // A family emoji is one grapheme of eleven UTF-16 units.
        var title = "👨‍👩‍👧‍👦" + new string('a', length - 1);

        Room.Create(Id, Command(title: title), Limits, Noon).IsAccepted.ShouldBe(isAccepted);
    }

    [Fact]
    public void Create_FourTopics_IsRejected() =>
        Room.Create(Id, Command(topics: ["a", "b", "c", "d"]), Limits, Noon).Rejection.ShouldBe(RoomRejection.TopicsInvalid);

    [Fact]
    public void Create_TopicOf41Characters_IsRejected() =>
        Room.Create(Id, Command(topics: [new string('a', 41)]), Limits, Noon).Rejection.ShouldBe(RoomRejection.TopicsInvalid);

    [Theory]
    [InlineData("fr", true)]
    [InlineData("pt-BR", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("", false)]
    [InlineData("english language", false)]
    [InlineData("e", false)]
    [InlineData("en-", false)]
    [InlineData("en-abcdefghi", false)] // a subtag has at most 8 characters
    public void Create_Language_IsABcp47Tag(string language, bool isAccepted) =>
        Room.Create(Id, Command(language: language), Limits, Noon).IsAccepted.ShouldBe(isAccepted);

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public void Create_ActiveSpeakersOutOfBounds_IsRejected(int activeSpeakers) =>
        Room.Create(Id, Command(activeSpeakers: activeSpeakers), Limits, Noon)
            .Rejection.ShouldBe(RoomRejection.ActiveSpeakersInvalid);
}
