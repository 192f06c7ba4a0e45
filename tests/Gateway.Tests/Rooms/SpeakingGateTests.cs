using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;

namespace AudioRooms.Gateway.Tests.Rooms;

public sealed class SpeakingGateTests
{
    private readonly SpeakingGate speakingGate = new(People.Ada.Id);

    [Fact]
    public void Observe_OnStage_Opens()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ben, 1, false), (People.Ada, 2, false)));

        speakingGate.OpenSource.ShouldBe(2u);
    }

    [Fact]
    public void Observe_SomebodyElseOnStage_StaysClosed()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ben, 1, false)));

        speakingGate.OpenSource.ShouldBeNull();
        speakingGate.Refusal.ShouldBe(MediaRefusal.NotOnStage);
    }

    [Fact]
    public void Observe_OffTheStage_Closes()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        speakingGate.Observe(Stages.With(epoch: 5));

        speakingGate.OpenSource.ShouldBeNull();
        speakingGate.Source.ShouldBeNull();
    }

    [Fact]
    public void Observe_OlderNewsThatComeLater_AreIgnored()
    {
        speakingGate.Observe(Stages.With(epoch: 5));

        speakingGate.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        speakingGate.OpenSource.ShouldBeNull();
    }

    [Fact]
    public void Hold_OnStage_ClosesAtOnceWithoutARefusal()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        speakingGate.Hold();

        speakingGate.OpenSource.ShouldBeNull();
        speakingGate.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Release_AfterTheRoomMuted_StaysClosed()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));
        speakingGate.Hold();
        speakingGate.Observe(Stages.With(epoch: 5, (People.Ada, 2, true)));

        speakingGate.Release();

        speakingGate.OpenSource.ShouldBeNull();
        speakingGate.Refusal.ShouldBe(MediaRefusal.Muted);
    }

    [Fact]
    public void Release_AfterTheRoomRefused_OpensAgain()
    {
        speakingGate.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));
        speakingGate.Hold();

        speakingGate.Release();

        speakingGate.OpenSource.ShouldBe(2u);
    }
}
