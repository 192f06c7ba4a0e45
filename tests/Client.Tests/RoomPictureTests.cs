using AudioRooms.Wire.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

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
        var after = room.Apply(
            new RoomEvent { Version = 6, StageTaken = new StageTaken { Member = FakeServer.Member(2, "bo") } });

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
    public void Apply_AllHandsLowered_LeavesNoHand()
    {
        var raised = room.Apply(
            new RoomEvent { Version = 6, HandRaised = new HandRaised { Person = new Person { UserId = "bo" } } });

        var after = raised.Apply(new RoomEvent { Version = 7, AllHandsLowered = new AllHandsLowered { ByUserId = "ada" } });

        raised.Hands.ShouldHaveSingleItem();
        after.Hands.ShouldBeEmpty();
        after.Version.ShouldBe(7UL);
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
            picture = picture.Apply(new RoomEvent
            {
                Version = (source * 2) + 5,
                StageTaken = new StageTaken { Member = FakeServer.Member(source, "bo") },
            });
            picture = picture.Apply(
                new RoomEvent { Version = (source * 2) + 6, StageLeft = new StageLeft { UserId = "bo", Source = source } });
        }

        picture.VoiceOf(199).ShouldNotBeNull();
        picture.VoiceOf(2).ShouldBeNull();
    }

    [Fact]
    public void From_SnapshotOfAHost_ShowsHowTheRoomIsRun()
    {
        var snapshot = new RoomSnapshot
        {
            Card = new RoomCard
            {
                RoomId = "room",
                Title = "Coffee",
                Owner = new Person { UserId = "ada", Handle = "ada" },
                Locked = true,
            },
            Version = 9,
            Settings =
                new RoomSettings { Kind = RoomKind.Social, HandPolicy = HandPolicy.Followed, HandOrder = HandOrder.QuietFirst },
            HostUserId = "bo",
            PinnedLink = "https://example.org/",
            MyHand = new HandPlace { Position = 2, EstimatedWaitMs = 90_000 },
            InvitedToStage = true,
        };
        snapshot.CoHostUserIds.Add("cy");
        snapshot.Hands.Add(new Hand { Person = new Person { UserId = "di", Handle = "di" }, Question = "Why?" });

        var picture = RoomPicture.From(snapshot, null, selfId: "cy");

        picture.MayModerate.ShouldBeTrue();
        picture.HostUserId.ShouldBe("bo");
        (picture.Kind, picture.HandPolicy, picture.HandOrder).ShouldBe(
            (RoomKind.Social, HandPolicy.Followed, HandOrder.QuietFirst));
        (picture.Locked, picture.InvitedToStage, picture.PinnedLink).ShouldBe((true, true, "https://example.org/"));
        picture.Hands.ShouldHaveSingleItem().Question.ShouldBe("Why?");
        picture.MyHand.ShouldBe(new OwnHand(2, TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Apply_HandComesUp_LeavesTheQueueForTheStage()
    {
        var raised = room.Apply(new RoomEvent
        {
            Version = 6, HandRaised = new HandRaised { Person = FakeServer.Member(0, "bo").Person, Question = "Why?" },
        });
        raised.Hands.ShouldHaveSingleItem().Handle.ShouldBe("bo");

        var taken = raised.Apply(
            new RoomEvent { Version = 7, StageTaken = new StageTaken { Member = FakeServer.Member(2, "bo") } });

        taken.Hands.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_CoHostBecomesHost_ChangesRolesOnStage()
    {
        var appointed = room.Apply(new RoomEvent { Version = 6, CoHostAppointed = new CoHostAppointed { UserId = "ada" } });
        appointed.Stage.ShouldHaveSingleItem().Role.ShouldBe(StageRole.CoHost);

        var host = appointed.Apply(new RoomEvent { Version = 7, HostChanged = new HostChanged { UserId = "ada" } });

        host.Stage.ShouldHaveSingleItem().Role.ShouldBe(StageRole.Host);
        host.CoHostUserIds.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_HandsSwitchedOff_ClearsThem()
    {
        var raised = room.Apply(
            new RoomEvent { Version = 6, HandRaised = new HandRaised { Person = FakeServer.Member(0, "bo").Person } });

        var off = raised.Apply(new RoomEvent
        {
            Version = 7, SettingsChanged = new SettingsChanged { Settings = new RoomSettings { HandPolicy = HandPolicy.Off } },
        });

        off.Hands.ShouldBeEmpty();
        off.HandPolicy.ShouldBe(HandPolicy.Off);
    }

    [Fact]
    public void Apply_EveryKindOfEvent_CountsItsVersion()
    {
        foreach (var kind in RoomEvent.Descriptor.Oneofs[0].Fields)
        {
            var happened = new RoomEvent { Version = 6 };
            kind.Accessor.SetValue(happened, FilledOf(kind.MessageType));

            room.Apply(happened).Version.ShouldBe(6UL, kind.Name);
        }
    }

    private static IMessage FilledOf(MessageDescriptor type)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field is { FieldType: FieldType.Message, IsRepeated: false })
            {
                field.Accessor.SetValue(message, FilledOf(field.MessageType));
            }
        }

        return message;
    }
}
