using AudioRooms.Wire.V1;

namespace AudioRooms.Client.Tests;

public sealed class RoomPictureTests
{
    private readonly RoomPicture room;

    public RoomPictureTests()
    {
        var snapshot = new RoomSnapshot { Card = new RoomCard { RoomId = "room", Title = "A room" }, Version = 5 };
        snapshot.Stage.Add(FakeServer.Member(1, "ada"));
        room = RoomPicture.From(snapshot, earlier: null);
    }

    [Fact]
    public void Apply_StageTaken_AddsTheVoice()
    {
        var after = room.Apply(new RoomEvent { Version = 6, StageTaken = new StageTaken { Member = FakeServer.Member(2, "bo") } });

        after.Stage.Select(voice => voice.Handle).ShouldBe(["ada", "bo"]);
        after.Version.ShouldBe(6UL);
    }

    [Fact]
    public void Apply_StageLeft_StillKnowsWhoseLatePacketsTheyAre()
    {
        var after = room.Apply(new RoomEvent { Version = 6, StageLeft = new StageLeft { UserId = "ada", Source = 1 } });

        after.Stage.ShouldBeEmpty();
        after.VoiceOf(1).ShouldNotBeNull().Handle.ShouldBe("ada");
    }

    [Fact]
    public void Apply_EventThatIsInThePicture_ChangesNothing()
    {
        var after = room.Apply(new RoomEvent { Version = 5, StageLeft = new StageLeft { UserId = "ada", Source = 1 } });

        after.ShouldBeSameAs(room);
    }

    [Fact]
    public void Apply_MuteChanged_MarksTheVoice()
    {
        var after = room.Apply(new RoomEvent { Version = 6, MuteChanged = new MuteChanged { UserId = "ada", Muted = true } });

        after.Stage.ShouldHaveSingleItem().Muted.ShouldBeTrue();
    }

    [Fact]
    public void Apply_EventOfAKindNotKnown_CountsItsVersion() =>
        room.Apply(new RoomEvent { Version = 6 }).Version.ShouldBe(6UL);

    [Fact]
    public void Apply_RoomEnded_IsEnded() =>
        room.Apply(new RoomEvent { Version = 6, RoomEnded = new RoomEnded() }).Ended.ShouldBeTrue();

    [Fact]
    public void VoiceOf_ManyStaysSince_IsBounded()
    {
        var picture = room;
        for (uint source = 2; source < 200; source++)
        {
            picture = picture.Apply(new RoomEvent { Version = (source * 2) + 5, StageTaken = new StageTaken { Member = FakeServer.Member(source, "bo") } });
            picture = picture.Apply(new RoomEvent { Version = (source * 2) + 6, StageLeft = new StageLeft { UserId = "bo", Source = source } });
        }

        picture.VoiceOf(199).ShouldNotBeNull();
        picture.VoiceOf(2).ShouldBeNull();
    }
}
