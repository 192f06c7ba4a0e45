using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;

namespace AudioRooms.Gateway.Tests.Rooms;

public sealed class MicrophoneTests
{
    private readonly Microphone microphone = new(People.Ada.Id);

    [Fact]
    public void Observe_OnStage_Opens()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ben, 1, false), (People.Ada, 2, false)));

        microphone.OpenSource.ShouldBe(2u);
    }

    [Fact]
    public void Observe_SomebodyElseOnStage_StaysClosed()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ben, 1, false)));

        microphone.OpenSource.ShouldBeNull();
        microphone.Refusal.ShouldBe(MediaRefusal.NotOnStage);
    }

    [Fact]
    public void Observe_OffTheStage_Closes()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        microphone.Observe(Stages.With(epoch: 5));

        microphone.OpenSource.ShouldBeNull();
        microphone.Source.ShouldBeNull();
    }

    [Fact]
    public void Observe_OlderNewsThatComeLater_AreIgnored()
    {
        microphone.Observe(Stages.With(epoch: 5));

        microphone.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        microphone.OpenSource.ShouldBeNull();
    }

    [Fact]
    public void Hold_OnStage_ClosesAtOnceWithoutARefusal()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));

        microphone.Hold();

        microphone.OpenSource.ShouldBeNull();
        microphone.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Release_AfterTheRoomMuted_StaysClosed()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));
        microphone.Hold();
        microphone.Observe(Stages.With(epoch: 5, (People.Ada, 2, true)));

        microphone.Release();

        microphone.OpenSource.ShouldBeNull();
        microphone.Refusal.ShouldBe(MediaRefusal.Muted);
    }

    [Fact]
    public void Release_AfterTheRoomRefused_OpensAgain()
    {
        microphone.Observe(Stages.With(epoch: 4, (People.Ada, 2, false)));
        microphone.Hold();

        microphone.Release();

        microphone.OpenSource.ShouldBe(2u);
    }
}
